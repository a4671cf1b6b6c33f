"""The strict look, the relaxed one behind it, and the word for what the strict one met."""

import asyncio
import socketserver
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.stacks.route import ConnectTo, Router
from crawler.fleet.stacks.tls import (
    handshake_reason,
    relaxed_context,
    strict_context,
    tls_defect,
    tls_outcome,
)
from schema.types.capture import Page, Request
from schema.types.outcome import Defect, Outcome
from schema.types.settings import FetchSettings
from testkit.certificates import Authority
from testkit.fetching import STACKS, make_fetcher
from testkit.fleet import SEGMENT, open_segment
from testkit.scripted_server import ScriptedServer, http

NAME = "www.example.gov.cn"
LIMITS = FetchSettings(deadline=3.0, connect_timeout=2.0)
VERIFY_CODES = {
    10: Outcome.TLS_EXPIRED,
    9: Outcome.TLS_EXPIRED,
    18: Outcome.TLS_UNTRUSTED,
    19: Outcome.TLS_UNTRUSTED,
    20: Outcome.TLS_INCOMPLETE_CHAIN,
    21: Outcome.TLS_INCOMPLETE_CHAIN,
    62: Outcome.TLS_NAME_MISMATCH,
    64: Outcome.TLS_NAME_MISMATCH,
    66: Outcome.TLS_WEAK,
    68: Outcome.TLS_WEAK,
    26: Outcome.TLS_UNTRUSTED,
}
REASONS = {
    "DH_KEY_TOO_SMALL": Outcome.TLS_WEAK,
    "EE_KEY_TOO_SMALL": Outcome.TLS_WEAK,
    "CA_MD_TOO_WEAK": Outcome.TLS_WEAK,
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": Outcome.TLS_WEAK,
    "UNSUPPORTED_PROTOCOL": Outcome.TLS_PROTOCOL_TOO_OLD,
    "TLSV1_ALERT_PROTOCOL_VERSION": Outcome.TLS_PROTOCOL_TOO_OLD,
    "SSLV3_ALERT_HANDSHAKE_FAILURE": Outcome.TLS_UNSUPPORTED,
    "WRONG_VERSION_NUMBER": Outcome.TLS_UNSUPPORTED,
}


def test_an_error_without_words_is_told_by_what_caused_it() -> None:
    bare = ConnectionError()
    bare.__cause__ = ssl.SSLError(1, "[SSL] record layer\nfailure")

    assert handshake_reason(bare) == "TLS: [SSL] record layer failure"
    assert handshake_reason(ConnectionAbortedError()) == "TLS: ConnectionAbortedError"


@pytest.mark.parametrize("code", VERIFY_CODES)
def test_a_refused_certificate_has_its_word(code: int) -> None:
    err = ssl.SSLCertVerificationError("refused")
    err.verify_code = code

    assert tls_outcome(err) is VERIFY_CODES[code]


@pytest.mark.parametrize("reason", REASONS)
def test_a_failed_handshake_has_its_word(reason: str) -> None:
    err = ssl.SSLError(1, f"[SSL: {reason}] (_ssl.c:1)")
    err.reason = reason

    assert tls_outcome(err) is REASONS[reason]


@pytest.mark.parametrize("outcome", Outcome)
def test_what_the_relaxed_look_may_forgive_is_a_defect(outcome: Outcome) -> None:
    defect = tls_defect(outcome)

    forgiven = outcome.value.startswith("tls_") and outcome is not Outcome.TLS_UNSUPPORTED
    assert (defect is not None) == forgiven
    assert defect is None or defect.value == outcome.value


def test_the_strict_context_verifies_and_the_relaxed_one_does_not() -> None:
    strict, relaxed = strict_context(), relaxed_context()

    assert (strict.verify_mode, strict.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (relaxed.verify_mode, relaxed.check_hostname) == (ssl.CERT_NONE, False)


# --- real servers ------------------------------------------------------------------------------


def trusting(authority: Authority) -> FetchSettings:
    return LIMITS.model_copy(update={"roots": authority.root_file})


@asynccontextmanager
async def serving(context: ssl.SSLContext, answer: bytes) -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(context) as server:
        server.answers["/"] = answer
        yield server


async def fetch(stack: str, port: int, authority: Authority | None = None) -> Page:
    limits = LIMITS if authority is None else trusting(authority)
    rule = ConnectTo.parse(f"{NAME}:443:127.0.0.1:{port}")
    fetcher = make_fetcher(stack, Router(connect_to=[rule]), limits=limits)
    try:
        return await fetcher.fetch(Request(url=f"https://{NAME}/"))
    finally:
        await fetcher.close()


def make_server(authority: Authority, wrong: str) -> ssl.SSLContext:
    makers = {
        "nothing": lambda: authority.serving(NAME),
        "expired": lambda: authority.serving(NAME, days=-1),
        "name": lambda: authority.serving("other.example.gov.cn"),
        "chain": lambda: authority.serving(NAME, whole_chain=False),
        "key": lambda: authority.serving(NAME, weak=True),
        "issuer": authority.self_signed,
    }
    return makers[wrong]()


DEFECTS: dict[str, tuple[Defect, ...]] = {
    "nothing": (),
    "expired": (Defect.TLS_EXPIRED,),
    "name": (Defect.TLS_NAME_MISMATCH,),
    "chain": (Defect.TLS_INCOMPLETE_CHAIN,),
    "key": (Defect.TLS_WEAK,),
    "issuer": (Defect.TLS_UNTRUSTED,),
}


@pytest.mark.network
@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("wrong", DEFECTS)
async def test_a_page_behind_bad_tls_is_read_with_a_defect(
    authority: Authority, stack: str, wrong: str
) -> None:
    async with serving(make_server(authority, wrong), http("<p>你好")) as server:
        page = await fetch(stack, server.port, authority)

    assert (page.outcome, page.body.decode()) == (Outcome.OK, "<p>你好"), page.reason
    assert page.defects == DEFECTS[wrong]


@contextmanager
def old_server(context: ssl.SSLContext) -> Iterator[int]:
    """Serve from a thread: unlike asyncio it tells a client of a failed handshake why it failed."""

    class Old(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), context.wrap_socket(self.request, server_side=True) as secure:
                secure.recv(65536)
                secure.sendall(http("old but here"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Old) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.network
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
@pytest.mark.parametrize("stack", STACKS)
async def test_a_server_of_old_versions_is_read_with_a_defect(
    authority: Authority, stack: str
) -> None:
    context = authority.serving(NAME, newest=ssl.TLSVersion.TLSv1_1)
    with old_server(context) as port:
        page = await fetch(stack, port, authority)

    assert (page.outcome, page.body) == (Outcome.OK, b"old but here"), page.reason
    assert page.defects == (Defect.TLS_PROTOCOL_TOO_OLD,)


@pytest.mark.network
@pytest.mark.parametrize("stack", STACKS)
async def test_hanging_up_in_the_handshake_is_no_closed_port(stack: str) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(16)
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        page = await fetch(stack, server.sockets[0].getsockname()[1])

    assert page.outcome in {Outcome.TLS_UNSUPPORTED, Outcome.RESET}


@pytest.mark.network
@pytest.mark.parametrize("stack", STACKS)
async def test_a_server_that_speaks_no_tls_is_no_page(stack: str) -> None:
    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        page = await fetch(stack, server.sockets[0].getsockname()[1])

    assert page.outcome is Outcome.TLS_UNSUPPORTED
    assert (page.body, page.defects, page.exchanges) == (b"", (), ())


CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<p>half"


@pytest.mark.network
@pytest.mark.parametrize("stack", STACKS)
async def test_what_the_relaxed_look_got_of_a_cut_answer_is_kept(
    authority: Authority, stack: str, tmp_path: Path
) -> None:
    async with serving(make_server(authority, "issuer"), CUT) as server:
        page = await fetch(stack, server.port, authority)
    segment = open_segment(tmp_path)
    segment.keep(Request(url=page.url), page)
    segment.seal()

    ((_, found, _),) = SegmentReader(SegmentFiles(tmp_path), SEGMENT, decoded_limit=1000).pages()

    assert (page.outcome, page.defects) == (Outcome.OK_TRUNCATED, (Defect.TLS_UNTRUSTED,))
    assert found.body == page.body == b"<p>half"
