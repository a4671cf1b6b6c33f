"""Read every group of records that may be a list, and weigh it against the others."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from crawler.extract.lists.day_headings import DayHeadings
from crawler.extract.lists.list_score import (
    MOST_FACTOR,
    Surroundings,
    is_dated_address,
    most_undated,
    place_factor,
    value_of,
)
from crawler.extract.lists.row_dates import dated_pieces
from crawler.extract.lists.rows import Row, is_pager, read_row
from crawler.extract.lists.rows_place import groups_in, is_like
from crawler.extract.page.blocks import Block
from crawler.extract.page.headers import is_head
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import Group, Record, continues, groups_at
from schema.types.lexicon import Lexicon
from schema.types.reading import RowsPlace

_LEAST_SHARE = 0.5
_LEAST_VALUE = 0.5
_LEAST_WEIGHT = 0.3
_MOSTLY = 0.6
_ROUNDING = 1.00001
_FOOT = re.compile(r"(?:\A|[\s_-])(?:foot|copyright)")


Number = tuple[int, int]
"""The place of a group among those of its page: the block, and which of its groups."""


@dataclass(slots=True)
class Candidate:
    """A group with its rows and their weight; `value` counts the place in."""

    group: Group
    rows: list[Row]
    weight: float
    number: Number
    """Of equals the first is the better."""
    last: Number
    """The last group that was joined to it."""
    value: float = 0.0

    @property
    def dated(self) -> int:
        """Count the rows that show a date."""
        return sum(1 for row in self.rows if row.spots)


def find_candidates(layout: Layout, about: Surroundings, lexicon: Lexicon) -> list[Candidate]:
    """Give the groups that read as lists, the best first.

    A block in whose text no date begins can hold no dated row; its groups are looked for only where
    one could be the best, for nothing but the best is asked of undated lists.
    """
    reader = _Reader(layout, lexicon)
    run, silent = _Run(reader), []
    for block in layout.blocks:
        if block.end_link == block.first_link or not block.children:
            continue
        if reader.is_undated(block.first_text, block.end_text) and not reader.is_under_day(block):
            silent.append(block)
        else:
            for number, group in _numbered(layout, block):
                run.take(group, number)
    found = [one for one in run.found if one.weight >= _LEAST_WEIGHT]
    for candidate in found:
        candidate.value = candidate.weight * place_factor(layout, candidate.group, about)
    good = [candidate for candidate in found if candidate.value >= _LEAST_VALUE]
    best = max((candidate.value for candidate in good), default=_LEAST_VALUE)
    undated = chain(run.undated, _groups_of(reader, silent, best))
    rival = _best_undated(reader, undated, about, best)
    if rival is not None:
        good.append(rival)
    return sorted(good, key=lambda candidate: (-candidate.value, candidate.number))


def find_undated(
    layout: Layout, blocks: Iterable[Block], about: Surroundings, lexicon: Lexicon
) -> Candidate | None:
    """Give the best of the lists in some blocks that show no dates."""
    reader = _Reader(layout, lexicon)
    groups = (one for block in blocks for one in _numbered(layout, block))
    undated = (one for one in groups if reader.holds_no_date(one[1]))
    return _best_undated(reader, undated, about, _LEAST_VALUE)


def find_known(
    layout: Layout,
    candidates: list[Candidate],
    blocks: list[Block],
    known: RowsPlace,
    lexicon: Lexicon,
) -> Candidate | None:
    """Give the list in the blocks where the page before had its own, however little it weighs.

    What shows no date, where those rows did, is no list: a script's template, a word of loading.
    """
    joined = (one for one in candidates if _fills(one.group, blocks) and is_like(one.group, known))
    found = next(joined, None)
    if found is None and len(blocks) == 1:
        reader, (block,) = _Reader(layout, lexicon), blocks
        groups = groups_in(layout, block, known)
        read = (reader.read(group, (block.first_block, 0)) for group in groups)
        found = next((candidate for candidate in read if candidate is not None), None)
    return None if found is None or (known.dated and not found.dated) else found


def _fills(group: Group, blocks: list[Block]) -> bool:
    return group.place is blocks[0] and group.end_place is blocks[-1]


_Numbered = tuple[Number, Group]


def _numbered(layout: Layout, block: Block) -> Iterator[_Numbered]:
    for place, group in enumerate(groups_at(layout, block)):
        yield (block.first_block, place), group


def _groups_of(reader: "_Reader", blocks: list[Block], least: float) -> Iterator[_Numbered]:
    """Give the groups of the blocks whose links together may weigh enough."""
    for block in blocks:
        if reader.most_of(block.first_link, block.end_link) * MOST_FACTOR >= least:
            yield from _numbered(reader.layout, block)


def _best_undated(
    reader: "_Reader", groups: Iterable[_Numbered], about: Surroundings, least: float
) -> Candidate | None:
    """Read the undated groups that may outweigh what is known, the most promising first."""
    bounded = []
    for number, group in groups:
        most = reader.most_of(group.records[0].first_link, group.records[-1].end_link)
        if most * MOST_FACTOR >= least:
            factor = place_factor(reader.layout, group, about)
            if most * factor >= least:
                bounded.append((most * factor, factor, number, group))
    best: Candidate | None = None
    for most, factor, number, group in sorted(bounded, key=lambda bound: (-bound[0], bound[2])):
        if most < least:
            break
        candidate = reader.read(group, number)
        if candidate is None or candidate.weight < _LEAST_WEIGHT:
            continue
        candidate.value = candidate.weight * factor
        earlier = best is None or number < best.number
        if candidate.value > least or (candidate.value == least and earlier):
            least, best = candidate.value, candidate
    return best


class _Run:
    """Takes the groups in order, and joins the parts of a list that a template split."""

    def __init__(self, reader: "_Reader") -> None:
        self.found: list[Candidate] = []
        self.undated: list[_Numbered] = []
        self._reader = reader
        self._last: dict[tuple[str, ...], Candidate] = {}

    def take(self, group: Group, number: Number) -> None:
        if self._reader.holds_no_date(group) and not self._reader.is_under_day(group):
            self.undated.append((number, group))
            return
        candidate = self._reader.read(group, number)
        if candidate is None:
            return
        last = self._last_dated(group, number) if candidate.dated else None
        if last is not None:
            last.group.take(group)
            last.rows.extend(candidate.rows)
            last.weight += candidate.weight
            last.last = number
        else:
            self._last[group.shape] = candidate
            self.found.append(candidate)

    def _last_dated(self, group: Group, number: Number) -> Candidate | None:
        """Give the list that this dated group goes on with, where no other list came between."""
        last = self._last.get(group.shape)
        if last is None or not last.dated:
            return None
        if not continues(self._reader.layout, last.group, group):
            return None
        between = self._between(group.shape, last.last, number)
        return last if all(self._reader.read(one, number) is None for one in between) else None

    def _between(self, shape: tuple[str, ...], after: Number, before: Number) -> Iterator[Group]:
        """Give the undated groups of a shape that stand between two groups."""
        layout = self._reader.layout
        for block in layout.blocks[after[0] : before[0] + 1]:
            for number, group in _numbered(layout, block) if block.tag == shape[0] else ():
                inside = after < number < before and group.shape == shape
                if inside and self._reader.holds_no_date(group):
                    yield group


class _Reader:
    """Reads groups, each record once however many groups it is in."""

    def __init__(self, layout: Layout, lexicon: Lexicon) -> None:
        self.layout = layout
        self._lexicon = lexicon
        self._rows: dict[tuple[int, int, int], Row | None] = {}
        self._dated = dated_pieces(layout)
        self._days = DayHeadings(layout, lexicon.date_words)
        weights = (most_undated(anchor) for anchor in layout.anchors)
        self._weights = list(accumulate(weights, initial=0.0))

    def is_undated(self, first: int, end: int) -> bool:
        """Tell whether no piece of text in a range holds anything that a date is made of."""
        place = bisect_left(self._dated, first)
        return place == len(self._dated) or self._dated[place] >= end

    def is_under_day(self, part: Block | Group) -> bool:
        """Tell whether a day heads a block or a group."""
        return self._days.over(part.first_text) is not None

    def holds_no_date(self, group: Group) -> bool:
        """Tell whether no row of a group can be dated."""
        end = max(record.end_text for record in group.records)
        return self.is_undated(group.first_text, end)

    def most_of(self, first: int, end: int) -> float:
        """Give what undated rows of these links can weigh at most: each has its title from one."""
        return (self._weights[end] - self._weights[first]) * _ROUNDING

    def read(self, group: Group, number: Number) -> Candidate | None:
        read = [self._row(record) for record in group.records]
        rows = self._days.lend([row for row in read if row is not None])
        rows = _alike(rows)
        if not rows or not self._is_mostly_rows(group, len(rows)):
            return None
        weight = sum(value_of(row, by_address=_has_address_date(row)) for row in rows)
        return Candidate(group, rows, weight, number, number) if weight > 0 else None

    def _is_mostly_rows(self, group: Group, rows: int) -> bool:
        """Tell whether most records are rows, the head of a table and its pager left aside."""
        if rows >= _LEAST_SHARE * len(group.records):
            return True
        words = self._lexicon.list_words
        head, *others = group.records
        frame = [one for one in others if is_pager(self.layout, one, words)]
        headed = is_head(self.layout, head.head)
        return rows >= _LEAST_SHARE * (len(group.records) - len(frame) - headed)

    def _row(self, record: Record) -> Row | None:
        key = (record.first_text, record.end_text, record.head.first_link)
        if key not in self._rows:
            words, dates = self._lexicon.list_words, self._lexicon.date_words
            self._rows[key] = read_row(self.layout, record, words, dates)
        return self._rows[key]


def _alike(rows: list[Row]) -> list[Row]:
    """Drop the headings of a dated list, rows without a date that lead nowhere, and the footer."""
    rows = [row for row in rows if not _is_foot(row.record.head)] or rows
    dated = sum(1 for row in rows if row.spots)
    linked = sum(1 for row in rows if row.anchor)
    if dated < _MOSTLY * len(rows):
        return [row for row in rows if row.anchor]
    if linked < _MOSTLY * len(rows):
        return [row for row in rows if row.spots]
    return [row for row in rows if row.spots or row.anchor]


def _is_foot(head: Block) -> bool:
    """Tell the page's footer beside rows that stand in nothing but the body."""
    return head.tag == "footer" or _FOOT.search(head.hints) is not None


def _has_address_date(row: Row) -> bool:
    return not row.spots and row.anchor is not None and is_dated_address(row.anchor.href)
