"""Our own network's failure is no dead link and no column that does not open."""

import asyncio

import pytest

from schema.types.capture import CONTROL_BESIDE
from schema.types.facts import ColumnFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.survey import SurveyResult
from testkit.facts import make_site
from testkit.fleet import Shelf, open_surveyor
from testkit.pages import home_html, make_plan
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network


async def surveyed(
    server: ScriptedServer, shelf: Shelf, *controls: str, links: int = 5
) -> SurveyResult:
    plan = make_plan(make_site(home_url=server.url()), controls=controls, links=links)
    async with open_surveyor() as surveyor:
        return await surveyor.survey(plan, shelf)


async def gone(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


def furnish(server: ScriptedServer) -> None:
    """Give a site whose column resets, and whose other link does too."""
    home = home_html([("通知公告", "/tzgg/")], "<a href='/dead.html'>友情链接</a>")
    server.answers |= {
        "/": http(home),
        "/tzgg/": gone,
        "/dead.html": gone,
        "/works": http("x", status="404 Not Found"),
    }


def column_of(result: SurveyResult) -> ColumnFact:
    found = [one.fact for one in result.evidence if isinstance(one.fact, ColumnFact)]
    return next(one for one in found if one.name == "通知公告")


def links_of(result: SurveyResult) -> dict[str, CountsAs]:
    facts = [one.fact for one in result.evidence]
    return {one.url: one.counts_as for one in facts if isinstance(one, LinkFact)}


async def test_while_no_control_target_answers_nothing_counts_as_failed() -> None:
    shelf = Shelf()
    async with ScriptedServer() as server:
        furnish(server)
        result = await surveyed(server, shelf, "http://127.0.0.1:1/", "http://127.0.0.1:2/")

    assert column_of(result).outcome is Outcome.OWN_FAULT
    assert set(links_of(result).values()) == {CountsAs.VOID}
    assert CountsAs.FAILED not in {check.counts_as for check in result.checks}


async def test_while_one_answers_the_failure_is_the_hosts_and_the_answer_is_kept() -> None:
    shelf = Shelf()
    async with ScriptedServer() as server:
        furnish(server)
        result = await surveyed(server, shelf, "http://127.0.0.1:1/", server.url("/works"))

    assert column_of(result).outcome is Outcome.RESET
    assert set(links_of(result).values()) == {CountsAs.FAILED}
    told = [page.outcome for purpose, page in shelf.kept if purpose == CONTROL_BESIDE]
    assert {Outcome.CONNECT_REFUSED, Outcome.HTTP_4XX} <= set(told)


async def test_a_page_that_says_404_asks_no_control_target() -> None:
    shelf = Shelf()
    async with ScriptedServer() as server:
        server.answers["/"] = http(home_html([("通知公告", "/tzgg/")]))
        result = await surveyed(server, shelf, server.url("/works"))

    assert column_of(result).status == 404
    assert CONTROL_BESIDE not in {purpose for purpose, _ in shelf.kept}


async def test_without_control_targets_the_homepage_stands_in_for_them() -> None:
    shelf = Shelf()
    async with ScriptedServer() as server:
        furnish(server)
        result = await surveyed(server, shelf)

    assert column_of(result).outcome is Outcome.RESET
    assert (CONTROL_BESIDE, Outcome.OK) in [(purpose, page.outcome) for purpose, page in shelf.kept]


@pytest.mark.parametrize("named", [True, False], ids=["control-targets", "none"])
async def test_a_site_that_answers_nothing_any_more_may_have_shut_us_out(
    named: bool,  # noqa: FBT001 - a table
) -> None:
    shelf = Shelf()
    async with ScriptedServer() as server:
        furnish(server)
        home = server.answers["/"]
        assert isinstance(home, bytes)

        async def once(writer: asyncio.StreamWriter) -> None:
            if server.paths().count("/") > 1:
                writer.transport.abort()
            writer.write(home)

        server.answers["/"] = once
        result = await surveyed(server, shelf, *[server.url("/works")] * named)

    assert column_of(result).outcome is Outcome.RATE_LIMITED
    assert CountsAs.FAILED not in {check.counts_as for check in result.checks}
