"""A publish date with its source: how precise it is, how sure, and what it may decide."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class DateSource(StrEnum):
    """Where a publish date was read (vocabulary §7)."""

    VISIBLE = "visible"
    """A labelled date that a person sees by the title."""
    META = "meta"
    """The standard meta tag PubDate and its kin."""
    PUBLISH_CELL = "publish_cell"
    """The publish cell of a document table (公文)."""
    LIST_CELL = "list_cell"
    """The date beside the item in its list."""
    PUBLISH_FIELD = "publish_field"
    """A field of list data that means publishing."""
    STRUCTURED = "structured"
    """JSON-LD, OpenGraph, a time element."""
    SCRIPT = "script"
    """A date variable of a script."""
    UNSEEN = "unseen"
    """A day in the text of an element that says of itself that it is not shown."""
    CREATION_FIELD = "creation_field"
    """A field of list data that means creation."""
    URL = "url"
    DOCUMENT = "document"
    """成文日期 alone."""


DECIDING = frozenset(
    {
        DateSource.VISIBLE,
        DateSource.META,
        DateSource.PUBLISH_CELL,
        DateSource.LIST_CELL,
        DateSource.PUBLISH_FIELD,
    }
)
"""Sources that may decide; an edition may trust fewer of them, never more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """One date that a page claims for an item.

    A month-only value holds the last day of its month (in the site's favour).
    """

    value: date
    source: DateSource
    precision: Literal["day", "month"] = "day"
    inferred_year: bool = False
    raw: str = ""
    locator: str | None = None

    @property
    def decides_staleness(self) -> bool:
        """Tell whether this date, lying outside a window, proves "not updated" (vocabulary §7)."""
        return self.decides(DECIDING)

    def decides(self, sources: frozenset[DateSource]) -> bool:
        """Tell the same where only these sources are trusted."""
        return self.source in sources and self.precision == "day" and not self.inferred_year


class Undated(StrEnum):
    """Why an item has no date: the difference between their silence and our blindness."""

    NONE_SHOWN = "none_shown"
    """The article was read and holds no date-like text and no date-writing script."""
    UNASSIGNED = "unassigned"
    """Date-like text is there, but none could be taken as the publish date."""
    UNREAD = "unread"
    """The article page was not read, or could not be."""
