"""A register file as read: sites, columns, and the rows that could not be taken."""

from dataclasses import dataclass

from schema.types.column import Column
from schema.types.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands: file, sheet (None in a CSV) and row number as a person counts it."""

    file: str
    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that was not taken, and why; `column` is the heading of the offending cell."""

    place: Place
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something odd about a row that was taken all the same (an outlying code, say)."""

    place: Place
    column: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One row of 《政府网站基本信息表》; the site's id is None."""

    place: Place
    site: Site
    stated: frozenset[str] | None = None
    """Fields of the site whose cells are filled; None when the row states all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One row of 《政府网站栏目(系统)基本信息表》, with what names its site."""

    place: Place
    site_code: str | None
    site_name: str | None
    column: Column
    stated: frozenset[str] | None = None
    """Fields of the column whose cells are filled; None when the row states all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """Everything that one file holds."""

    sites: tuple[SiteRow, ...] = ()
    columns: tuple[ColumnRow, ...] = ()
    rejects: tuple[Reject, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; importing the same file again leaves everything `unchanged`."""

    sites_added: int
    sites_changed: int
    sites_unchanged: int
    columns_added: int
    columns_changed: int
    columns_unchanged: int
    changes: tuple[str, ...]
    """One sentence a changed cell, so that nothing is overwritten silently."""
    rejects: tuple[Reject, ...]
    remarks: tuple[Remark, ...]
