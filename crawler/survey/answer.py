"""A fetched page with what was read in it."""

from dataclasses import dataclass, replace
from datetime import date

from crawler.content.propose import propose, propose_terms
from crawler.extract.articles.article_text import text_digest
from crawler.extract.kinds.login import asks_for_code, asks_for_password
from crawler.extract.text.file_type import file_type, names_file
from crawler.reader_version import reader_version
from crawler.reading import Examined, as_guide, classify_page, examine_page, with_links
from schema.types.capture import RENDER, Page, Request
from schema.types.content import ContentProposal
from schema.types.evidence import Provenance, RecordRef
from schema.types.file_types import FileType
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState, PageKind, PageReading
from schema.types.route import column_route_of
from schema.types.terms import TermList

_READABLE = {PageClass.PAGE, PageClass.MOVED, PageClass.JS_REQUIRED}
_LIST_DATA = {ListState.READ, ListState.EMPTY}
_WITH_DATA = {Outcome.OK, Outcome.OK_TRUNCATED}
_SHOWN_TO_PEOPLE = {PageClass.PAGE, PageClass.HIJACKED}
"""Classes of pages whose content is the site's, or stands in its place."""
_WHOLE_ANSWERS = {Outcome.OK, Outcome.HTTP_4XX, Outcome.HTTP_5XX}
"""An empty body under these is a fact about the site (class `empty`), whatever the status."""
_HOME_PURPOSES = {"visit", "hop", "menu", RENDER}
"""Requests that may bring the homepage: it alone is asked for all its links."""
_GUIDE_PURPOSES = {"guide", "article", "list", "link"}
"""Requests that may bring what a column of guides leads to; each page is read once."""
_LIST, _FILE = "list", "guide_file"
_ERROR_STATUS = 400
_GONE = {404, 410}
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLook:
    """What of a page's content is put before a person: the operator's terms, or everything."""

    terms: TermList
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request brought, read; the body itself lies in the archive."""

    request: Request
    page: Page
    reading: PageReading | None
    page_class: PageClass | None
    record: RecordRef | None
    extractor: str
    """Name and version of what read the page."""
    class_sign: str = ""
    """What the page's class was told by."""
    file_type: FileType | None = None
    """What the first bytes of an answer that came say; None where none did."""
    asks_first: bool = False
    """The page asks its reader for a password, or for the code of a picture."""
    names_file: bool = False
    """What came in a file's place links or jumps to a file."""
    text: str | None = None
    """Digest of an article's text without the page around it; None where it has none to compare."""
    proposals: tuple[ContentProposal, ...] = ()

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
            extractor=self.extractor,
            record=self.record,
        )


def read_answer(
    request: Request,
    page: Page,
    record: RecordRef | None,
    lexicon: Lexicon,
    content: ContentLook | None = None,
) -> Answer:
    """Read a page and drop its body; without `content` no proposals are looked for."""
    reading: PageReading | None = None
    proposals: tuple[ContentProposal, ...] = ()
    text: str | None = None
    if _is_read(page):
        examined = examine_page(
            page.body,
            url=f"{page.final_url}{column_route_of(request.url)}",
            fetched_at=page.fetched_at,
            content_type=page.content_type,
            lexicon=lexicon,
            status=page.status,
            headers=page.headers,
            form=request.form,
            rows_at=request.rows_at,
        )
        reading = _reading_for(request, examined)
        proposals = _proposals(examined, content)
        text = _text_of(page, examined)
    return Answer(
        request=request,
        page=replace(page, body=b"", exchanges=()),
        reading=reading,
        page_class=None if reading is None else visit_class(page.status, reading.page_class),
        class_sign="" if reading is None else reading.page_class_sign,
        record=record,
        extractor=_extractor(page, lexicon),
        file_type=file_type(page.body) if page.outcome in _WITH_DATA else None,
        names_file=request.purpose == _FILE and names_file(page.body, lexicon.file_types),
        asks_first=asks_for_password(page.body) or asks_for_code(page.body),
        text=text,
        proposals=proposals,
    )


def look_answer(request: Request, page: Page, record: RecordRef | None, lexicon: Lexicon) -> Answer:
    """Tell a page's class alone, which is all that a visit asks, and drop its body."""
    page_class, sign = None, ""
    if _is_read(page):
        seen, sign = classify_page(
            page.body,
            url=page.final_url,
            content_type=page.content_type,
            lexicon=lexicon,
            status=page.status,
            headers=page.headers,
        )
        page_class = visit_class(page.status, seen)
    return Answer(
        request=request,
        page=replace(page, body=b"", exchanges=()),
        reading=None,
        page_class=page_class,
        class_sign=sign,
        record=record,
        extractor=_extractor(page, lexicon),
    )


def _reading_for(request: Request, examined: Examined) -> PageReading:
    """Give what the request asks of a page: a homepage's links, a parent's columns, a guide."""
    is_home = request.purpose in _HOME_PURPOSES
    is_list = request.purpose == _LIST
    is_parent = is_list and examined.reading.list_state is ListState.PARENT
    if request.purpose in _GUIDE_PURPOSES and not is_parent:
        return as_guide(examined)
    return with_links(examined, columns=is_home or is_parent, linked=is_home)


def _is_read(page: Page) -> bool:
    return page.readable or page.outcome in _WHOLE_ANSWERS


def _text_of(page: Page, examined: Examined) -> str | None:
    """Give the digest of an article that came whole; notices and error pages have none."""
    reading = examined.reading
    is_article = reading.kind is PageKind.ARTICLE and reading.page_class is PageClass.PAGE
    if not is_article or page.outcome is not Outcome.OK:
        return None
    return text_digest(examined.findings.dated.layout, examined.page.lexicon.date_words)


def _proposals(examined: Examined, content: ContentLook | None) -> tuple[ContentProposal, ...]:
    if content is None or examined.reading.page_class not in _SHOWN_TO_PEOPLE:
        return ()
    look = propose if content.whole else propose_terms
    return look(examined, content.terms)


def _extractor(page: Page, lexicon: Lexicon) -> str:
    reader = reader_version(lexicon)
    return f"{reader}, rendered" if page.rendered else reader


def visit_class(status: int | None, seen: PageClass) -> PageClass | None:
    """Give the class that the tables go by; None for an error page under an error status.

    A 404 with the server's own words is no *soft* 404, and no page either; nor is a 401 or 403
    with them (vocabulary §4).
    """
    code = status or 0
    if seen is PageClass.SOFT_404 and code >= _ERROR_STATUS:
        return None
    if seen is PageClass.DEFAULT_PAGE and (code in _GONE or code >= _SERVER_ERROR):
        return None
    return seen
