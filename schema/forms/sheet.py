"""A table as it stands in a file: sheets of numbered rows of cell texts."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that holds anything; columns count from 1, as a person counts them."""

    number: int
    cells: dict[int, str]
    """Never empty texts."""
    flaws: dict[int, str] = field(default_factory=dict)
    """Cells that hold something which cannot be read, and why."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged range; only its first cell holds a value."""

    top: int
    left: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; a text file is one sheet without a name."""

    name: str | None
    rows: tuple[Row, ...]
    date1904: bool = False
    """Whether day numbers count from 1904 instead of 1900."""
    hidden: bool = False
    """A hidden sheet is named, and not read."""


def address(row: int, column: int) -> str:
    """Give the address of a cell as a spreadsheet shows it (B7)."""
    return f"{_letters(column)}{row}"


@cache
def _letters(column: int) -> str:
    """Name a column; the library's function would bring all of openpyxl to every command."""
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def fill_down(rows: Sequence[Row], merges: Iterable[Merge]) -> None:
    """Carry the value of a vertically merged cell down into the rows that it covers."""
    numbers = [row.number for row in rows]
    done: dict[int, int] = {}  # overlapping ranges of a damaged file cost nothing twice
    for merge in sorted(merges, key=lambda one: (one.left, one.top)):
        first = bisect_left(numbers, merge.top)
        if first == len(rows) or numbers[first] != merge.top:
            continue
        value = rows[first].cells.get(merge.left)
        start = max(merge.top + 1, done.get(merge.left, 0) + 1)
        done[merge.left] = max(merge.bottom, start - 1)
        if value is None:
            continue
        for row in rows[bisect_left(numbers, start) :]:
            if row.number > merge.bottom:
                break
            row.cells.setdefault(merge.left, value)
