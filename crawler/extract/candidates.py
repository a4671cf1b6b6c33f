"""Read every group of records that may be a list, and weigh it against the others."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from crawler.extract.blocks import Layout
from crawler.extract.list_score import (
    MOST_FACTOR,
    Surroundings,
    is_dated_address,
    most_undated,
    place_factor,
    value_of,
)
from crawler.extract.records import Group, Record, continues, find_groups
from crawler.extract.row_dates import dated_pieces
from crawler.extract.rows import Row, read_row
from schema.types.lexicon import Lexicon

_LEAST_SHARE = 0.5
_LEAST_VALUE = 0.5
_LEAST_WEIGHT = 0.3
_MOSTLY = 0.6
_ROUNDING = 1.00001


@dataclass(slots=True)
class Candidate:
    """A group with its rows and their weight; `value` counts the place in."""

    group: Group
    rows: list[Row]
    weight: float
    number: int
    """Its place among the groups of the page: of equals the first is the better."""
    value: float = 0.0

    @property
    def dated(self) -> int:
        """Count the rows that show a date."""
        return sum(1 for row in self.rows if row.spots)


def find_candidates(layout: Layout, about: Surroundings, lexicon: Lexicon) -> list[Candidate]:
    """Give the groups that read as lists, the best first.

    A group in whose text no date begins can have no dated row; it is read only where it could be
    the best, for nothing but the best is asked of undated lists.
    """
    reader = _Reader(layout, lexicon)
    run = _Run(reader)
    for number, group in enumerate(find_groups(layout)):
        run.take(_Undated(number, group) if reader.is_undated(group) else group, number)
    found = [one for one in run.found if one.weight >= _LEAST_WEIGHT]
    for candidate in found:
        candidate.value = candidate.weight * place_factor(layout, candidate.group, about)
    good = [candidate for candidate in found if candidate.value >= _LEAST_VALUE]
    best = max((candidate.value for candidate in good), default=_LEAST_VALUE)
    rival = _best_undated(reader, run.undated, about, best)
    if rival is not None:
        good.append(rival)
    return sorted(good, key=lambda candidate: (-candidate.value, candidate.number))


def _best_undated(
    reader: "_Reader", groups: list["_Undated"], about: Surroundings, least: float
) -> Candidate | None:
    """Read the undated groups that may outweigh what is known, the most promising first."""
    bounded = []
    for one in groups:
        most = reader.most_of(one.group)
        if most * MOST_FACTOR >= least:
            factor = place_factor(reader.layout, one.group, about)
            if most * factor >= least:
                bounded.append((most * factor, factor, one))
    best: Candidate | None = None
    for most, factor, one in sorted(bounded, key=lambda bound: -bound[0]):
        if most < least:
            break
        candidate = one.read(reader)
        if candidate is None or candidate.weight < _LEAST_WEIGHT:
            continue
        candidate.value = candidate.weight * factor
        earlier = best is None or one.number < best.number
        if candidate.value > least or (candidate.value == least and earlier):
            least, best = candidate.value, candidate
    return best


class _Undated:
    """A group whose rows can have no date, read when it is asked for."""

    def __init__(self, number: int, group: Group) -> None:
        self.number = number
        self.group = group
        self.before: Candidate | _Undated | None = None
        """The group of the same shape before it."""
        self._read: list[Candidate | None] = []

    def read(self, reader: "_Reader") -> Candidate | None:
        if not self._read:
            self._read.append(reader.read(self.group, self.number))
        return self._read[0]


class _Run:
    """Takes the groups in order, and joins the parts of a list that a template split."""

    def __init__(self, reader: "_Reader") -> None:
        self.found: list[Candidate] = []
        self.undated: list[_Undated] = []
        self._reader = reader
        self._last: dict[tuple[str, ...], Candidate | _Undated] = {}

    def take(self, group: Group | _Undated, number: int) -> None:
        if isinstance(group, _Undated):
            shape = group.group.shape
            group.before = self._last.get(shape)
            self._last[shape] = group
            self.undated.append(group)
            return
        candidate = self._reader.read(group, number)
        if candidate is None:
            return
        last = self._last_dated(group) if candidate.dated else None
        if last is not None:
            last.group.take(group)
            last.rows.extend(candidate.rows)
            last.weight += candidate.weight
        else:
            self._last[group.shape] = candidate
            self.found.append(candidate)

    def _last_dated(self, group: Group) -> Candidate | None:
        """Give the list that this dated group goes on with, where no other list came between."""
        last = self._last.get(group.shape)
        between: list[_Undated] = []
        while isinstance(last, _Undated):
            between.append(last)
            last = last.before
        if last is None or not last.dated or not continues(self._reader.layout, last.group, group):
            return None
        return last if all(one.read(self._reader) is None for one in between) else None


class _Reader:
    """Reads groups, each record once however many groups it is in."""

    def __init__(self, layout: Layout, lexicon: Lexicon) -> None:
        self.layout = layout
        self._lexicon = lexicon
        self._rows: dict[tuple[int, int, int], Row | None] = {}
        self._dated = dated_pieces(layout)
        weights = (most_undated(anchor) for anchor in layout.anchors)
        self._weights = list(accumulate(weights, initial=0.0))

    def is_undated(self, group: Group) -> bool:
        """Tell whether no text of a group holds anything that a date is made of."""
        first = group.first_text
        end = max(record.end_text for record in group.records)
        place = bisect_left(self._dated, first)
        return place == len(self._dated) or self._dated[place] >= end

    def most_of(self, group: Group) -> float:
        """Give what an undated group can weigh at most: each row has its title from a link."""
        first, end = group.records[0].first_link, group.records[-1].end_link
        return (self._weights[end] - self._weights[first]) * _ROUNDING

    def read(self, group: Group, number: int) -> Candidate | None:
        read = [self._row(record) for record in group.records]
        rows = _alike([row for row in read if row is not None])
        if not rows or len(rows) < _LEAST_SHARE * len(group.records):
            return None
        weight = sum(value_of(row, by_address=_has_address_date(row)) for row in rows)
        return Candidate(group, rows, weight, number) if weight > 0 else None

    def _row(self, record: Record) -> Row | None:
        key = (record.first_text, record.end_text, record.head.first_link)
        if key not in self._rows:
            words, dates = self._lexicon.list_words, self._lexicon.date_words
            self._rows[key] = read_row(self.layout, record, words, dates)
        return self._rows[key]


def _alike(rows: list[Row]) -> list[Row]:
    """Drop the headings of a dated list: rows without a date that lead nowhere."""
    dated = sum(1 for row in rows if row.spots)
    linked = sum(1 for row in rows if row.anchor)
    if dated < _MOSTLY * len(rows):
        return [row for row in rows if row.anchor]
    if linked < _MOSTLY * len(rows):
        return [row for row in rows if row.spots]
    return [row for row in rows if row.spots or row.anchor]


def _has_address_date(row: Row) -> bool:
    return not row.spots and row.anchor is not None and is_dated_address(row.anchor.href)
