"""Dates (D-…): ways to show a publish date, and dates that are none."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from simulator.fault import Columns, Fault
from simulator.faults.places import last_of
from simulator.model import ColumnClass, Dating, Item, Page, Request, Site

LANE = "dates"

FUTURE_DAYS = 35
_BY_DOCUMENT = {ColumnClass.NOTICE: 2, ColumnClass.POLICY: 3}
"""How many old columns of a class show only a 成文日期."""


def _pinned(columns: Columns, _site: Site) -> Columns:
    first = columns[0]
    pin = replace(first.items[-1], pinned=True)
    return [replace(first, items=(pin, *first.items[:-1])), *columns[1:]]


def _future(columns: Columns, site: Site) -> Columns:
    place = next(n for n, column in enumerate(columns) if column.kind is ColumnClass.NOTICE)
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
    return last_of(columns, _BY_DOCUMENT, lambda one: replace(one, dating=Dating.DOCUMENT))


def _regenerated(site: Site, _request: Request, page: Page) -> Page:
    line = f'<div class="footer"><p>更新日期：{site.as_of:%Y-%m-%d}</p>'
    return replace(page, text=page.text.replace('<div class="footer">', line, 1))


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
        id="D-DOC-ONLY",
        does="five columns show nothing but an old 成文日期",
        expected="V3a NEEDS_PERSON",
        full=True,
        asleep={ColumnClass.NOTICE: 2, ColumnClass.POLICY: 3},
        columns=_by_document,
    ),
    Fault(
        id="D-REGEN",
        does="the footer says 更新日期 = today",
        expected="must refresh nothing",
        rewrite=_regenerated,
    ),
    Fault(
        id="D-DETAIL-ONLY",
        does="lists without dates, articles with them",
        expected="newest from the articles",
        columns=partial(_dated, Dating.ARTICLE),
    ),
)
