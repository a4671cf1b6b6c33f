"""Nouns of the made-up province: what is drawn first, and what pages may only read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ColumnClass(StrEnum):
    """Class of a column in the register (一级分类)."""

    NEWS = "动态要闻"
    NOTICE = "通知公告"
    POLICY = "政策文件"
    STAFF = "人事信息"
    PLAN = "规划计划"
    ORGANS = "机构职能"
    CONSULT = "政务咨询"
    SURVEY = "调查征集"
    INTERVIEW = "在线访谈"
    TOPIC = "专题"
    OTHER = "其他"


class Form(StrEnum):
    """What stands at a column's address."""

    LIST = "list"
    EMPTY = "empty"
    SINGLE = "single"
    MAILBOX = "mailbox"
    PARENT = "parent"
    SOFT_404 = "soft_404"


class Dating(StrEnum):
    """Where a column's items show their publish date."""

    LIST = "list"
    YEARLESS = "yearless"
    ARTICLE = "article"
    DOCUMENT = "document"


class Reply(StrEnum):
    """What a letter's own page shows."""

    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    WORKING = "working"
    WAITING = "waiting"


LetterRows = tuple[tuple[Reply, int, int, int], ...]
"""Kinds of letters: reply, youngest and oldest age in days, how many."""


class DatePlace(StrEnum):
    """Where a list row puts its date."""

    BEFORE = "before"
    AFTER = "after"
    INSIDE = "inside"


class Robots(StrEnum):
    """What `/robots.txt` says."""

    NONE = "none"
    OPEN = "open"
    DELAY = "delay"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of a column; `document_date` is the 成文日期, never later than `published`."""

    number: int
    title: str
    published: date
    document_date: date
    pinned: bool = False
    shown: date | None = None
    """The first day on which the item stands in its list; None: on the day of its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One public letter of a mailbox."""

    number: int
    title: str
    asked: date
    replied: date | None
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column (栏目) with all that it holds; items stand in list order.

    `child` is the number of the column that a parent column leads to.
    """

    number: int
    name: str
    slug: str
    kind: ColumnClass
    form: Form
    dating: Dating = Dating.LIST
    home: bool = False
    registered: bool = True
    items: tuple[Item, ...] = ()
    coming: tuple[Item, ...] = ()
    """Items of the days after the first one, the next first."""
    letters: tuple[Letter, ...] = ()
    child: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """The looks of one site, drawn once."""

    date_place: DatePlace
    date_format: str
    cards: bool
    truncated: bool
    clock_as_text: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Site:
    """One website of the province; equal only to itself, so that it is a cheap cache key."""

    number: int
    host: str
    name: str
    unit: str
    county: str
    code: str
    icp: str
    family: str
    is_portal: bool
    skin: Skin
    robots: Robots
    faults: frozenset[str]
    columns: tuple[Column, ...]
    seed: int
    as_of: date
    secure: bool = False
    """The registered address is https."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with the headers that matter, names in lower case."""

    method: str = "GET"
    path: str
    query: str = ""
    headers: Mapping[str, str]
    secure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How an answer goes over the wire; seconds are multiplied by the latency scale."""

    wait: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    stall_after: int | None = None
    """Bytes of the body after which nothing comes any more."""
    reset_after: int | None = None
    """Bytes of the body after which the connection is reset."""

    @property
    def is_prompt(self) -> bool:
        """Tell whether the answer goes out at once and whole."""
        return self == PROMPT


PROMPT = Delivery()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is served under one address; without a `charset` of its own the site's one holds."""

    text: str
    media_type: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    body: bytes | None = None
    """The bytes as they are sent, in place of the encoded text."""
    delivery: Delivery = PROMPT
