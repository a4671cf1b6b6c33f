"""Read every group of records that may be a list, and weigh it against the others."""

from dataclasses import dataclass

from crawler.extract.blocks import Layout
from crawler.extract.list_score import Surroundings, place_factor, value_of
from crawler.extract.records import Group, Record, continues, find_groups
from crawler.extract.rows import Row, read_row
from crawler.extract.url_dates import url_date
from schema.types.lexicon import Lexicon

_LEAST_SHARE = 0.5
_LEAST_VALUE = 0.5
_LEAST_WEIGHT = 0.3
_MOSTLY = 0.6


@dataclass(slots=True)
class Candidate:
    """A group with its rows and their weight; `value` counts the place in."""

    group: Group
    rows: list[Row]
    weight: float
    value: float = 0.0

    @property
    def dated(self) -> int:
        """Count the rows that show a date."""
        return sum(1 for row in self.rows if row.spots)


def find_candidates(layout: Layout, about: Surroundings, lexicon: Lexicon) -> list[Candidate]:
    """Give the groups that read as lists, the best first."""
    reader = _Reader(layout, lexicon)
    found: list[Candidate] = []
    open_lists: dict[tuple[str, ...], Candidate] = {}
    for group in find_groups(layout):
        candidate = reader.read(group)
        if candidate is None:
            continue
        last = open_lists.get(group.shape)
        if (
            last is not None
            and last.dated
            and candidate.dated
            and continues(layout, last.group, group)
        ):
            last.group.take(group)
            last.rows.extend(candidate.rows)
            last.weight += candidate.weight
        else:
            open_lists[group.shape] = candidate
            found.append(candidate)
    found = [candidate for candidate in found if candidate.weight >= _LEAST_WEIGHT]
    for candidate in found:
        factor = place_factor(layout, candidate.group, about)
        candidate.value = candidate.weight * factor
    good = [candidate for candidate in found if candidate.value >= _LEAST_VALUE]
    return sorted(good, key=lambda candidate: -candidate.value)


class _Reader:
    """Reads groups, each record once however many groups it is in."""

    def __init__(self, layout: Layout, lexicon: Lexicon) -> None:
        self._layout = layout
        self._lexicon = lexicon
        self._rows: dict[tuple[int, int, int], Row | None] = {}

    def read(self, group: Group) -> Candidate | None:
        read = [self._row(record) for record in group.records]
        rows = _alike([row for row in read if row is not None])
        if not rows or len(rows) < _LEAST_SHARE * len(group.records):
            return None
        weight = sum(value_of(row, by_address=_has_address_date(row)) for row in rows)
        return Candidate(group, rows, weight) if weight > 0 else None

    def _row(self, record: Record) -> Row | None:
        key = (record.first_text, record.end_text, record.head.first_link)
        if key not in self._rows:
            words, dates = self._lexicon.list_words, self._lexicon.date_words
            self._rows[key] = read_row(self._layout, record, words, dates)
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
    href = row.anchor.href if row.anchor else None
    return not row.spots and href is not None and url_date(href) is not None
