"""Which items of a sheet a row of a self-check (自查表) is about: all that it says, or none.

A row of which any part is not understood is about no item: what it says might be the answer to
another question, and would be held against the office that gave it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.people.self_check_rows import SelfRow, folded, plain
from schema.types.casework_words import SelfCheckWords
from schema.types.finding import SheetItem

_NUMBERED = re.compile(r"^(.*?)\((\d+)\)$")
_ID = re.compile(r"^[a-z]\d+[a-z]?(?:\.\d+)*")

Items = frozenset[str]
NOTHING: Items = frozenset()


@dataclass(frozen=True, slots=True)
class _Named:
    """The parts of an item's name: 栏目不更新 | 1 | 规定时限内未更新."""

    id: str
    full: str
    head: str
    number: str
    tail: str
    rule: str


class Reader:
    """Tells which items of one sheet a row names."""

    def __init__(self, items: Iterable[SheetItem], words: SelfCheckWords) -> None:
        self._named = tuple(_parts(one) for one in items)
        self._heads = {
            plain(said): plain(head) for head, spelled in words.names.items() for said in spelled
        }
        self._points = {
            plain(head): {plain(tail): {plain(one) for one in said} for tail, said in tails.items()}
            for head, tails in words.points.items()
        }
        self._whole = {
            plain(head): {plain(one) for one in spelled} for head, spelled in words.whole.items()
        }

    def of_rows(self, rows: Sequence[SelfRow]) -> Mapping[int, Items]:
        """Give for each row, by its place in the list, the items that it names."""
        rows_of = Counter(plain(row.name) for row in rows)
        return {
            at: self._of_row(row, alone=rows_of[plain(row.name)] == 1)
            for at, row in enumerate(rows)
        }

    def _of_row(self, row: SelfRow, *, alone: bool) -> Items:
        """Give what it names; without 考察点 it is its own 二级指标, if that has but one row."""
        if row.flaw:
            return NOTHING
        name, point = plain(row.name), plain(row.point)
        under = self._by_name(name)
        if not folded(row.point):
            return under if row.own_name and (alone or len(under) == 1) else NOTHING
        if name and not under:
            return self._by_full_name(point)
        if here := self._by_point(point, folded(row.point), under):
            return here
        said = self._by_name(point) or self._by_id(point, under)
        return said if not name or said <= under else NOTHING

    def _by_name(self, text: str) -> Items:
        """Give the items of a 二级指标, or the one whose id or name stands in its place."""
        text = self._heads.get(text, text)
        exact = {one.id for one in self._named if text in {folded(one.id), one.full}}
        heads = {one.id for one in self._named if text in {one.head, f"{one.head}({one.number})"}}
        return frozenset(exact or heads) if text else NOTHING

    def _by_full_name(self, text: str) -> Items:
        return frozenset(one.id for one in self._named if text == one.full)

    def _by_point(self, text: str, as_written: str, under: Items) -> Items:
        """Give the items under a 二级指标 whose 考察点 is written so."""
        mine = [one for one in self._named if one.id in under]
        if any(text in self._whole.get(one.head, ()) for one in mine):
            return under
        number = as_written.strip("().、,")
        return frozenset(
            one.id
            for one in mine
            if (text and text in {one.tail, one.rule, f"{one.head}{one.tail}"})
            or text in self._points.get(one.head, {}).get(one.tail, ())
            or (one.number and number == one.number)
        )

    def _by_id(self, text: str, under: Items) -> Items:
        """Give the item whose id begins a text, where all that follows says the same."""
        found = _ID.match(text)
        if found is None:
            return NOTHING
        item = self._by_name(found[0])
        rest = plain(text[found.end() :].lstrip(".、:-,)"))
        if not rest:
            return item
        return item & (self._by_point(rest, rest, under or item) | self._by_name(rest))


def _parts(item: SheetItem) -> _Named:
    full = plain(item.name)
    head, _, tail = full.partition(":")
    numbered = _NUMBERED.match(head)
    return _Named(
        id=item.id,
        full=full,
        head=numbered[1] if numbered else head,
        number=numbered[2] if numbered else "",
        tail=tail,
        rule=plain(item.rule),
    )
