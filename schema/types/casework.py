"""People and what they did about findings (人工复核, 申诉, 整改, 抽查): the nouns of casework."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from schema.types.finding import Bounds, Deduction, ScoreRange, SiteResult
from schema.types.ids import SiteId
from schema.types.verdict import Verdict


class Role(StrEnum):
    """What a person is."""

    REVIEWER = "reviewer"
    """复核员."""
    SECOND_REVIEWER = "second_reviewer"
    """二次复核员."""
    OPERATOR = "operator"
    """网站主办单位."""
    OFFICE = "office"
    """组织单位 (办公厅、办公室)."""
    ADMIN = "admin"
    """管理员."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may act; `division` is their province, city, county or unit; empty: all."""

    name: str
    role: Role
    division: str = ""


class Act(StrEnum):
    """What somebody did."""

    ENROL = "enrol"
    """登记人员."""
    CONFIRM = "confirm"
    """认定属实."""
    REJECT = "reject"
    """认定不属实."""
    AMEND = "amend"
    """更正."""
    PUBLISH = "publish"
    """发布单项否决."""
    APPEAL = "appeal"
    """申诉与说明."""
    ACCEPT = "accept"
    """采纳申诉."""
    DISMISS = "dismiss"
    """不采纳申诉."""
    SELF_CHECK = "self_check"
    """导入自查表."""
    FIND = "find"
    """列入整改台账."""
    ISSUE = "issue"
    """下发整改通知."""
    BEGIN = "begin"
    """开始整改."""
    REPORT = "report"
    """报告已整改."""
    KEEP = "keep"
    """复查仍有问题."""
    CLOSE = "close"
    """复查销号."""
    FALSE_ALARM = "false_alarm"
    """误报."""
    EXEMPT = "exempt"
    """豁免."""
    DRAW = "draw"
    """抽样."""
    CHECK = "check"
    """抽查结论."""
    NOTIFY = "notify"
    """发送通知."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Key:
    """What a decision is about, the same in the next sweep; `cause` empty: the whole item."""

    edition: str
    item: str
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log of casework, which is never changed."""

    act: Act
    by: str
    role: Role
    at: datetime
    text: str = ""
    """The reason, the answer, the words of a notice."""
    site_id: SiteId | None = None
    key: Key | None = None
    basis: str = ""
    """Digest of what was seen when it was decided (audit.people.basis)."""
    body: dict[str, Any] = field(default_factory=dict)
    """Further values, by the act."""
    id: int = 0
    """Its number in the log; 0 before it is written."""


class Hold(StrEnum):
    """Whether a decision still stands."""

    IN_FORCE = "in_force"
    REOPENED = "reopened"
    """The page has changed since: somebody must look again."""
    GONE = "gone"
    """What it was about is not on the sheet any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The latest word of people on one finding, or on one place of it."""

    key: Key
    act: Act
    verdict: Verdict | None
    """What they say instead; None: the machine's verdict, affirmed."""
    units: int | None
    reason: str
    by: tuple[str, ...]
    """Everybody who said so on the same basis, the first one first."""
    at: datetime
    basis: str
    entry: int
    until: date | None = None
    """Last day on which it stands though the page is the same; None: only the page counts."""
    public: str = ""
    """What is wrong, in words for the site's office and the public; empty: nothing was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDecision:
    """A decision as it stands before one sheet, and why."""

    decision: Decision
    hold: Hold
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanItem:
    """One row: what the machine says, what it is with the decisions, and why."""

    id: str
    name: str
    kind: str
    machine: Verdict
    verdict: Verdict
    units: Bounds | None
    deduction: Deduction | None
    why: str
    """Empty: no decision changed the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanSheet:
    """What a sheet comes to with the decisions that stand; the machine's stays as it is."""

    items: tuple[HumanItem, ...]
    decisions: tuple[HeldDecision, ...]
    vetoed: bool
    open_vetoes: tuple[str, ...]
    result: SiteResult
    score: ScoreRange | None
    bonus: ScoreRange | None
