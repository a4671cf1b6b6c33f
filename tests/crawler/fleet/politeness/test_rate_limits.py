"""Hosts that say "too often": the survey ends soon, and what was not read is undetermined."""

import time
from pathlib import Path

import pytest

from crawler.fleet.politeness.politeness import Heard, HostGate
from crawler.fleet.stacks.route import ConnectTo, Router
from pucha.clock import SystemClock
from schema.types.facts import ColumnFact, VisitFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.pace import PaceState
from schema.types.reading import ListState
from schema.types.settings import PolitenessSettings
from schema.types.survey import SurveyResult
from testkit.facts import make_site
from testkit.fetching import fetch, make_fetcher
from testkit.fleet import open_segment, open_surveyor
from testkit.pages import home_html, list_html, make_plan
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
HOST = "127.0.0.1"
COLUMNS = [(f"通知公告{n}", f"/c{n}/") for n in range(12)]
CLOSED = http("", status="429 Too Many Requests", headers=("Retry-After: 7200",))
ROWS = [("关于防汛工作的通知公告", "/a.html", "2026-11-20")]
MOMENT = http("", status="503 Service Unavailable", headers=("Retry-After: 1",))


async def survey(server: ScriptedServer, root: Path, gate: HostGate) -> SurveyResult:
    plan = make_plan(make_site(home_url=server.url()))
    segment = open_segment(root)
    async with open_surveyor(gate=gate) as surveyor:
        result = await surveyor.survey(plan, segment)
    segment.seal()
    return result


def polite() -> HostGate:
    return HostGate(PolitenessSettings(delay=0), SystemClock())


def columns(result: SurveyResult) -> list[ColumnFact]:
    return [
        one.fact for one in result.evidence if isinstance(one.fact, ColumnFact) and one.id != "home"
    ]


async def test_a_redirect_to_a_host_that_wants_a_pause_gives_no_page(
    server: ScriptedServer,
) -> None:
    gate = polite()
    gate.heard("closed.example.cn", "", Heard(status=429, retry_after="7200", seconds=0.1))
    away = ("Location: http://closed.example.cn/",)
    server.answers["/"] = http(home_html(COLUMNS), status="302 Found", headers=away)
    router = Router(connect_to=[ConnectTo.parse(f"::127.0.0.1:{server.port}")])
    fetcher = make_fetcher("aiohttp", router, gate=gate)
    await fetch(fetcher, "http://closed.example.cn/again")  # its way is known from now on

    page = await fetch(fetcher, "http://www.example.cn/")
    await fetcher.close()

    assert (page.outcome, page.status, page.body) == (Outcome.RATE_LIMITED, None, b"")
    assert page.exchanges[0].head.startswith(b"HTTP/1.1 302")


async def test_a_long_pause_ends_the_survey_with_columns_undetermined(
    server: ScriptedServer, tmp_path: Path
) -> None:
    server.answers |= {"/": http(home_html(COLUMNS))} | {url: CLOSED for _, url in COLUMNS}
    gate = polite()

    began = time.monotonic()
    result = await survey(server, tmp_path, gate)

    assert time.monotonic() - began < 10
    found = columns(result)
    assert len(found) == len(COLUMNS)
    assert {fact.outcome for fact in found} == {Outcome.RATE_LIMITED}
    assert {fact.list_state for fact in found} == {ListState.UNREADABLE}
    assert {check.counts_as for check in result.checks} == {CountsAs.UNDETERMINED}
    asked = [path for path in server.paths() if path.startswith("/c")]
    assert len(asked) <= 2  # those that were under way when the host said so
    state = gate.state(HOST)
    assert state is not None
    assert state[0] is PaceState.RATE_LIMITED


@pytest.mark.parametrize("answer", [CLOSED, MOMENT], ids=["429", "503 with Retry-After"])
async def test_a_homepage_that_says_too_often_has_not_failed(
    server: ScriptedServer, tmp_path: Path, answer: bytes
) -> None:
    server.answers |= {"/": answer}

    result = await survey(server, tmp_path, polite())

    fact = result.evidence[0].fact
    assert isinstance(fact, VisitFact)
    assert fact.counts_as is CountsAs.UNDETERMINED
    assert server.paths() == ["/"]


async def test_a_short_pause_is_waited_and_the_page_asked_for_again(
    server: ScriptedServer, tmp_path: Path
) -> None:
    server.answers |= {"/": http(home_html(COLUMNS[:1])), "/c0/": MOMENT}

    result = await survey(server, tmp_path, polite())

    assert server.paths().count("/c0/") == 2
    assert columns(result)[0].outcome is Outcome.RATE_LIMITED


async def test_refusals_that_set_in_during_our_crawl_are_a_limit_and_no_dead_links(
    server: ScriptedServer, tmp_path: Path
) -> None:
    refused = http("", status="403 Forbidden")
    server.answers |= {"/": http(home_html(COLUMNS))}
    server.answers |= {url: http(list_html("通知公告", ROWS)) for _, url in COLUMNS[:6]}
    server.answers |= {url: refused for _, url in COLUMNS[6:]}
    gate = HostGate(PolitenessSettings(delay=0, concurrency=1, max_backoff=0.05), SystemClock())

    result = await survey(server, tmp_path, gate)

    outcomes = [fact.outcome for fact in columns(result)]
    assert outcomes[:8] == [Outcome.OK] * 6 + [Outcome.HTTP_4XX] * 2
    assert set(outcomes[8:]) == {Outcome.RATE_LIMITED}
