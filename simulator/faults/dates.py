"""Dates (D-…): ways to show a publish date, and dates that are none."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from simulator.fault import Columns, Fault
from simulator.faults.aged import ending_on
from simulator.faults.doubts import every_verdict_doubtful
from simulator.faults.places import last_of
from simulator.model import Column, ColumnClass, Dating, Form, Item, Page, Request, Site
from simulator.windows import window_start

LANE = "dates"

FUTURE_DAYS = 35
CONFLICT_DAYS = 60
MIGRATED_DAYS = 5
"""Days since all articles were moved to new addresses."""
_K = ColumnClass
_FIVE = {_K.NOTICE: 2, _K.POLICY: 3}
"""The columns that a fault of five takes."""
_ASLEEP = {_K.NEWS: 2, **_FIVE}
_FOUR_ASLEEP = {_K.NEWS: 1, _K.NOTICE: 1, _K.POLICY: 2}
_STAMP = re.compile(r'(PubDate" content="\d{4}-\d\d-\d\d) \d\d:\d\d')
_DATE_LINE = re.compile(r"((?:时间|日期)：\d{4}-\d\d-\d\d)</span>")
_COUNTER = re.compile(r"阅读：\d+次")
_LEAP_DAY = date(2024, 2, 29)
_NIGHTS = {3: "00:05", 4: "23:59"}
"""Times of day at which another zone's clock has another date, by variant."""
BOUNDARIES = 6


def _pinned(columns: Columns, _site: Site) -> Columns:
    first = columns[0]
    pin = replace(first.items[-1], pinned=True)
    return [replace(first, items=(pin, *first.items[:-1])), *columns[1:]]


def _future(columns: Columns, site: Site) -> Columns:
    place = next(n for n, column in enumerate(columns) if column.kind is _K.NOTICE)
    column = columns[place]
    ahead = Item(
        number=max(item.number for item in column.items) + 1,
        title=f"{site.unit}关于下一阶段服务安排的公告",
        published=site.as_of + timedelta(days=FUTURE_DAYS),
        document_date=site.as_of,
        shown=site.as_of,
    )
    changed = replace(column, items=(ahead, *column.items))
    return [*columns[:place], changed, *columns[place + 1 :]]


def _dated(dating: Dating, columns: Columns, _site: Site) -> Columns:
    return [replace(column, dating=dating) for column in columns]


def _by_document(columns: Columns, _site: Site) -> Columns:
    return last_of(columns, _FIVE, lambda one: replace(one, dating=Dating.DOCUMENT))


def _by_month(columns: Columns, _site: Site) -> Columns:
    """Show five old columns by the month; a month's last day must lie outside the window too."""
    return last_of(columns, _FIVE, lambda one: replace(_moved_back(one, 40), dating=Dating.MONTH))


def _moved_back(column: Column, days: int) -> Column:
    back = timedelta(days=days)
    items = tuple(
        replace(item, published=item.published - back, document_date=item.published - back)
        for item in column.items
    )
    return replace(column, items=items)


def _regenerated(site: Site, _request: Request, page: Page) -> Page:
    line = f'<div class="footer"><p>更新日期：{site.as_of:%Y-%m-%d}</p>'
    return replace(page, text=page.text.replace('<div class="footer">', line, 1))


def _migrated(columns: Columns, site: Site) -> Columns:
    """File every article under the day of the move, and leave the lists without dates."""
    day = site.as_of - timedelta(days=MIGRATED_DAYS)
    return [_filed(column, day) if column.form is Form.LIST else column for column in columns]


def _filed(column: Column, day: date) -> Column:
    items = tuple(
        replace(item, filed=day) if item.published <= day else item for item in column.items
    )
    return replace(column, items=items, dating=Dating.ARTICLE)


def _conflicting(columns: Columns, _site: Site) -> Columns:
    back = timedelta(days=CONFLICT_DAYS)
    return [
        replace(
            column,
            items=tuple(replace(item, listed=item.published - back) for item in column.items),
            coming=tuple(replace(item, listed=item.published - back) for item in column.coming),
        )
        for column in columns
    ]


def _counted(site: Site, _request: Request, page: Page) -> Page:
    """Let counters show numbers that read like this year and like today."""
    counter = f"阅读 {site.as_of.year} 次　浏览：{site.as_of:%Y%m%d}次"
    return replace(page, text=_COUNTER.sub(counter, page.text))


def _boundary(columns: Columns, site: Site) -> Columns:
    """Put the fifth of five columns on the limit, beside it, or on a day of its own."""
    variant = site.number % BOUNDARIES
    start = window_start(_K.POLICY, site.as_of) or site.as_of
    days = {0: start, 1: start - timedelta(days=1), 2: start + timedelta(days=1), 3: start}
    newest = {**days, 4: start - timedelta(days=1), 5: _LEAP_DAY}[variant]
    dating = Dating.ARTICLE if variant in _NIGHTS else Dating.LIST
    place = next(n for n, column in enumerate(columns) if column.kind is _K.POLICY)
    changed = replace(ending_on(site, columns[place], newest), dating=dating)
    return [*columns[:place], changed, *columns[place + 1 :]]


def _at_night(site: Site, _request: Request, page: Page) -> Page:
    """Show the time of day beside the date of an article."""
    clock = _NIGHTS.get(site.number % BOUNDARIES)
    if clock is None:
        return page
    text = _STAMP.sub(rf"\g<1> {clock}", page.text)
    return replace(page, text=_DATE_LINE.sub(rf"\g<1> {clock}</span>", text))


FAULTS = (
    Fault(
        id="D-PINNED",
        does="an old item is pinned on top of a fresh list",
        expected="newest = largest date",
        columns=_pinned,
    ),
    Fault(
        id="D-FUTURE",
        does="an item dated weeks ahead",
        expected="ignored as an update",
        columns=_future,
    ),
    Fault(
        id="D-YEARLESS",
        does="lists show [11-14]",
        expected="dates read with the article's year",
        columns=partial(_dated, Dating.YEARLESS),
    ),
    Fault(
        id="D-2DIGIT",
        does="lists show 26-11-14",
        expected="dates read in this century",
        columns=partial(_dated, Dating.TWO_DIGIT),
    ),
    Fault(
        id="D-CHINESE-NUMERAL",
        does="lists and articles show 二〇二六年十一月十四日",
        expected="dates read",
        families=frozenset({"F1", "F2", "F10", "F11"}),
        columns=partial(_dated, Dating.NUMERAL),
    ),
    Fault(
        id="D-DOC-ONLY",
        does="five columns show nothing but an old 成文日期",
        expected="V3a NEEDS_PERSON",
        full=True,
        asleep=_FIVE,
        columns=_by_document,
    ),
    Fault(
        id="D-REGEN",
        does="the footer says 更新日期 = today",
        expected="must refresh nothing",
        rewrite=_regenerated,
    ),
    Fault(
        id="D-MIGRATED",
        does="all addresses of articles name the day of a move, days ago; five columns are old",
        expected="V3a FAIL: an address refreshes nothing",
        families=frozenset({"F1", "F2", "F11"}),
        full=True,
        asleep=_ASLEEP,
        columns=_migrated,
    ),
    Fault(
        id="D-MONTH-ONLY",
        does="five old columns show 2026年3月 and no day",
        expected="V3a NEEDS_PERSON",
        families=frozenset({"F10"}),
        full=True,
        asleep=_FIVE,
        columns=_by_month,
    ),
    Fault(
        id="D-DETAIL-ONLY",
        does="lists without dates, articles with them",
        expected="newest from the articles",
        columns=partial(_dated, Dating.ARTICLE),
    ),
    Fault(
        id="D-CONFLICT",
        does="lists show a day 60 days before that of the article",
        expected="the article's labelled date decides; an abstention is as right, FAIL is not",
        families=frozenset({"F1", "F2", "F10", "F11"}),
        columns=_conflicting,
        verdicts=every_verdict_doubtful,
    ),
    Fault(
        id="D-COUNTER",
        does="five columns are old, and counters show 2026 and 20261123",
        expected="V3a FAIL: a counter refreshes nothing",
        full=True,
        asleep=_ASLEEP,
        rewrite=_counted,
    ),
    Fault(
        id="D-BOUNDARY",
        does="four columns are old; a fifth ends on the limit, a day beside it or on 29 Feb",
        expected="V3a PASS on the limit and inside it, FAIL a day outside",
        full=True,
        asleep=_FOUR_ASLEEP,
        columns=_boundary,
        rewrite=_at_night,
    ),
)
