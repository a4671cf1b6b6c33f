"""Findings and the sheet they fill (评分表)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schema.types.dates import DateClaim
from schema.types.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Verdict of one check on one item of the sheet."""

    item: str
    verdict: Verdict
    reason: str
    """A short word for machines, e.g. `needs_week_of_visits`."""
    explanation: str
    """One Chinese sentence for the sheet."""
    measure: dict[str, int | float | str | None]
    """The figures the verdict rests on: proved, upper, threshold, window …"""
    evidence: tuple[str, ...]
    """Ids of the evidence rows."""


class ColumnState(StrEnum):
    """State of a column in one sweep (vocabulary §8)."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ZOMBIE = "zombie"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    BROKEN = "broken"
    PARENT = "parent"
    SINGLE = "single"
    LINKS_ONLY = "links_only"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column on the sheet; `state` None where nothing proves one."""

    name: str
    url: str
    column_class: str
    list_state: str
    rows: int
    newest: DateClaim | None
    state: ColumnState | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One line of the sheet."""

    id: str
    name: str
    kind: str
    rule: str
    """The rule's words, as the edition prints them."""
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """评分表 of one site in one edition at one time."""

    url: str
    site_name: str
    site_code: str | None
    edition: str
    edition_name: str
    edition_digest: str
    as_of: datetime
    items: tuple[SheetItem, ...]
    columns: tuple[ColumnLine, ...]
    vetoed: bool
    """True where a veto item FAILs."""
    open_vetoes: tuple[str, ...]
    """Veto items that are neither PASS, FAIL nor NOT_APPLICABLE."""
