"""Findings and the sheet they fill (评分表)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from schema.types.dates import DateClaim
from schema.types.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a problem (问题): what it is, where it was seen, and under which evidence."""

    title: str
    url: str | None
    at: datetime | None
    evidence: str
    cause: str
    """Key of its cause, the same in the next sweep; places of one cause are one problem."""
    times: int = 1
    """Further places of the same cause are counted here, not listed."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Units of an item: those proved, and those at most; None where nobody can say."""

    proved: int
    upper: int | None

    def __post_init__(self) -> None:
        if self.proved < 0 or (self.upper is not None and self.upper < self.proved):
            raise ValueError(f"no bounds: {self.proved} proved, {self.upper} at most")


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
    units: Bounds | None = None
    """What points are taken for; None in an item that takes none."""
    places: tuple[Place, ...] = ()
    """The proved units one by one, or the causes behind them."""
    listed: tuple[Place, ...] = ()
    """列出未计入: what a person may look at; it is no problem and counts nowhere."""


class SiteResult(StrEnum):
    """What the sheet comes to; 合格 and 不合格 only where both ends of the range agree."""

    QUALIFIED = "合格"
    UNQUALIFIED = "不合格"
    UNDETERMINED = "无法判定"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points of one item: those certain, and those at most; `worst` None: no limit is known."""

    best: Decimal
    worst: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRange:
    """得分: what the site has at best and at worst."""

    best: Decimal
    worst: Decimal


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
    group: str = ""
    points: str = ""
    """扣分标准 in Chinese: 每个扣3分."""
    deduction: Deduction | None = None
    """None in a veto."""
    open_numbers: tuple[str, ...] = ()
    """分值待核: numbers of this row whose source is not certain, with the reason."""


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
    result: SiteResult = SiteResult.UNDETERMINED
    score: ScoreRange | None = None
    """None for a vetoed site, whose other rows are not scored, and in an edition without points."""
    bonus: ScoreRange | None = None
    """加分, where the edition has any; it counts above the edition's line alone."""
    edition_notes: tuple[str, ...] = ()
