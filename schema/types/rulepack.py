"""One edition of the scoring sheet as data."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from schema.types.dates import DECIDING, DateSource
from schema.types.visit_table import HOUSE_TABLE, VisitTable

ItemKind = Literal["veto", "deduct", "bonus"]


class Per(StrEnum):
    """What the points of an item are taken for."""

    EACH = "each"
    """Every place of its own: a link, a column, an element."""
    ONCE = "once"
    PERCENT = "percent"
    """Every whole percent."""


class Trait(StrEnum):
    """What a site may be; an item names those that it applies to."""

    PORTAL = "portal"
    OTHER = "other"
    SERVICES = "services"
    """It has services for the public (对外服务职能)."""
    NEW_MEDIA = "new_media"
    """政务新媒体: an account, no website."""
    STATE_COUNCIL = "state_council"
    """国务院部门."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """扣分 or 加分 of an item."""

    n: Decimal
    per: Per


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNumber:
    """A number of the edition whose source is not certain (分值待核), and why."""

    name: str
    """Which one: `points`, `cap`, `params.threshold`, `full`."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleItem:
    """One row of the sheet: which check judges it, with which parameters."""

    id: str
    name: str
    kind: ItemKind
    rule: str
    """The rule's sense in the sheet's terms."""
    source: str
    check: str
    params: dict[str, Any]
    group: str = ""
    """一级指标: the name of its group; empty: none."""
    indicator: str = ""
    """二级指标, where several items share one and its points limit them together."""
    points: Points | None = None
    cap: Decimal | None = None
    """Most that the item deducts or gives; None: no limit of its own."""
    applies: frozenset[Trait] = frozenset()
    """Sites with one of these traits; empty: every site."""
    open: tuple[OpenNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """一级指标, or one indicator in it; `full` caps what is deducted inside it."""

    name: str
    full: Decimal | None = None
    open: tuple[OpenNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How points become a score; None in an edition that only vetoes."""

    full: Decimal
    pass_mark: Decimal
    """A score below it fails; the mark itself passes."""
    bonus_above: Decimal | None = None
    """Only a score above it gets bonus points; None: there are none."""
    rescaled: tuple[str, ...] = ()
    """Groups that are left out where none of their items applies: the rest is scaled up to full."""
    rescaled_for: frozenset[Trait] = frozenset()
    """Sites for which that is done, those with one of these traits; empty: every site."""
    scored_for: frozenset[Trait] = frozenset()
    """Sites that get a score, those with one of these traits; of others the vetoes alone are
    checked. Empty: every site."""
    open: tuple[OpenNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateItems:
    """The items that tell a site's state over time (vocabulary §8)."""

    no_update: str
    """网站不更新."""
    stale: tuple[str, ...]
    """栏目不更新."""
    zombie_gap_days: int = 14
    """Days between the first and the last sweep without an update that make a site a zombie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnStates:
    """What tells the state of a column (栏目状态); defaults of vocabulary §5, §8 and §9."""

    gap_hours: int = 4
    """Hours between the two visits that prove an empty, a broken or a zombie column."""
    zombie_windows: int = 2
    """A zombie (僵尸) shows nothing newer than so many windows ago,"""
    zombie_least_days: int = 365
    """and nothing newer than so many days ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLimits:
    """From where on something is a sign of a forged date; defaults of interpretation-notes §4."""

    grace_days: int = 2
    """An item may be dated so many days before it is put up: drafts wait for approval."""
    bulk_items: int = 20
    """Items of one minute, or put up at once under days long past, that are a catching up."""
    redated_days: int = 30
    """An item that was seen so many days before the day that it claims was given a new one."""
    repeated_days: int = 30
    """A text under a day so many days after its first one is no correction, and in no second list:
    it was put up anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A scoring edition (指标版本)."""

    edition: str
    name: str
    source: str
    digest: str
    """sha256 of the edition's files: two runs with one digest used the same rules."""
    texts: tuple[str, ...]
    """Its own file, then those of its bases."""
    windows: dict[str, Any]
    """Column class → window, for the classes that have one."""
    items: tuple[RuleItem, ...]
    groups: tuple[Group, ...] = ()
    indicators: tuple[Group, ...] = ()
    scale: Scale | None = None
    states: StateItems | None = None
    """None: this edition tells no state."""
    column_states: ColumnStates = field(default_factory=ColumnStates)
    signs: SignLimits = field(default_factory=SignLimits)
    visits: VisitTable = HOUSE_TABLE
    """What a visit counts for."""
    trusted_dates: frozenset[DateSource] = DECIDING
    """Sources of dates that may prove a column old."""
    base: str | None = None
    """The edition that this one overrides (省级版本)."""
    root: str = ""
    """The edition that it is based on in the end; itself where it has no base."""
    notes: tuple[str, ...] = field(default=())
    """Sentences of the edition for the sheet's page 说明."""
