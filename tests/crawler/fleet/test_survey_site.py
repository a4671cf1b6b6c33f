"""The shell's loop around the walk, with transports that answer from memory."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.survey_site import Surveyor
from schema.types.capture import Page, Request
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.facts import ColumnFact, LimitFact, VisitFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.settings import PolitenessSettings
from schema.types.survey import SurveyPlan, SurveyResult
from testkit.clock import VirtualClock
from testkit.facts import HOME
from testkit.fleet import Shelf
from testkit.pages import Web, answer, home_html, list_html, make_failure, make_page, make_plan

MENU = [(f"通知公告{n}", f"/c{n}/") for n in range(20)]
SITE: Web = {HOME: home_html(MENU)}
HOST = "www.example.gov.cn"


class Line:
    """A transport that answers from a web of pages and takes its time."""

    def __init__(self, stack: str, web: Web, clock: VirtualClock, seconds: float = 0.0) -> None:
        self.stack = stack
        self.web = web
        self.clock = clock
        self.seconds = seconds
        self.asked: list[tuple[float, str]] = []

    async def fetch(self, request: Request) -> Page:
        self.asked.append((self.clock.monotonic(), request.url))
        await self.clock.sleep(self.seconds)
        return answer(self.web, request)


class World:
    """A surveyor with everything that it touches."""

    def __init__(self, web: Web, seconds: float = 0.0, **politeness: Any) -> None:
        self.clock = VirtualClock()
        self.shelf = Shelf()
        self.lines = {
            stack: Line(stack, web, self.clock, seconds) for stack in ("aiohttp", "httpx")
        }
        self.gate = HostGate(PolitenessSettings(**{"delay": 0.0, **politeness}), self.clock)

    async def survey(self, plan: SurveyPlan | None = None, **hooks: Any) -> SurveyResult:
        surveyor = Surveyor(
            transports=self.lines, gate=self.gate, clock=self.clock, lexicon=load_lexicon()
        )
        return await surveyor.survey(plan or make_plan(), self.shelf, **hooks)


async def test_every_page_is_kept_and_named_by_its_place() -> None:
    world = World(SITE)

    result = await world.survey()

    assert len(world.shelf.pages) == result.pages == 22
    first = result.evidence[0].provenance[0].record
    assert first == RecordRef(segment="s", offset=1, length=1)


async def test_the_hold_is_proved_before_each_wave() -> None:
    world = World(SITE)
    waves: list[int] = []

    async def prove() -> None:
        waves.append(len(world.shelf.pages))

    seen: list[int] = []
    await world.survey(before_wave=prove, on_pages=seen.append)

    assert waves == [0, 1, 2, 18]
    assert seen == [1, 1, 16, 4]


async def test_a_lost_hold_ends_the_survey_before_the_next_request() -> None:
    world = World(SITE)

    async def prove() -> None:
        if world.shelf.pages:
            raise KeyError("lost")

    with pytest.raises(KeyError):
        await world.survey(before_wave=prove)

    assert len(world.shelf.pages) == 1


async def test_a_survey_ends_when_its_time_is_up() -> None:
    world = World(SITE, seconds=10.0)

    result = await world.survey(make_plan(seconds=15.0))

    fact = result.evidence[-1].fact
    assert isinstance(fact, LimitFact)
    assert (fact.limit, fact.value, fact.left_unread) == ("seconds", 15.0, 20)


async def test_the_last_look_waits_and_goes_by_the_other_stack() -> None:
    world = World({HOME: make_failure(HOME, Outcome.RESET)} | _dead_twins())

    result = await world.survey(make_plan(second_look_pause=7.0))

    assert world.lines["httpx"].asked == [(7.0, HOME)]
    fact = result.evidence[0].fact
    assert isinstance(fact, VisitFact)
    assert fact.counts_as is CountsAs.FAILED


def _dead_twins() -> dict[str, Page]:
    twins = ("https://www.example.gov.cn/", "http://example.gov.cn/")
    return {url: make_failure(url) for url in twins}


ROBOTS = {
    f"{HOME}robots.txt": make_page(
        f"{HOME}robots.txt",
        "User-agent: *\nCrawl-delay: 4\n",
        headers=(("content-type", "text/plain"),),
    )
}


@pytest.mark.parametrize(("obey", "delay"), [(True, 4.0), (False, 0.0)])
async def test_a_crawl_delay_is_heeded_where_robots_are_obeyed(*, obey: bool, delay: float) -> None:
    world = World({**SITE, **ROBOTS})

    result = await world.survey(make_plan(obey_robots=obey))

    assert result.crawl_delay == 4.0
    async with world.gate.turn(HOST):
        before = world.clock.monotonic()
    async with world.gate.turn(HOST):
        assert world.clock.monotonic() - before == delay


async def test_a_column_is_read_from_what_came() -> None:
    rows = [
        (f"关于第{n}号事项的通知公告", f"/c0/{n}.html", f"2026-11-{n}") for n in range(20, 10, -1)
    ]
    world = World({**SITE, f"{HOME}c0/": list_html("通知公告", rows)})

    result = await world.survey()

    column = next(
        one.fact
        for one in result.evidence
        if isinstance(one.fact, ColumnFact) and one.fact.url == f"{HOME}c0/"
    )
    assert len(column.items) == 10


def resets_once(body: str) -> Callable[[Request], Page]:
    tries: list[Request] = []

    def reply(request: Request) -> Page:
        tries.append(request)
        if len(tries) == 1:
            return make_failure(request.url, Outcome.RESET)
        return make_page(request.url, body)

    return reply


async def test_a_reset_is_asked_once_more_and_both_answers_are_kept() -> None:
    rows = [("关于防汛工作的通知公告", "/c0/1.html", "2026-11-20")]
    url = f"{HOME}c0/"
    web = {HOME: home_html(MENU[:1]), url: resets_once(list_html("通知公告", rows))}
    world = World(web)

    result = await world.survey()

    assert [asked for _, asked in world.lines["aiohttp"].asked].count(url) == 2
    assert world.shelf.purposes == ["visit", "robots", "list-first", "list"]
    assert result.checks[0].outcome is Outcome.OK
    assert result.pages == 3


async def test_a_second_failure_is_the_answer() -> None:
    url = f"{HOME}c0/"
    world = World({HOME: home_html(MENU[:1]), url: make_failure(url, Outcome.RESET)})

    result = await world.survey()

    assert [asked for _, asked in world.lines["aiohttp"].asked].count(url) == 2
    assert result.checks[0].outcome is Outcome.RESET


async def test_a_visit_is_never_asked_once_more_by_this_rule() -> None:
    world = World({HOME: resets_once(home_html(MENU))} | _dead_twins())

    await world.survey()

    assert "visit-first" not in world.shelf.purposes


async def test_a_fault_of_ours_ends_every_request_of_its_wave() -> None:
    world = World(SITE)
    under_way: set[str] = set()

    class Failing(Line):
        async def fetch(self, request: Request) -> Page:
            if request.url == HOME or request.purpose == "robots":
                return answer(self.web, request)
            under_way.add(request.url)
            try:
                if len(under_way) > 1:
                    raise ArchiveError("the disk is full")
                await asyncio.Event().wait()
            finally:
                under_way.discard(request.url)
            raise AssertionError

    world.lines["aiohttp"] = Failing("aiohttp", SITE, world.clock)

    with pytest.raises(ArchiveError):
        await world.survey()

    assert under_way == set()
