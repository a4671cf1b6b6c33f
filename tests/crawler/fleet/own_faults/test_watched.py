from dataclasses import dataclass

import pytest

from crawler.fleet.own_faults.overload import OverloadWatch
from crawler.fleet.own_faults.watched import watched_fetch
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import OverloadSettings
from testkit.clock import VirtualClock
from testkit.pages import HOME, make_failure, make_page


class Strained(OverloadWatch):
    def strain(self, since: float) -> str:
        return f"late since {since:g}"


@dataclass
class Says:
    page: Page
    stack: str = "aiohttp"

    async def fetch(self, request: Request) -> Page:  # noqa: ARG002 - the port names it
        return self.page


async def strain_of(page: Page, purpose: str = "visit") -> str:
    clock = VirtualClock()
    watch = Strained(OverloadSettings(), clock)
    request = Request(url=HOME, purpose=purpose)
    return (await watched_fetch(Says(page), request, watch, clock)).strain


@pytest.mark.parametrize(
    "page",
    [make_failure(HOME, Outcome.CONNECT_TIMEOUT), make_page(HOME, "x", seconds=15.2)],
    ids=["no answer", "late"],
)
async def test_what_failed_while_we_were_strained_says_so(page: Page) -> None:
    assert (await strain_of(page)).startswith("late since")


@pytest.mark.parametrize(("purpose", "bears"), [("visit", True), ("link", False)])
async def test_an_error_that_was_told_in_time_spoils_a_visit_alone(
    purpose: str,
    bears: bool,  # noqa: FBT001 - a table
) -> None:
    told = make_page(HOME, "gone", status=404, outcome=Outcome.HTTP_4XX)

    assert bool(await strain_of(told, purpose)) is bears
    assert await strain_of(make_failure(HOME, Outcome.HEADER_TIMEOUT), purpose)


async def test_a_page_that_came_in_time_bears_no_strain() -> None:
    assert await strain_of(make_page(HOME, "x", seconds=2.0)) == ""


async def test_without_a_watch_nothing_is_said() -> None:
    clock = VirtualClock()

    page = await watched_fetch(Says(make_failure(HOME)), Request(url=HOME), None, clock)

    assert page.strain == ""
