from dataclasses import dataclass

import pytest

from crawler.fleet.overload import OverloadWatch
from crawler.fleet.watched import watched_fetch
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


async def strain_of(page: Page) -> str:
    clock = VirtualClock()
    watch = Strained(OverloadSettings(), clock)
    return (await watched_fetch(Says(page), Request(url=HOME), watch, clock)).strain


@pytest.mark.parametrize(
    "page",
    [make_failure(HOME, Outcome.CONNECT_TIMEOUT), make_page(HOME, "x", seconds=15.2)],
    ids=["no answer", "late"],
)
async def test_what_failed_while_we_were_strained_says_so(page: Page) -> None:
    assert (await strain_of(page)).startswith("late since")


async def test_a_page_that_came_in_time_bears_no_strain() -> None:
    assert await strain_of(make_page(HOME, "x", seconds=2.0)) == ""


async def test_without_a_watch_nothing_is_said() -> None:
    clock = VirtualClock()

    page = await watched_fetch(Says(make_failure(HOME)), Request(url=HOME), None, clock)

    assert page.strain == ""
