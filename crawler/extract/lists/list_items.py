"""Turn the rows of a list into items: absolute links, titles, and one publish date each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from crawler.extract.dates.date_text import TextDate
from crawler.extract.dates.possible_days import is_possible
from crawler.extract.dates.relative_dates import told_alone
from crawler.extract.dates.url_dates import url_date
from crawler.extract.dates.year_guess import RowDay, guess_years
from crawler.extract.lists.row_dates import IN_TITLE, Spot, by_header
from crawler.extract.lists.row_years import without_counters, years_over
from crawler.extract.lists.rows import Row
from crawler.extract.page.blocks import Block
from crawler.extract.page.headers import header_cells
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve
from schema.types.date_words import DateRole, DateWords
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem

_CENTURY = 2000
_FIGURES = re.compile(r"\d+")

_Slot = tuple[str, str, int]
"""A date's place in its row: the tag, the names and the position of its element."""


def items_of(
    layout: Layout,
    rows: Sequence[Row],
    words: DateWords,
    *,
    base: str | None,
    latest: date | None,
) -> tuple[ListItem, ...]:
    """Give the items of a list; dates later than `latest` are no publish dates."""
    rows = without_counters(layout, _ranked(layout, rows, words))
    urls = [resolve(base, row.anchor.href) if row.anchor else None for row in rows]
    addresses = [url_date(url) if url and base else None for url in urls]
    spots = _chosen(rows, latest)
    days = [
        _row_day(spot, address, row, year)
        for spot, address, row, year in zip(
            spots, addresses, rows, years_over(layout, rows), strict=True
        )
    ]
    values = guess_years(days, latest)
    locate = _Locator(layout)
    items = []
    for row, url, address, spot, value in zip(rows, urls, addresses, spots, values, strict=True):
        locator = locate(row.record.head)
        claim = _claim(spot, value, latest) if spot is not None and value is not None else None
        if claim is None and spot is None:
            claim = _told_ago(layout, row, latest)
            if claim is None and address is not None:
                claim = _from_address(address)
        if claim is not None and latest is not None:
            claim = _begun(claim, latest)
        if claim is not None and not is_possible(claim.value, latest):
            claim = None
        items.append(
            ListItem(title=row.title, url=url, date=claim, pinned=row.pinned, locator=locator),
        )
    return tuple(items)


def _ranked(layout: Layout, rows: Sequence[Row], words: DateWords) -> list[Row]:
    """Let the header of a table say what its dates mean."""
    names = header_cells(layout, rows[0].record.head) if rows else ()
    if not names:
        return list(rows)
    return [
        replace(row, spots=tuple(by_header(row.spots, row.record.head, names, words)))
        for row in rows
    ]


def _chosen(rows: Sequence[Row], latest: date | None) -> list[Spot | None]:
    """Choose one date a row: of equally good ones the one in the place that most rows use.

    Where each row has two, and nothing names them, the later one is that of publishing: a document
    is dated before it is put up.
    """
    places = Counter(_slot(spot) for row in rows for spot in _best_spots(row))
    entitled = 2 * sum(1 for row in rows if _is_in_title(row)) >= len(rows)
    firm = {_kind(spot) for row in rows if not _is_in_title(row) for spot in _best_spots(row)}
    chosen: list[Spot | None] = []
    for row in rows:
        best = _best_spots(row)
        if _is_in_title(row) and not entitled:
            best = [spot for spot in best if spot.alone and _kind(spot) in firm]
        best = sorted(best, key=lambda spot: _past(spot, latest), reverse=True)
        chosen.append(max(best, key=lambda spot: _weight(spot, places)) if best else None)
    return chosen


def _kind(spot: Spot) -> tuple[str, str]:
    """Give what the elements of a list's days have in common: 9-6 is one where 10-21 is."""
    return spot.cell.tag, spot.cell.hints


def _weight(spot: Spot, places: Counter[_Slot]) -> tuple[bool, int]:
    """Put what is shown first, then the place that most rows use."""
    return not spot.cell.hidden, places[_slot(spot)]


def _past(spot: Spot, latest: date | None) -> date:
    """Give a spot's day, if it is a whole one and no future one; else the earliest of all."""
    value = spot.found.value if spot.found.day is not None else None
    return date.min if value is None or value > (latest or date.max) else value


def _is_in_title(row: Row) -> bool:
    """Tell whether a row's only date is a part of its title: where few rows have one, it is none.

    名单公示（2019年5月6日） says nothing of the day on which it was published.
    """
    return bool(row.spots) and row.spots[0].rank % 10 >= IN_TITLE


def _best_spots(row: Row) -> list[Spot]:
    return [spot for spot in row.spots if spot.rank == row.spots[0].rank]


def _slot(spot: Spot) -> _Slot:
    return spot.cell.tag, spot.cell.hints, spot.cell.place


def _row_day(
    spot: Spot | None, address: TextDate | None, row: Row, over: int | None
) -> RowDay | None:
    """Give a row's day; a year that it leaves out is that of the heading `over` it."""
    if spot is None:
        return None
    found = spot.found
    if found.day is None:
        return _month_end(found, row)
    hint = address.value if address is not None and found.year is None else None
    return RowDay(
        year=over if found.year is None else found.year,
        month=found.month,
        day=found.day,
        hint=hint,
        pinned=row.pinned,
    )


def _month_end(found: TextDate, row: Row) -> RowDay | None:
    value = found.value
    if value is None:
        return None
    return RowDay(year=value.year, month=value.month, day=value.day, pinned=row.pinned)


def _claim(spot: Spot, value: date, latest: date | None) -> DateClaim:
    found = spot.found
    guessed = found.bare or _may_be_newer(found.raw, value, latest)
    return DateClaim(
        value=value,
        source=_source(spot),
        precision="day" if found.day is not None else "month",
        inferred_year=found.year is None or (found.short_year and guessed),
        raw=found.raw,
    )


def _may_be_newer(raw: str, value: date, latest: date | None) -> bool:
    """Tell a day in six figures that is a newer one where its year stands last (18-11-26)."""
    figures = _FIGURES.findall(raw)
    if len(figures) != 3 or "年" in raw:  # noqa: PLR2004
        return False
    try:
        other = date(_CENTURY + int(figures[2]), int(figures[1]), int(figures[0]))
    except ValueError:
        return False
    return value < other <= (latest or date.max)


def _source(spot: Spot) -> DateSource:
    """Name the source: a day that its row or its list hides may be seen by nobody."""
    if spot.role is DateRole.DOCUMENT:
        return DateSource.DOCUMENT
    return DateSource.UNSEEN if spot.cell.hidden else DateSource.LIST_CELL


def _from_address(address: TextDate) -> DateClaim | None:
    value = address.value
    if value is None:
        return None
    return DateClaim(
        value=value,
        source=DateSource.URL,
        precision="day" if address.day is not None else "month",
        raw=address.raw,
    )


def _told_ago(layout: Layout, row: Row, latest: date | None) -> DateClaim | None:
    """Read a row that counts back from the day of reading (3天前) in an element of its own."""
    if latest is None or row.other_date:
        return None
    today = latest - timedelta(days=1)
    for text in layout.texts[row.record.first_text : row.record.end_text]:
        told = told_alone(text, today)
        if told is not None:
            value, exact = told
            return DateClaim(
                value=value,
                source=DateSource.LIST_CELL,
                precision="day" if exact else "month",
                raw=text.strip(),
            )
    return None


def _begun(claim: DateClaim, latest: date) -> DateClaim:
    """End a month that is not over yet with the day of reading: its last day is no future."""
    first = claim.value.replace(day=1)
    if claim.precision != "month" or not first <= latest < claim.value:
        return claim
    return replace(claim, value=max(first, latest - timedelta(days=1)))


class _Locator:
    """Gives CSS paths of rows, asking for their parent's path once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._parents: dict[int, str] = {}

    def __call__(self, head: Block) -> str:
        parent = head.parent
        if parent is None:
            return head.tag
        if id(parent) not in self._parents:
            self._parents[id(parent)] = self._layout.path_of(parent)
        return f"{self._parents[id(parent)]}>{head.tag}:nth-of-type({head.place})"
