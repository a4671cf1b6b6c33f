"""Where a redirect leads, robots.txt is obeyed as at the address that was asked for."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from crawler.fleet.fetch.redirect_rules import RedirectRules
from crawler.fleet.stacks.route import ConnectTo, Router
from crawler.policy.robots import Robots
from crawler.survey import robots_book
from schema.types.capture import ROBOTS_BESIDE, Page
from schema.types.facts import ColumnFact
from schema.types.outcome import Outcome
from testkit.facts import make_site
from testkit.fetching import LOOPBACK
from testkit.fleet import Shelf, open_surveyor
from testkit.pages import home_html, list_html, make_plan
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
HOME, OTHER = "http://www.example.gov.cn/", "http://data.example.org.cn/"
FORBIDS_PRIVATE = http("User-agent: *\nDisallow: /private/\n", content_type="text/plain")


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as made:
        made.answers["/"] = http(home_html([("通知公告", "/tzgg/")]))
        made.answers["/robots.txt"] = FORBIDS_PRIVATE
        made.answers["/private/list.html"] = http(
            list_html("通知公告", [("一号通知", "/1.html", "2026-11-20")])
        )
        yield made


def leads(to: str) -> bytes:
    return http("", status="302 Found", headers=(f"Location: {to}",))


async def column(server: ScriptedServer, shelf: Shelf, *, obey: bool = True) -> ColumnFact:
    """Survey the site on the server and give its one column."""
    router = Router(allow=LOOPBACK, connect_to=[ConnectTo.parse(f":80:127.0.0.1:{server.port}")])
    plan = make_plan(make_site(home_url=HOME), obey_robots=obey)
    async with open_surveyor(router=router, redirects=RedirectRules()) as surveyor:
        result = await surveyor.survey(plan, shelf)
    facts = [one.fact for one in result.evidence if isinstance(one.fact, ColumnFact)]
    return next(one for one in facts if one.name == "通知公告")


@pytest.mark.parametrize("to", ["/private/list.html", f"{OTHER}private/list.html"])
async def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(
    server: ScriptedServer, to: str
) -> None:
    server.answers["/tzgg/"] = leads(to)
    shelf = Shelf()

    fact = await column(server, shelf)

    assert (fact.outcome, fact.status) == (Outcome.ROBOTS_DISALLOWED, None)
    assert "/private/list.html" not in server.paths()
    (page,) = [page for purpose, page in shelf.kept if purpose == "list"]
    assert "redirects to" in page.reason
    assert page.exchanges[0].head.startswith(b"HTTP/1.1 302")


async def test_the_robots_txt_of_another_host_is_asked_for_first_and_kept(
    server: ScriptedServer,
) -> None:
    server.answers["/tzgg/"] = leads(f"{OTHER}open/list.html")
    server.answers["/open/list.html"] = server.answers["/private/list.html"]
    shelf = Shelf()

    fact = await column(server, shelf)

    assert fact.outcome is Outcome.OK
    hosts = [b"Host: data.example.org.cn" in request for request in server.requests]
    asked = [path for path, other in zip(server.paths(), hosts, strict=True) if other]
    assert asked[:2] == ["/robots.txt", "/open/list.html"]
    assert [purpose for purpose, _ in shelf.kept].count(ROBOTS_BESIDE) == 1


async def test_a_long_robots_txt_is_read_and_asked_off_the_loop(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    read, refusal = robots_book.read_robots, Robots.refusal

    def noting_read(page: Page) -> Robots:
        threads.append(threading.current_thread())
        return read(page)

    def noting_refusal(self: Robots, url: str) -> str | None:
        threads.append(threading.current_thread())
        return refusal(self, url)

    monkeypatch.setattr(robots_book, "read_robots", noting_read)
    monkeypatch.setattr(Robots, "refusal", noting_refusal)
    server.answers["/tzgg/"] = leads(f"{OTHER}open/list.html")
    server.answers["/open/list.html"] = server.answers["/private/list.html"]

    fact = await column(server, Shelf())

    assert fact.outcome is Outcome.OK
    assert threads
    assert threading.main_thread() not in threads


async def test_redirects_to_ever_new_hosts_have_an_end(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.fleet.fetch.redirect_rules.MOST_HOSTS", 2)
    hosts = [f"http://n{number}.example.org.cn/tzgg/" for number in range(9)]

    async def on(writer: asyncio.StreamWriter) -> None:
        writer.write(leads(hosts.pop(0)))

    server.answers["/tzgg/"] = on

    fact = await column(server, Shelf())

    assert fact.outcome is Outcome.ROBOTS_DISALLOWED
    assert server.paths().count("/robots.txt") == 1 + 2


async def test_where_robots_txt_is_only_recorded_redirects_are_followed(
    server: ScriptedServer,
) -> None:
    server.answers["/tzgg/"] = leads("/private/list.html")

    assert (await column(server, Shelf(), obey=False)).outcome is Outcome.OK


async def test_the_homepage_is_visited_wherever_it_redirects(server: ScriptedServer) -> None:
    home = server.answers["/"]
    server.answers |= {"/": leads("/private/index.html"), "/private/index.html": home}
    server.answers["/tzgg/"] = server.answers["/private/list.html"]

    assert (await column(server, Shelf())).outcome is Outcome.OK
