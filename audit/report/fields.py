"""The columns of exported tables: their headings, and what the data dictionary says of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.cells import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column; `width` in characters of Latin text, `source` says where its value comes from."""

    head: str
    width: int
    meaning: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table that is exported: its title and its columns."""

    title: str
    fields: tuple[Field, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """Give the headings."""
        return tuple(field.head for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its rows; each row has one value a column."""

    shape: TableShape
    rows: Sequence[Sequence[Value]]
