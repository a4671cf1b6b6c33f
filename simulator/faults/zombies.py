"""Zombie nuance (Z-…): sites and columns that are dormant, empty, or only look so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from html import escape
from random import Random

from simulator.families import FAMILIES
from simulator.fault import Columns, Fault
from simulator.faults.aged import aged, ending_on
from simulator.faults.places import is_html, last_of
from simulator.judge import Verdict
from simulator.model import Column, ColumnClass, Form, Page, Reply, Request, Site
from simulator.windows import window_start

LANE = "dates"

_K = ColumnClass
_EMPTIED = {_K.NOTICE: 1, _K.POLICY: 1, _K.STAFF: 1, _K.PLAN: 1, _K.SURVEY: 1, _K.INTERVIEW: 1}
_SEVEN = {_K.NEWS: 2, _K.NOTICE: 2, _K.POLICY: 3}
_FIVE = {_K.NOTICE: 2, _K.POLICY: 3}
_BENEATH = {_K.NOTICE: 1, _K.POLICY: 2}
_FOUR_OTHERS = {_K.NEWS: 1, _K.NOTICE: 1, _K.POLICY: 2}
_EDGES = (-2, -1, 1, 2)
"""Days between the limit and the newest item; a negative number is outside."""
_ARCHIVES = ("防汛抗旱", "禁毒宣传", "创建文明县城", "两会", "党史学习", "往期")
_PLACE = '<div class="main"><h2>'
_TEMPLATE = '<div class="nodata" style="display:none">暂无内容</div>'
LONGEST_PAGE = 30
"""Rows of a page at most; a family that writes all rows into one file has them further down."""
_COPIED_DAYS = 3
_HOMES = {"/", "/index.html"}
_FOOT = '<div class="footer">'
_SHOWN_LETTERS = 5
_BY_DATES = frozenset({"V3a", "V3b", "B2.2", "W4.1", "W4.2", "P5.2", "P7"})
_REVIEW = ("NEEDS_PERSON", "UNDETERMINED")


def _empty(columns: Columns, _site: Site) -> Columns:
    return last_of(columns, _EMPTIED, emptied)


def emptied(column: Column) -> Column:
    """Give the column without an item, as one that the home page does not show."""
    return replace(column, form=Form.EMPTY, items=(), coming=(), home=False)


def _edge(columns: Columns, site: Site) -> Columns:
    place = next(n for n, column in enumerate(columns) if column.kind is _K.POLICY)
    start = window_start(_K.POLICY, site.as_of) or site.as_of
    newest = start + timedelta(days=_EDGES[site.number % len(_EDGES)])
    return [*columns[:place], ending_on(site, columns[place], newest), *columns[place + 1 :]]


def _beneath(columns: Columns, _site: Site) -> Columns:
    """Hang three of five old columns beneath the first column of their class (二级栏目)."""
    first = {kind: _first(columns, kind).number for kind in _BENEATH}
    return last_of(columns, _BENEATH, lambda one: replace(one, under=first[one.kind]))


def _first(columns: Columns, kind: ColumnClass) -> Column:
    return next(column for column in columns if column.kind is kind)


def _external(columns: Columns, _site: Site) -> Columns:
    return last_of(columns, {_K.POLICY: 1}, _leading_away)


def _leading_away(column: Column) -> Column:
    items = tuple(
        replace(item, link=f"http://mp.weixin.test/s/{column.number}{item.number:05d}")
        for item in column.items
    )
    return replace(column, items=items, coming=())


def _one_article(columns: Columns, _site: Site) -> Columns:
    return last_of(
        columns,
        {_K.POLICY: 1},
        lambda one: replace(one, form=Form.SINGLE, items=one.items[:1], coming=()),
    )


def _template(_site: Site, _request: Request, page: Page) -> Page:
    """Let list pages hold the words of an empty list that a script would show."""
    start = page.text.find(_PLACE)
    if start < 0:
        return page
    end = page.text.index("</h2>", start) + len("</h2>")
    return replace(page, text=page.text[:end] + _TEMPLATE + page.text[end:])


def _archives(columns: Columns, site: Site) -> Columns:
    """Add old topics (专题): six hold nothing any more, one holds old items."""
    added = [_archive(site, len(columns) + 1 + place, name) for place, name in enumerate(_ARCHIVES)]
    first = replace(added[0], form=Form.LIST, items=aged(site, added[0], range(900, 1300, 40)))
    empty = replace(added[0], number=len(columns) + 1 + len(added), name="历年专题", slug="lnzt")
    return [*columns, first, *added[1:], empty]


def _archive(site: Site, number: int, name: str) -> Column:
    year = site.as_of.year - 9 + number % 7
    return Column(
        number=number,
        name=f"{year}年{name}专题",
        slug=f"zt{number}",
        kind=_K.TOPIC,
        form=Form.EMPTY,
    )


def _late_hidden(columns: Columns, site: Site) -> Columns:
    return last_of(columns, _FIVE, lambda one: _by_document_order(site, one))


def _by_document_order(site: Site, column: Column) -> Column:
    """Order a list by 成文日期, so that the only new item stands on its second page."""
    size = min(FAMILIES[site.family].page_size, LONGEST_PAGE)
    rng = Random(f"{site.seed}:{site.number}:hidden:{column.number}")
    documents = [240 + 9 * place for place in range(size + 6)]
    ages = [age - rng.randint(0, 20) for age in documents]
    ages[3] = 205  # out of order, so that the first page cannot be taken for the newest
    ages[size + 1] = rng.randint(5, 60)
    items = tuple(
        replace(item, document_date=site.as_of - timedelta(days=age))
        for item, age in zip(aged(site, column, ages), documents, strict=True)
    )
    return replace(column, items=items, coming=())


def _copied(columns: Columns, site: Site) -> Columns:
    return last_of(columns, _FIVE, lambda one: _with_copy(site, one))


def _with_copy(site: Site, column: Column) -> Column:
    """Put an old article on top once more under the date of a few days ago."""
    old = column.items[-1]
    copy = replace(
        old,
        number=max(item.number for item in column.items) + 1,
        published=site.as_of - timedelta(days=_COPIED_DAYS),
        copy_of=old.number,
    )
    return replace(column, items=(copy, *column.items))


def _copies_for_a_person(verdicts: "Mapping[str, Verdict]", _site: Site) -> dict[str, Verdict]:
    """Allow that a person is asked whether a copy is an update."""
    return {
        item: replace(one, also=(*one.also, *_REVIEW)) if item in _BY_DATES else one
        for item, one in verdicts.items()
    }


def _with_letters(site: Site, request: Request, page: Page) -> Page:
    """Show the newest letters on the home page."""
    if request.path not in _HOMES or not is_html(page):
        return page
    family = FAMILIES[site.family]
    box = next(column for column in site.columns if column.kind is _K.CONSULT)
    rows = "".join(
        f'<li><a href="{escape(family.letter_path(box, one))}">{one.title}</a>'
        f"<span>{one.asked:%Y-%m-%d}</span></li>"
        for one in box.letters[:_SHOWN_LETTERS]
    )
    block = f'<div class="block"><h2>来信选登</h2><ul>{rows}</ul></div>\n'
    return replace(page, text=page.text.replace(_FOOT, block + _FOOT, 1))


FAULTS = (
    Fault(
        id="Z-ZOMBIE",
        does="no new item anywhere for two years",
        expected="V2 FAIL, V3a FAIL, V3b FAIL",
        full=True,
        asleep=dict.fromkeys(ColumnClass, 9),
        letters=((Reply.ANSWERED, 760, 1000, 8),),
    ),
    Fault(
        id="Z-LETTERS-ALONE",
        does="no new item anywhere for two years, and new letters on the home page",
        expected="V2 UNDETERMINED: letters publish nothing; V3a FAIL, V3b FAIL",
        full=True,
        asleep=dict.fromkeys(ColumnClass, 9),
        letters=((Reply.ANSWERED, 3, 12, 3),),
        rewrite=_with_letters,
    ),
    Fault(
        id="Z-DORMANT",
        does="five and more stale 动态/通知/政策 columns",
        expected="V3a FAIL, V2 PASS",
        full=True,
        asleep=_SEVEN,
    ),
    Fault(
        id="Z-EDGE",
        does="four stale columns, and one that ends a day or two inside or outside its limit",
        expected="V3a PASS inside, FAIL outside",
        full=True,
        asleep=_FOUR_OTHERS,
        columns=_edge,
    ),
    Fault(
        id="Z-SECOND-LEVEL",
        does="five old 通知/政策 columns, three of them beneath another in the menu",
        expected="V3a FAIL; W4.1 PASS: of these classes it counts 一级栏目 alone",
        full=True,
        asleep=_FIVE,
        columns=_beneath,
    ),
    Fault(
        id="Z-ONLY-EXTERNAL",
        does="five old columns, one of them with rows that lead to other hosts only",
        expected="list links_only; not counted, V3a PASS",
        families=frozenset({"F1", "F10", "F11"}),
        full=True,
        asleep={_K.NEWS: 1, _K.NOTICE: 1, _K.POLICY: 3},
        columns=_external,
    ),
    Fault(
        id="Z-ARTICLE-COLUMN",
        does="five old columns, one of them a single article",
        expected="list single; not counted, V3a PASS",
        full=True,
        asleep={_K.NEWS: 1, _K.NOTICE: 1, _K.POLICY: 3},
        columns=_one_article,
    ),
    Fault(
        id="Z-EMPTY-REAL",
        does="five and more columns say 暂无内容",
        expected="list empty; V3c FAIL after the second visit",
        full=True,
        columns=_empty,
    ),
    Fault(
        id="Z-EMPTY-ADAPTER",
        does="rows come by a script's data; the page hides a 暂无内容 for when there are none",
        expected="V3c PASS: full lists are not empty",
        families=frozenset({"F2", "F5"}),
        full=True,
        rewrite=_template,
    ),
    Fault(
        id="Z-ARCHIVE",
        does="old and empty 专题",
        expected="exempt: V3b and V3c PASS",
        columns=_archives,
    ),
    Fault(
        id="Z-LATE-HIDDEN",
        does="lists in the order of 成文日期, whose new item stands on the second page",
        expected="V3a PASS: an old first page out of order is read on",
        full=True,
        asleep=_FIVE,
        columns=_late_hidden,
    ),
    Fault(
        id="Z-COPY",
        does="five old columns, each with an old article put up again under a new date",
        expected="V3a PASS by the dates; a person may look",
        full=True,
        asleep=_FIVE,
        columns=_copied,
        verdicts=_copies_for_a_person,
    ),
)
