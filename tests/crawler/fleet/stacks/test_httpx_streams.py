"""Frames that nobody would send: what the second stack's streams make of them."""

import asyncio
import struct

import h2.events
import pytest

from schema.types.outcome import Outcome
from testkit.certificates import Authority
from testkit.h2_server import H2Server, fetch, fields, frame, scripted, serving

pytestmark = pytest.mark.network
OK = [(":status", "200"), ("content-type", "text/html")]


RAW: dict[str, tuple[bool, bytes, Outcome]] = {
    "frames of no known kind without end": (False, frame(0x77, 0, 0, b"x" * 16000) * 60,
                                            Outcome.PROTOCOL_ERROR),
    "the same after a part of the page": (True, frame(0x77, 0, 0, b"x" * 16000) * 60,
                                          Outcome.OK_TRUNCATED),
    "a frame that is too large": (True, frame(0, 0, 1, b"x" * 20_000), Outcome.OK_TRUNCATED),
    "padding longer than its frame": (True, frame(0, 8, 1, b"\xffa"), Outcome.OK_TRUNCATED),
}  # fmt: skip


@pytest.mark.parametrize(("begun", "sent", "outcome"), RAW.values(), ids=RAW)
async def test_what_breaks_http_2_is_the_servers_fault_and_has_an_end(
    authority: Authority,
    begun: bool,  # noqa: FBT001 - a table
    sent: bytes,
    outcome: Outcome,
) -> None:
    class Odd(H2Server):
        def data_received(self, data: bytes) -> None:
            asked = self.machine.receive_data(data)
            if any(isinstance(one, h2.events.RequestReceived) for one in asked):
                if begun:
                    self.machine.send_headers(1, OK)
                    self.machine.send_data(1, b"<p>half")
                self.flush()
                assert isinstance(self.transport, asyncio.Transport)
                self.transport.write(sent)

    async with serving(authority, {}, Odd) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason
    assert page.seconds < 2.0


HEAD, BODY = fields((":status", "200")), frame(0, 1, 1, b"<p>x")
GRACEFUL = frame(7, 0, 0, struct.pack(">II", 1, 0))
HEADS: dict[str, tuple[bytes, Outcome]] = {
    "no status": (fields(("content-type", "text/html")) + BODY, Outcome.PROTOCOL_ERROR),
    "two statuses": (fields((":status", "200"), (":status", "404")) + BODY,
                     Outcome.PROTOCOL_ERROR),
    "a whole page, then what is no frame": (HEAD + BODY + b"junk" * 9, Outcome.OK),
    "a status in words": (fields((":status", "gone")), Outcome.PROTOCOL_ERROR),
    "a status of two digits": (fields((":status", "99")), Outcome.PROTOCOL_ERROR),
    "a negative status": (fields((":status", "-5")), Outcome.PROTOCOL_ERROR),
    "a NUL in a header": (fields((":status", "200"), ("x", "a\0b")), Outcome.PROTOCOL_ERROR),
    "a line end in a header": (fields((":status", "200"), ("x", "a\r\nset-cookie: b=c")),
                               Outcome.PROTOCOL_ERROR),
    "more lines than we take": (fields((":status", "200"), *[("x", "y")] * 300),
                                Outcome.HEADERS_TOO_LARGE),
    "HTTP/1 where HTTP/2 was agreed on": (b"HTTP/1.1 400 Bad Request\r\n\r\n",
                                          Outcome.PROTOCOL_ERROR),
    "a stream that is reset": (frame(3, 0, 1, struct.pack(">I", 2)), Outcome.PROTOCOL_ERROR),
    "a last request, answered": (GRACEFUL + HEAD + BODY, Outcome.OK),
    "a last request, answered in parts": (HEAD + GRACEFUL + BODY, Outcome.OK),
    "pieces of one byte": (HEAD + frame(0, 0, 1, b"x") * 20_000, Outcome.OK_TRUNCATED),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "outcome"), HEADS.values(), ids=HEADS)
async def test_an_odd_answer_over_http_2_has_the_word_that_it_has_over_http_1(
    authority: Authority, sent: bytes, outcome: Outcome
) -> None:
    async with serving(authority, {}, scripted(sent)) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason


async def test_frames_that_brought_no_head_are_kept_as_they_came(authority: Authority) -> None:
    refused = frame(3, 0, 1, struct.pack(">I", 2))
    async with serving(authority, {}, scripted(refused)) as port:
        page = await fetch(authority, port)

    kept = page.exchanges[0]
    assert kept.head == b""
    assert kept.body.endswith(refused)
    assert not kept.complete


ENDINGS = {
    "before a head": (b"", Outcome.RESET),
    "after the head": (HEAD, Outcome.OK_TRUNCATED),
    "in the body": (HEAD + frame(0, 0, 1, b"<p>x"), Outcome.OK_TRUNCATED),
}


@pytest.mark.parametrize(("sent", "outcome"), ENDINGS.values(), ids=ENDINGS)
async def test_a_connection_that_is_closed_has_the_word_that_it_has_over_http_1(
    authority: Authority, sent: bytes, outcome: Outcome
) -> None:
    async with serving(authority, {}, scripted(sent, closed=True)) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason


async def test_frames_that_broken_tls_ends_were_not_cut_by_our_deadline(
    authority: Authority,
) -> None:
    class Broken(H2Server):
        def data_received(self, data: bytes) -> None:
            del data
            self.transport._ssl_protocol._transport.write(b"no TLS record")  # type: ignore[attr-defined]

    async with serving(authority, {}, Broken) as port:
        page = await fetch(authority, port)

    assert page.outcome is Outcome.TLS_UNSUPPORTED
    assert page.exchanges[0].ended == "unspecified"
