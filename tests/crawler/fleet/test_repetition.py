"""A request that is asked again ends in its one deadline, and never makes a site look worse."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from crawler.fleet.fetcher import Fetcher
from crawler.fleet.hop_aiohttp import AiohttpHops
from crawler.fleet.hop_httpx import HttpxHops
from crawler.fleet.politeness import HostGate
from crawler.fleet.repetition import fresher, standing
from crawler.fleet.route import Router
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings, PolitenessSettings
from testkit.scripted_server import ScriptedServer, http

STACKS: dict[str, type[AiohttpHops | HttpxHops]] = {"aiohttp": AiohttpHops, "httpx": HttpxHops}
DEADLINE = 1.0
AGED = ("Age: 9000000",)


@pytest.fixture(params=STACKS)
async def fetcher(request: pytest.FixtureRequest) -> AsyncIterator[Fetcher]:
    clock, limits = SystemClock(), FetchSettings(deadline=DEADLINE)
    made = Fetcher(
        hops=STACKS[request.param](limits, clock),
        router=Router(allow=(ip_network("127.0.0.0/8"),)),
        gate=HostGate(PolitenessSettings(delay=0, max_delay=0, max_backoff=0), clock),
        clock=clock,
        settings=limits,
        user_agent="pucha/test",
    )
    yield made
    await made.close()


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
