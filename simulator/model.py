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
    GUIDE = "办事指南"
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
    OFFSITE = "offsite"
    """A mailbox whose letters stand on another host."""


class Sight(StrEnum):
    """Where a visitor without JavaScript finds a column's rows."""

    PLAIN = "plain"
    ELSEWHERE = "elsewhere"
    """At an address that the page names by its family."""
    PRINTED = "printed"
    """In a script of the page: some auditors read it."""
    SHELL = "shell"
    """Behind a script that nobody need follow."""


class Dating(StrEnum):
    """Where a column's items show their publish date."""

    LIST = "list"
    YEARLESS = "yearless"
    TWO_DIGIT = "two_digit"
    NUMERAL = "numeral"
    """二〇二六年十一月二十日, in lists and articles, and no other date."""
    MONTH = "month"
    """2026年11月, in lists and articles, and no other date."""
    ARTICLE = "article"
    DOCUMENT = "document"


class Reply(StrEnum):
    """What a letter's own page shows."""

    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    WORKING = "working"
    WAITING = "waiting"
    HOLLOW = "hollow"
    """A word of having answered (已办结), and no answer."""
    PRIVATE = "private"
    """What became of it is shown to its writer alone."""


LetterRows = tuple[tuple[Reply, int, int, int], ...]
"""Kinds of letters: reply, youngest and oldest age in days, how many."""


class Visibility(StrEnum):
    """What a mailbox's list shows of each letter beside its title."""

    BOTH = "status and dates"
    ASKED = "asked date"
    REPLIED = "reply date"
    NOTHING = "nothing"


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
class Activity:
    """The days of a 调查征集, or the day of an 访谈; `result` is the day of its outcome's notice.

    For an interview it is the day on which the record (访谈实录) was put up.
    """

    start: date
    end: date
    result: date | None


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
    listed: date | None = None
    """The date that the list shows, where it is not the article's own."""
    filed: date | None = None
    """The date in the article's address, where it is not that of publishing."""
    link: str | None = None
    """The address on another host that the row leads to."""
    copy_of: int | None = None
    """The number of the item whose text this one repeats."""

    @property
    def day_in_path(self) -> date:
        """Give the date that the article's address names, where its family names one."""
        return self.filed or self.published

    activity: Activity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One public letter of a mailbox."""

    number: int
    title: str
    asked: date
    replied: date | None
    reply: Reply
    listed: Reply | None = None
    """What the list says of it, where that is not what its own page shows."""


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
    engine: str = "I5"
    """The interaction engine of a mailbox."""
    visibility: Visibility = Visibility.BOTH
    child: int | None = None
    under: int | None = None
    """The number of the column beneath which it stands in the menu (二级栏目); None: of the first
    level (一级栏目)."""


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
    seen: int = 1
    """Requests that the site saw in the last minute, this one too."""


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
    filling: int = 0
    """Blanks that follow the body, as many bytes, made while they are sent."""

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
