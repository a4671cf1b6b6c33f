"""A fetched page with what was read in it."""

from dataclasses import dataclass, replace
from datetime import date

from crawler.reading import read_page
from schema.types.capture import Page, Request
from schema.types.evidence import Provenance, RecordRef
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState, PageReading

EXTRACTOR = "pucha-reading 2"
"""Name and version of the reader, raised whenever it reads a page differently."""

_READABLE = {PageClass.PAGE, PageClass.MOVED, PageClass.JS_REQUIRED}
_LIST_DATA = {ListState.READ, ListState.EMPTY}
_WITH_DATA = {Outcome.OK, Outcome.OK_TRUNCATED}
_WHOLE_ANSWERS = {Outcome.OK, Outcome.HTTP_4XX, Outcome.HTTP_5XX}
"""An empty body under these is a fact about the site (class `empty`), whatever the status."""
_HOME_PURPOSES = {"visit", "hop"}
"""Requests that may bring the homepage: it alone is asked for columns and all its links."""
_ERROR_STATUS = 400
_GONE = {404, 410}
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request brought, read; the body itself lies in the archive."""

    request: Request
    page: Page
    reading: PageReading | None
    page_class: PageClass | None
    record: RecordRef | None

    @property
    def good(self) -> bool:
        """Tell whether the page may be read for facts; list data (JSON, XML) are no HTML."""
        if self.reading is None:
            return False
        came = self.page_class is PageClass.NOT_HTML and self.page.outcome in _WITH_DATA
        return (came and self.reading.list_state in _LIST_DATA) or self.page_class in _READABLE

    @property
    def place(self) -> str | None:
        """Give where in the page its fact stands: the newest row, the publish date, the letter."""
        reading = self.reading
        if reading is None:
            return None
        dated = [item for item in reading.items if item.date is not None]
        if dated:
            newest = max(dated, key=lambda item: item.date.value if item.date else date.min)
            return newest.locator
        if reading.published is not None:
            return reading.published.locator
        return reading.posts[0].locator if reading.posts else None

    def provenance(self, locator: str | None = None) -> Provenance:
        """Say where a fact of this page was read."""
        return Provenance(
            url=self.page.final_url,
            fetched_at=self.page.fetched_at,
            digest=self.page.sha256,
            locator=locator,
            extractor=EXTRACTOR,
            record=self.record,
        )


def read_answer(request: Request, page: Page, record: RecordRef | None, lexicon: Lexicon) -> Answer:
    """Read a page and drop its body."""
    reading, is_home = None, request.purpose in _HOME_PURPOSES
    if page.readable or page.outcome in _WHOLE_ANSWERS:
        reading = read_page(
            page.body,
            url=page.final_url,
            fetched_at=page.fetched_at,
            content_type=page.content_type,
            lexicon=lexicon,
            status=page.status,
            headers=page.headers,
            columns=is_home,
            linked=is_home,
        )
    return Answer(
        request=request,
        page=replace(page, body=b"", exchanges=()),
        reading=reading,
        page_class=None if reading is None else visit_class(page.status, reading),
        record=record,
    )


def visit_class(status: int | None, reading: PageReading) -> PageClass | None:
    """Give the class that the tables go by; None for an error page under an error status.

    A 404 with the server's own words is no *soft* 404, and no page either; nor is a 401 or 403
    with them (vocabulary §4).
    """
    code = status or 0
    if reading.page_class is PageClass.SOFT_404 and code >= _ERROR_STATUS:
        return None
    if reading.page_class is PageClass.DEFAULT_PAGE and (code in _GONE or code >= _SERVER_ERROR):
        return None
    return reading.page_class
