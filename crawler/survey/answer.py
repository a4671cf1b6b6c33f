"""A fetched page with what was read in it."""

from dataclasses import dataclass, replace
from datetime import date

from crawler.extract.decode import decode
from crawler.extract.dom import base_url, parse
from crawler.extract.urls import resolve
from crawler.reading import read_page
from schema.types.capture import Page, Request
from schema.types.evidence import Provenance, RecordRef
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState, PageKind, PageReading

EXTRACTOR = "pucha-reading 1"
"""Name and version of the reader, raised whenever it reads a page differently."""

_READABLE = {PageClass.PAGE, PageClass.MOVED, PageClass.JS_REQUIRED}
_LIST_DATA = {ListState.READ, ListState.EMPTY}
_WITH_DATA = {Outcome.OK, Outcome.OK_TRUNCATED}
_WHOLE_ANSWERS = {Outcome.OK, Outcome.HTTP_4XX, Outcome.HTTP_5XX}
"""An empty body under these is a fact about the site (class `empty`), whatever the status."""
_GONE = {404, 410}
_SERVER_ERROR = 500
_LINKS_OF_A_PAGE = 5
"""A page under an error status is a whole page only if it leads somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request brought, read; the body itself lies in the archive."""

    request: Request
    page: Page
    reading: PageReading | None
    page_class: PageClass | None
    record: RecordRef | None
    linked: tuple[str, ...] = ()
    """Every address that a homepage links to."""

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
    reading = None
    if page.readable or page.outcome in _WHOLE_ANSWERS:
        reading = read_page(
            page.body,
            url=page.final_url,
            fetched_at=page.fetched_at,
            content_type=page.content_type,
            lexicon=lexicon,
            status=page.status,
            headers=page.headers,
        )
    return Answer(
        request=request,
        page=replace(page, body=b"", exchanges=()),
        reading=reading,
        page_class=None if reading is None else visit_class(page.status, reading),
        record=record,
        linked=_links(page, reading) if request.purpose in {"visit", "hop"} else (),
    )


def _links(page: Page, reading: PageReading | None) -> tuple[str, ...]:
    if reading is None:
        return ()
    tree = parse(decode(page.body, page.content_type).text)
    base = base_url(tree, page.final_url)
    found = (resolve(base, node.attributes.get("href")) for node in tree.css("a[href]"))
    return tuple(dict.fromkeys(url for url in found if url))


def visit_class(status: int | None, reading: PageReading) -> PageClass | None:
    """Give the class that the tables go by; None for an error page under an error status.

    A 404 with the server's own words is no *soft* 404, and no page either (vocabulary §4).
    """
    failed = status is not None and (status in _GONE or status >= _SERVER_ERROR)
    if not failed:
        return reading.page_class
    if reading.page_class in {PageClass.SOFT_404, PageClass.DEFAULT_PAGE}:
        return None
    whole = reading.kind is not PageKind.ERROR and reading.links >= _LINKS_OF_A_PAGE
    if reading.page_class is PageClass.PAGE and not whole:
        return None
    return reading.page_class
