"""Hold the targets of redirects against robots.txt, where a survey obeys it (RFC 9309 §2.3.1.2).

The walk asks a host's robots.txt before it asks for an address; where a redirect leads, only the
fetch learns. What it asks for here is kept, and the walk knows nothing of it: a replay agrees.
"""

import asyncio
from dataclasses import dataclass, replace

from crawler.survey.robots_book import RobotsBook
from schema.ports import Archive, Transport
from schema.types.capture import RENDER_PART, ROBOTS_BESIDE, Page, Request
from schema.types.outcome import Outcome

ROBOTS_SECONDS = 10.0
"""For the robots.txt of a host that a redirect leads to; not had by then, its crawl is held."""
MOST_HOSTS = 32
"""Other hosts whose robots.txt one survey asks for and holds because a redirect led there."""


@dataclass(slots=True, kw_only=True)
class _Survey:
    """The survey that is under way: its own book, and what redirects led to beside it."""

    walks: RobotsBook
    beside: RobotsBook
    transport: Transport
    archive: Archive
    asked: int = 0


class RedirectRules:
    """The rules for the redirects of one survey; none before it begins."""

    def __init__(self) -> None:
        self._survey: _Survey | None = None
        self._asking = asyncio.Lock()

    def begin(self, book: RobotsBook, transport: Transport, archive: Archive) -> None:
        """Go by the book of this survey's walk."""
        beside = RobotsBook(home_url=book.home_url, obey=book.obey)
        self._survey = _Survey(walks=book, beside=beside, transport=transport, archive=archive)

    async def refusal(self, request: Request, target: str) -> str | None:
        """Say why a request must not follow a redirect there; None: it may."""
        survey = self._survey
        if survey is None or not (survey.walks.obey and request.obey_robots):
            return None
        if request.purpose == RENDER_PART:  # what a visitor's browser loads with a page
            return None
        led = replace(request, url=target)
        book = survey.walks
        if not book.knows(target):
            book = survey.beside
            async with self._asking:
                if not book.knows(target):
                    if survey.asked >= MOST_HOSTS:
                        return f"redirects lead to more than {MOST_HOSTS} other hosts"
                    survey.asked += 1
                    await _ask(survey, led)
        # Half a megabyte of rules takes a second to read, and a tenth of one for each address.
        refused = await asyncio.to_thread(book.refused, led)
        return None if refused is None else refused[1]


async def _ask(survey: _Survey, led: Request) -> None:
    for request in survey.beside.first([led]):
        asked = replace(request, deadline=ROBOTS_SECONDS)
        page: Page = await survey.transport.fetch(asked)
        survey.archive.keep(replace(asked, purpose=ROBOTS_BESIDE), page)
        await asyncio.to_thread(survey.beside.take, asked, page)


def held_back(target: str, refused: str) -> tuple[Outcome, str]:
    """Give the outcome of a redirect that is not followed."""
    return Outcome.ROBOTS_DISALLOWED, f"redirects to {target[:200]}: {refused}"
