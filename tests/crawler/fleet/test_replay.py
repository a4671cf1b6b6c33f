"""A survey over real sockets and its replay from the segment come to the same evidence."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.replay import replay_survey
from schema.types.capture import Page, Request
from schema.types.facts import ColumnFact, LimitFact, VisitFact
from schema.types.guide_facts import FileState, GuideFileFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import ListState
from schema.types.settings import FetchSettings, SurveySettings
from schema.types.survey import SurveyPlan, SurveyResult
from testkit.browser import open_pool, serve_rows, shell
from testkit.facts import make_site
from testkit.fleet import SEGMENT, open_segment, open_surveyor, survey_into
from testkit.pages import article_html, guide_html, home_html, list_html, make_plan
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
ROWS = [(f"关于第{n}号事项的通知公告", f"/tzgg/{n}.html", "") for n in range(1, 6)]
GZIP = ("Content-Encoding: gzip",)


def healthy(server: ScriptedServer) -> SurveyPlan:
    server.answers |= {
        "/": http(home_html([("通知公告", "/tzgg/"), ("政策文件", "/zcwj/")])),
        "/robots.txt": http("User-agent: *\nDisallow: /zcwj/\n", content_type="text/plain"),
        "/tzgg/": http(gzip.compress(list_html("通知公告", ROWS).encode()), headers=GZIP),
        "/tzgg/1.html": http("", status="302 Found", headers=("Location: /moved.html",)),
        "/moved.html": http(article_html(ROWS[0][0], "发布时间：2026-11-02 来源：县水利局")),
        "/tzgg/2.html": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<h1>half",
        "/tzgg/3.html": b"",
    }
    return make_plan(make_site(home_url=server.url()))


def replay(root: Path, plan: SurveyPlan) -> SurveyResult:
    limit = FetchSettings().decoded_bytes
    return replay_survey(
        plan, SegmentReader(SegmentFiles(root), SEGMENT, decoded_limit=limit), load_lexicon()
    )


def columns(result: SurveyResult) -> dict[str, ColumnFact]:
    found = [one.fact for one in result.evidence if isinstance(one.fact, ColumnFact)]
    return {fact.name: fact for fact in found}


def visit(result: SurveyResult) -> VisitFact:
    fact = result.evidence[0].fact
    assert isinstance(fact, VisitFact)
    return fact


async def test_a_survey_is_replayed_to_the_same_result(
    server: ScriptedServer, tmp_path: Path
) -> None:
    plan = healthy(server)

    result = await survey_into(tmp_path, plan)

    found = columns(result)
    assert found["通知公告"].list_state is ListState.READ
    assert found["政策文件"].outcome is Outcome.ROBOTS_DISALLOWED
    assert [item.date is None for item in found["通知公告"].items] == [False, *[True] * 4]
    assert replay(tmp_path, plan) == result


async def test_guides_their_files_and_links_are_looked_at_and_replayed(
    server: ScriptedServer, tmp_path: Path
) -> None:
    plan = replace(healthy(server), settings=SurveySettings(links=20, second_look_pause=0))
    guides = [(f"第{n}项事务", f"/bszn/{n}.html", "") for n in range(1, 7)]
    offers = [("申请表.pdf", "/form.pdf"), ("样表.doc", "/sample.doc")]
    server.answers |= {
        "/": http(home_html([("通知公告", "/tzgg/"), ("办事指南", "/bszn/"), ("旧站", "/old/")])),
        "/bszn/": http(list_html("办事指南", guides)),
        "/bszn/1.html": http(guide_html("居民户口登记", offers)),
        "/form.pdf": http(b"%PDF-1.5\n" + bytes(300_000), content_type="application/pdf"),
        "/sample.doc": http(article_html("样表", "县公安局")),
        "/old/": http("<h1>404 Not Found</h1>", status="404 Not Found"),
    }

    result = await survey_into(tmp_path, plan)

    facts = [one.fact for one in result.evidence]
    states = {one.name: one.state for one in facts if isinstance(one, GuideFileFact)}
    failed = [one.url for one in facts if isinstance(one, LinkFact)]
    assert states == {"申请表.pdf": FileState.DOWNLOADABLE, "样表.doc": FileState.HTML_INSTEAD}
    assert server.url("/old/") in failed
    assert result.wire_bytes < 300_000
    assert replay(tmp_path, plan) == result


DEAD_ENDS: dict[str, dict[str, Any]] = {
    "to a closed port": {"/": ("http://127.0.0.1:1/", Outcome.CONNECT_REFUSED)},
    "to a refused address": {"/": ("http://10.1.2.3/", Outcome.REDIRECT_BLOCKED)},
    "to itself": {"/": ("/", Outcome.REDIRECT_LIMIT)},
    "to silence": {"/": ("/silent", Outcome.RESET)},
}


@pytest.mark.parametrize("ends", DEAD_ENDS.values(), ids=DEAD_ENDS)
async def test_a_redirect_with_a_body_that_leads_nowhere_is_replayed(
    server: ScriptedServer, tmp_path: Path, ends: dict[str, tuple[str, Outcome]]
) -> None:
    target, outcome = ends["/"]
    body = home_html([(f"栏目{n}", f"/{n}/") for n in range(9)])
    server.answers["/"] = http(body, status="302 Found", headers=(f"Location: {target}",))
    server.answers["/silent"] = b""
    plan = make_plan(make_site(home_url=server.url()), second_look_pause=0)

    result = await survey_into(tmp_path, plan)

    assert visit(result).outcome is outcome
    assert [one.stack for one in visit(result).tries][-1] in {"httpx", "aiohttp"}
    assert replay(tmp_path, plan) == result


async def test_a_dead_site_is_replayed(tmp_path: Path) -> None:
    plan = make_plan(make_site(home_url="http://127.0.0.1:1/"), second_look_pause=0)

    result = await survey_into(tmp_path, plan)

    assert visit(result).counts_as is CountsAs.FAILED
    assert replay(tmp_path, plan) == result


@pytest.mark.parametrize("bound", [{"pages": 4}, {"bytes": 1000}], ids=["pages", "bytes"])
async def test_a_survey_that_a_bound_ended_is_replayed(
    server: ScriptedServer, tmp_path: Path, bound: dict[str, int]
) -> None:
    site = healthy(server).site
    plan = make_plan(site, **bound)

    result = await survey_into(tmp_path, plan)

    assert isinstance(result.evidence[-1].fact, LimitFact)
    assert replay(tmp_path, plan) == result


async def test_a_survey_that_ran_out_of_time_is_replayed(
    server: ScriptedServer, tmp_path: Path
) -> None:
    plan = make_plan(healthy(server).site, seconds=5.0)
    segment = open_segment(tmp_path)
    async with open_surveyor() as surveyor:
        clock = surveyor.clock

        class Late:
            now, sleep, scale = clock.now, clock.sleep, clock.scale

            @staticmethod
            def monotonic() -> float:
                return 100.0 if len(server.requests) > 2 else 0.0

        late = type(surveyor)(
            transports=surveyor.transports,
            gate=surveyor.gate,
            clock=Late(),
            lexicon=surveyor.lexicon,
        )
        result = await late.survey(plan, segment)
    segment.seal()

    limit = result.evidence[-1].fact
    assert isinstance(limit, LimitFact)
    assert (limit.limit, limit.value) == ("seconds", 5.0)
    assert replay(tmp_path, plan) == result


async def test_one_address_asked_for_by_both_stacks_is_told_apart(
    server: ScriptedServer, tmp_path: Path
) -> None:
    async def once(writer: Any) -> None:
        if len(server.requests) > 1:
            writer.write(http(home_html([("通知公告", "/tzgg/")])))
            await writer.drain()

    server.answers["/"] = once
    plan = make_plan(make_site(home_url=server.url()), second_look_pause=0)

    result = await survey_into(tmp_path, plan)

    assert [one.outcome for one in visit(result).tries] == [Outcome.RESET, Outcome.OK]
    assert replay(tmp_path, plan) == result


def test_a_registered_address_with_a_line_break_is_kept_and_read_back(tmp_path: Path) -> None:
    wrong = "http://www.example.gov.cn/a\r\nWARC-Type: response"
    segment = open_segment(tmp_path)
    page = Page(
        url=wrong,
        final_url=wrong,
        outcome=Outcome.CONNECT_REFUSED,
        reason="x",
        fetched_at=make_plan().as_of,
    )
    segment.keep(Request(url=wrong), page)
    segment.seal()

    ((request, found, _),) = SegmentReader(
        SegmentFiles(tmp_path), SEGMENT, decoded_limit=100
    ).pages()

    assert (request.url, found.url) == (wrong, wrong)


@pytest.mark.slow
async def test_a_rendered_survey_is_replayed_without_a_browser(
    tmp_path: Path, server: ScriptedServer
) -> None:
    rows = json.dumps([[title, url, "2026-11-02"] for title, url, _ in ROWS])
    menu = "document.getElementById('app').innerHTML = '<ul><li><a href=/tzgg/>通知公告</a></ul>'"
    serve_rows(server, rows)
    server.answers |= {"/": http(shell(menu)), "/tzgg/": http(shell(title="通知公告"))}
    plan = make_plan(make_site(home_url=server.url()))
    segment = open_segment(tmp_path)
    async with open_pool() as pool, open_surveyor() as surveyor:
        result = await replace(surveyor, renderer=pool).survey(plan, segment)
    segment.seal()

    assert len(columns(result)["通知公告"].items) == len(ROWS)
    assert replay(tmp_path, plan) == result
