"""The type of a CMS family: how it is recognised, and what it alone can read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.refresh import Response
from schema.types.dates import DateClaim
from schema.types.lexicon import Lexicon
from schema.types.reading import Follow, ListItem, ListState, Post, RowsPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """A decoded page as a family sees it: markup, JSON or XML."""

    text: str
    tree: LexborHTMLParser
    url: str | None
    base: str | None
    fetched_at: datetime | None
    content_type: str | None
    lexicon: Lexicon
    form: tuple[tuple[str, str], ...] = ()
    """What was sent to get this answer."""
    refresh: str | None = None
    """Where the answer's Refresh header leads."""
    rows_at: RowsPlace | None = None
    """Where the page before had its rows, on a list's next page."""

    @property
    def response(self) -> Response:
        """What is known of the page beside its body."""
        return Response(url=self.url, refresh=self.refresh, rows_at=self.rows_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyReading:
    """What a family read; None leaves the matter to the generic reader."""

    list_state: ListState | None = None
    items: tuple[ListItem, ...] | None = None
    posts: tuple[Post, ...] | None = None
    ordered_by_date: bool | None = None
    follow: tuple[Follow, ...] | None = None
    more: bool | None = None
    """The list goes on behind the rows that were read."""
    published: DateClaim | None = None
    rival: date | None = None
    """Latest day of another list of the family's on the page (see `PageReading.rival`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A CMS family; the lowest `priority` is asked first.

    `recognise` gets the text, its tree and the address. `read` gives None where the page is the
    family's but holds nothing beyond the generic reader.
    """

    name: str
    priority: int
    recognise: Callable[[str, LexborHTMLParser, str | None], bool]
    read: Callable[[FamilyPage], FamilyReading | None]
    anywhere: bool = False
    """A way to carry rows that any vendor's page may have; asked where a list's place is bare."""
