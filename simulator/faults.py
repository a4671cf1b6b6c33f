"""The faults of the province: what each does and which words an auditor is expected to say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault with its expected word (`vocabulary.md`)."""

    id: str
    does: str
    expected: str


_ROWS = (
    ("A-REFUSED", "every connection is answered with RST", "visit failed"),
    ("A-DNS-NX", "the registered name does not exist", "visit failed"),
    ("A-TIMEOUT-CONNECT", "accepts, reads and never answers", "visit failed"),
    ("A-5XX", "500 on every address", "visit failed"),
    (
        "S-521",
        "a Jiasule-like shield answers 521",
        "visit undetermined, challenge",
    ),
    ("S-412", "a River-like shield (瑞数) answers 412", "visit undetermined, challenge"),
    ("E-MAINT-200", "网站维护中 with status 200 everywhere", "visit undetermined, maintenance"),
    ("X-JS-SHELL", "the home page is an empty div and a bundle", "visit opened, js_required"),
    ("Z-ZOMBIE", "no new item anywhere for two years", "V2 FAIL, V3a FAIL, V3b FAIL"),
    ("D-REGEN", "the footer says 更新日期 = today", "must refresh nothing"),
    ("Z-DORMANT", "five and more stale 动态/通知/政策 columns", "V3a FAIL, V2 PASS"),
    ("Z-EMPTY", "five and more columns say 暂无内容", "list empty; V3c UNDETERMINED"),
    ("E-SOFT404", "a column answers 200 您访问的页面不存在", "column broken, not empty"),
    ("D-YEARLESS", "lists show [11-14]", "dates read with the article's year"),
    ("D-DOC-ONLY", "five columns show nothing but an old 成文日期", "V3a NEEDS_PERSON"),
    ("X-CALENDAR", "a calendar that links on without end", "crawl stays within its budget"),
    ("C-GBK-NOHEADER", "GBK bytes, no charset in header or meta", "titles read right"),
    ("C-META-LIES", "meta says gb2312, the body is UTF-8", "titles read right"),
    ("D-PINNED", "an old item is pinned on top of a fresh list", "newest = largest date"),
    ("D-FUTURE", "an item dated weeks ahead", "ignored as an update"),
    ("D-DETAIL-ONLY", "lists without dates, articles with them", "newest from the articles"),
    ("X-PARENT", "a column is a meta refresh to its child", "list parent"),
    ("R-UNANSWERED", "letters without a reply for 4-11 months", "V5 NEEDS_PERSON after one visit"),
    ("R-ACK-ONLY", "letters answered by an acknowledgement only", "V5 NEEDS_PERSON"),
)
FAULTS = {row[0]: Fault(id=row[0], does=row[1], expected=row[2]) for row in _ROWS}

#: Faults that keep every page of the site from being read.
UNREADABLE = frozenset(
    {"A-REFUSED", "A-DNS-NX", "A-TIMEOUT-CONNECT", "A-5XX", "S-521", "S-412", "E-MAINT-200"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Faults that share one site without touching each other's item, and the family they need."""

    faults: frozenset[str]
    family: str | None = None


def _bundle(*faults: str, family: str | None = None) -> Bundle:
    return Bundle(faults=frozenset(faults), family=family)


#: Fourteen sites of twenty-four.
SMALL_WORLD = (
    *(_bundle(fault) for fault in sorted(UNREADABLE)),
    _bundle("X-JS-SHELL", family="F4"),
    _bundle("Z-ZOMBIE", "D-REGEN"),
    _bundle("Z-DORMANT", "R-UNANSWERED"),
    _bundle("Z-EMPTY", "E-SOFT404", "D-YEARLESS"),
    _bundle("D-DOC-ONLY", "X-CALENDAR", "C-GBK-NOHEADER", family="F10"),
    _bundle("D-PINNED", "D-FUTURE", "C-META-LIES", family="F1"),
    _bundle("D-DETAIL-ONLY", "X-PARENT", "R-ACK-ONLY", family="F4"),
)
_ALONE_IN = {"D-DOC-ONLY": "F10", "C-GBK-NOHEADER": "F11", "C-META-LIES": "F1"}
#: Twenty-four sites of forty-eight: every fault alone.
LARGE_WORLD = tuple(_bundle(fault, family=_ALONE_IN.get(fault)) for fault in FAULTS)
SMALL_BLOCK, LARGE_BLOCK = 24, 48
