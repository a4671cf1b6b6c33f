"""A request that is asked again ends in its one deadline, and never makes a site look worse."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.fetch.repetition import fresher, standing
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from testkit.fetching import LIMITS, fetch
from testkit.fleet import SEGMENT, open_segment
from testkit.scripted_server import ScriptedServer, http

DEADLINE = LIMITS.deadline
AGED = ("Age: 9000000",)


def slow_then_silent(server: ScriptedServer, answer: bytes, seconds: float = 0.7) -> None:
    """Answer the first request after a while, and no other one."""

    async def serve(writer: asyncio.StreamWriter) -> None:
        first = len(server.requests) == 1
        await asyncio.sleep(seconds if first else 5.0)
        writer.write(answer)

    server.answers["/"] = serve


ANSWERS = {
    "what a cache had kept": (http("<p>x", headers=AGED), Outcome.OK),
    "a 304 that nobody asked for": (b"HTTP/1.1 304 Not Modified\r\n\r\n", Outcome.PROTOCOL_ERROR),
}


@pytest.mark.network
@pytest.mark.parametrize(("answer", "outcome"), ANSWERS.values(), ids=ANSWERS)
async def test_a_repetition_ends_in_the_one_deadline_and_the_first_answer_stands(
    fetcher: Fetcher, server: ScriptedServer, answer: bytes, outcome: Outcome
) -> None:
    slow_then_silent(server, answer)
    began = asyncio.get_running_loop().time()

    page = await fetcher.fetch(Request(url=server.url()))

    assert asyncio.get_running_loop().time() - began < DEADLINE + 0.3
    assert (page.outcome, len(server.requests)) == (outcome, 2)
    assert "header_timeout" in page.reason


@pytest.mark.network
async def test_a_refused_session_that_is_silent_to_strangers_was_refused(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/first"] = http("x", headers=("Set-Cookie: s=1; Path=/",))

    async def refuse(writer: asyncio.StreamWriter) -> None:
        if b"\r\nCookie: " not in server.requests[-1]:
            await asyncio.sleep(5.0)
        writer.write(http("x", status="400 Bad Request"))

    server.answers["/"] = refuse
    await fetcher.fetch(Request(url=server.url("/first")))

    page = await fetcher.fetch(Request(url=server.url()))

    assert (page.outcome, page.status) == (Outcome.HTTP_4XX, 400)


@pytest.mark.network
async def test_an_answer_that_stands_is_the_page_that_is_read_back(
    fetcher: Fetcher, server: ScriptedServer, tmp_path: Path
) -> None:
    async def once(writer: asyncio.StreamWriter) -> None:
        first = len(server.requests) == 1
        writer.write(http("<p>x", headers=AGED) if first else http("busy", status="503 Busy"))

    server.answers["/"] = once

    page = await fetch(fetcher, server.url())
    segment = open_segment(tmp_path)
    segment.keep(Request(url=page.url), page)
    segment.seal()

    ((_, found, _),) = SegmentReader(SegmentFiles(tmp_path), SEGMENT, decoded_limit=1000).pages()
    assert (page.outcome, page.body) == (Outcome.OK, b"<p>x")
    assert found.body == page.body
    assert {one.body for one in page.exchanges} == {b"<p>x", b"busy"}


@pytest.mark.network
@pytest.mark.parametrize("age", ["\xb2", "-1", "ten", ""])
async def test_an_age_that_is_no_number_is_none(
    fetcher: Fetcher, server: ScriptedServer, age: str
) -> None:
    answer = f"HTTP/1.1 200 OK\r\nAge: {age}\r\nContent-Length: 1\r\n\r\nx"
    server.answers["/"] = answer.encode("latin-1")

    assert (await fetch(fetcher, server.url())).outcome is Outcome.OK


def page(outcome: Outcome, seconds: float = 1.0) -> Page:
    return Page(
        url="http://a.gov.cn/",
        final_url="http://a.gov.cn/",
        outcome=outcome,
        reason=outcome.value,
        fetched_at=datetime(2026, 11, 29, tzinfo=UTC),
        seconds=seconds,
    )


@pytest.mark.parametrize(
    ("again", "stands"),
    [
        (Outcome.HEADER_TIMEOUT, Outcome.HTTP_4XX),
        (Outcome.CONNECT_REFUSED, Outcome.HTTP_4XX),
        (Outcome.OK, Outcome.OK),
        (Outcome.HTTP_5XX, Outcome.HTTP_5XX),
        (Outcome.OWN_FAULT, Outcome.OWN_FAULT),
    ],
)
def test_only_silence_leaves_the_first_answer_standing(again: Outcome, stands: Outcome) -> None:
    assert standing(page(Outcome.HTTP_4XX), page(again)).outcome is stands


def test_what_comes_past_a_cache_too_late_is_not_what_a_person_saw() -> None:
    assert fresher(page(Outcome.OK), page(Outcome.OK, 16.0)).seconds == 1.0
    assert fresher(page(Outcome.OK), page(Outcome.HTTP_5XX)).outcome is Outcome.OK
    assert fresher(page(Outcome.OK), page(Outcome.OK, 2.0)).seconds == 2.0
