"""What the list readers found on one page."""

from dataclasses import dataclass
from datetime import date

from schema.types.activity import Activity
from schema.types.reading import Follow, ListItem, ListState, Post, RowsPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """The main list of a page; `score` runs from 0 (no list) to 1 (certainly a list page)."""

    state: ListState
    items: tuple[ListItem, ...] = ()
    posts: tuple[Post, ...] = ()
    activities: tuple[Activity, ...] = ()
    """The rows as activities, on pages that list 调查征集 or 在线访谈."""
    ordered_by_date: bool = True
    score: float = 0.0
    follow: tuple[Follow, ...] = ()
    more: bool = False
    """The list goes on behind what is shown, though nothing may say how to get there."""
    letters: bool = False
    """The page lists letters, whether or not any is shown."""
    rows_at: RowsPlace | None = None
    """Where the rows stand in the page's own markup."""
    spans: tuple[tuple[int, int], ...] = ()
    """The pieces of text of each row, from the first to behind the last."""
    pages: int | None = None
    """How many pages the pager counts, where it tells."""
    known: bool = False
    """The rows stand where the page before had them: the page is that list's, however few."""
    in_part: bool = False
    """The rows are those of one child column, or of one tab: the others' are not shown."""
    rival: date | None = None
    """Latest day of entries beside the list that may be its own, where it is later than all of its.

    They stand in a longer list, left aside for one of the page's folder, or apart from the rows."""
