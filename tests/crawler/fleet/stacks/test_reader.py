"""What both stacks read of an answer, and where they stop."""

import asyncio
import base64
import json
from pathlib import Path

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.stacks.hop import Progress
from crawler.fleet.stacks.reader import AnswerReader
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings
from testkit.fetching import LIMITS, STACKS, fetch, make_fetcher
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network


async def test_a_fault_of_our_own_reading_is_no_reset(
    fetcher: Fetcher, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: AnswerReader, __: bytes) -> None:
        raise MemoryError("ours")

    monkeypatch.setattr(AnswerReader, "_take_body", fail)
    server.answers["/"] = http("<p>x")

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.reason) == (Outcome.OWN_FAULT, "MemoryError: ours")


CUTS: dict[str, tuple[bytes, str]] = {
    "a redirect, whose body nobody needs": (
        b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 9999\r\n\r\n", "length"),
    "more than we take": (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000, "length"),
    "announced as more": (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nx", "length"),
    "closed early": (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx", "disconnect"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", "unspecified"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "ended"), CUTS.values(), ids=CUTS)
async def test_what_is_kept_of_a_part_says_who_ended_it(
    fetcher: Fetcher, server: ScriptedServer, answer: bytes, ended: str
) -> None:
    server.answers["/"] = answer

    page = await fetch(fetcher, server.url())

    assert (page.exchanges[0].complete, page.exchanges[0].ended) == (False, ended)


async def test_an_answer_cut_short_is_truncated(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.OK_TRUNCATED
    assert page.body == b"only this"


async def test_an_answer_without_a_byte_is_a_reset(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = b""

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.RESET


async def test_no_http_is_a_protocol_error(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.PROTOCOL_ERROR


async def test_a_flood_of_headers_is_refused(fetcher: Fetcher, server: ScriptedServer) -> None:
    flood = "".join(f"X-{n}: {'y' * 500}\r\n" for n in range(60)).encode()
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n" + flood + b"\r\nbody"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.HEADERS_TOO_LARGE


async def test_an_endless_body_is_cut(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (LIMITS.wire_bytes + 1000)

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.OK_TRUNCATED
    assert len(page.body) == LIMITS.wire_bytes


async def test_a_body_announced_too_long_is_not_read(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = http(b"x" * (LIMITS.wire_bytes + 1000))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.BODY_TOO_LARGE
    assert len(page.exchanges[0].body) <= 64 * 1024


@pytest.mark.parametrize("stack", STACKS)
async def test_foreign_odd_replies_all_end_in_an_outcome(
    stack: str, server: ScriptedServer, suites: Path
) -> None:
    """Replies from curl's own suite: whatever they are, a fetch ends in time with one word."""
    replies = json.loads((suites / "http-curl" / "responses.json").read_text(encoding="utf-8"))
    fetcher = make_fetcher(stack)
    ended = []
    for number, reply in enumerate(replies):
        server.answers[f"/{number}"] = base64.b64decode(reply["replies"][0]["raw_b64"])
        ended.append(await fetch(fetcher, server.url(f"/{number}")))
    await fetcher.close()

    assert len(ended) == len(replies)
    assert max(page.seconds for page in ended) < 2 * LIMITS.deadline
    assert Outcome.OWN_FAULT not in {page.outcome for page in ended}


@pytest.mark.parametrize("stack", STACKS)
async def test_a_server_that_speaks_before_it_is_asked_is_no_reset(stack: str) -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.gov.cn ESMTP\r\n")
        await writer.drain()
        writer.close()

    fetcher = make_fetcher(stack)
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        pages = [await fetch(fetcher, f"http://127.0.0.1:{port}/") for _ in range(20)]
        await fetcher.close()

    assert {page.outcome for page in pages} == {Outcome.PROTOCOL_ERROR}, pages[0].reason


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def read(*pieces: bytes) -> tuple[AnswerReader, Progress]:
    """Give these pieces to a reader, as a connection brings them."""
    progress = Progress()
    reader = AnswerReader(progress, FetchSettings(), lambda: 0.0)
    for piece in pieces:
        reader.feed(piece)
    return reader, progress


def test_tiny_chunks_that_come_all_at_once_are_not_all_undone() -> None:
    reader, progress = read(CHUNKED, b"1\r\nx\r\n" * 40_000)

    assert (reader.ended, reader.reusable) == (True, False)
    assert progress.body.tell() < 20_000


@pytest.mark.parametrize(
    ("size", "junk", "reusable"),
    [(9, b"", True), (100_000, b"", True), (100_000, b"x" * 50_000, False), (9, b"x", False)],
)
def test_large_chunks_come_whole_and_what_follows_them_ends_the_connection(
    size: int,
    junk: bytes,
    reusable: bool,  # noqa: FBT001 - a table
) -> None:
    body = b"y" * size

    reader, progress = read(CHUNKED, b"%x\r\n%s\r\n0\r\n\r\n" % (size, body) + junk)

    assert progress.complete
    assert progress.body.getvalue() == body
    assert reader.reusable is reusable
