"""Content (L-…): dead and foreign links, unfinished texts, wrong forms; none touches a veto."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import parse_qsl

from simulator.facts import SiteFacts
from simulator.families import FAMILIES
from simulator.fault import Columns, Fault
from simulator.faults.aged import aged
from simulator.faults.places import is_html, last_of
from simulator.guides import SYSTEM
from simulator.model import Column, ColumnClass, Form, Item, Page, Request, Site
from simulator.pages import not_found

LANE = "content"

DEAD = ("/zt/2019/gone.html", "/upload/files/lost.doc", "/images/lost.jpg")
"""A page, a file and a picture that are not there."""
FOREIGN = "http://www.yule-moni.test/"
WRONG_PHONE = "0000-00000000"
_HOMES = {"/", "/index.html"}
_FOOT = '<div class="footer">'
_FORMS, _LOST_FORMS = "/upload/bszn/", "/upload/lost/"
_TABLE_END = "</table><p>附件下载"
_PART = re.compile(r"<tr><th>([^<]*)</th><td>[^<]*</td></tr>")
BARE = frozenset({"事项名称", "设定依据", "受理条件", "办理材料", "办理流程", "收费标准"})
"""What guides still say that tell neither where and when to go, nor whom to ask."""
POOR = frozenset({"事项名称", "办理材料", "办理流程"})
"""What guides still say that are hardly more than an article."""
_DEAD_LINKS = (
    f'<div class="links"><a href="{DEAD[0]}">往年专题回顾</a> '
    f'<a href="{DEAD[1]}">表格下载</a><img src="{DEAD[2]}" alt="模拟图片"></div>\n'
)
_FOREIGN_LINK = (
    f'<div class="links"><a href="{FOREIGN}">模拟娱乐城 真人百家乐 注册送彩金</a></div>\n'
)
_UNFINISHED = '<div class="block"><h2>便民提示</h2><p>测试内容 XXX 待更新</p></div>\n'


def _above_the_foot(text: str, _site: Site, request: Request, page: Page) -> Page:
    """Put something on the home page, above its foot."""
    if request.path not in _HOMES or not is_html(page):
        return page
    return replace(page, text=page.text.replace(_FOOT, text + _FOOT, 1))


def _unfinished_titles(columns: Columns, _site: Site) -> Columns:
    """Leave the title of an old item in a list of no veto as it was never meant to be."""
    return last_of(columns, {ColumnClass.SURVEY: 1}, _with_placeholder)


def _with_placeholder(column: Column) -> Column:
    if not column.items:
        return column
    return replace(column, items=(*column.items[:-1], _placeholder(column.items[-1])))


def _placeholder(item: Item) -> Item:
    return replace(item, title="测试标题XXX（待更新）")


def _with_guides(columns: Columns, site: Site) -> Columns:
    """Make sure that there are guides (办事指南)."""
    if any(column.kind is ColumnClass.GUIDE for column in columns):
        return columns
    number = max(column.number for column in columns) + 1
    bare = Column(
        number=number, name="办事指南", slug="bszn", kind=ColumnClass.GUIDE, form=Form.LIST
    )
    return [*columns, replace(bare, items=aged(site, bare, range(20, 200, 40)))]


def _with_six_guides(columns: Columns, site: Site) -> Columns:
    """Let the first column of guides hold six."""
    made = _with_guides(columns, site)
    return [
        replace(one, items=aged(site, one, range(20, 200, 30)), coming=())
        if one.kind is ColumnClass.GUIDE
        else one
        for one in made
    ]


def _guides_of(parts: frozenset[str], _site: Site, _request: Request, page: Page) -> Page:
    """Leave only these parts of a guide."""
    if not is_html(page) or _TABLE_END not in page.text:
        return page
    return replace(page, text=_PART.sub(lambda one: one[0] * (one[1] in parts), page.text))


def _lacking(parts: frozenset[str], facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, guide_parts=parts)


def _without_forms(facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, lost_forms=True)


def _wrong_forms(_site: Site, _request: Request, page: Page) -> Page:
    """Let a guide's forms lead nowhere, and name a telephone that there is not."""
    if not is_html(page) or _TABLE_END not in page.text:
        return page
    phone = f"<tr><th>联系电话</th><td>{WRONG_PHONE}</td></tr>{_TABLE_END}"
    text = page.text.replace(_TABLE_END, phone).replace(_FORMS, _LOST_FORMS)
    return replace(page, text=text)


def _lost(facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, lost_at_home=len(DEAD), lost_inside=1)


def gone_article(site: Site) -> str:
    """Give the address that the last row of a list's first page leads to."""
    family = FAMILIES[site.family]
    column = next(one for one in site.columns if one.kind is ColumnClass.STAFF)
    return family.item_path(site, column, column.items[family.first_rows(column) - 1])


def _gone(site: Site, request: Request, _moment: datetime) -> Page | None:
    path, _, query = gone_article(site).partition("?")
    asked = request.path == path and set(parse_qsl(query)) <= set(parse_qsl(request.query))
    return not_found(site) if asked else None


def _system_down(_site: Site, request: Request, _moment: datetime) -> Page | None:
    """Answer the online system alone with an error of its server."""
    if request.path != SYSTEM:
        return None
    text = "<html><head><title>HTTP 500</title></head><body>java.lang.NullPointerException</body>"
    return Page(text=f"{text}</html>", charset="utf-8", status=500)


def _systems_down(facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, systems_down=True)


FAULTS = (
    Fault(
        id="L-BROKEN",
        does="a page, a file and a picture that the home page names are not there, nor is the "
        "article of a list's last row",
        expected="four dead links after the second visit, one of other pages; no veto",
        answer=_gone,
        rewrite=partial(_above_the_foot, _DEAD_LINKS),
        facts=_lost,
    ),
    Fault(
        id="L-EXTERNAL-BAD",
        does="the home page links to a gambling host",
        expected="a proposal for a person; no veto by the machine",
        rewrite=partial(_above_the_foot, _FOREIGN_LINK),
    ),
    Fault(
        id="L-PLACEHOLDER",
        does="测试, XXX and 待更新 stand on the home page and in a title",
        expected="a proposal for a person; no veto",
        columns=_unfinished_titles,
        rewrite=partial(_above_the_foot, _UNFINISHED),
    ),
    Fault(
        id="L-FORM-PHONE",
        does="guides whose forms lead nowhere and whose telephone is none",
        expected="dead files after the second visit; no veto",
        columns=_with_guides,
        rewrite=_wrong_forms,
        facts=_without_forms,
    ),
    Fault(
        id="L-GUIDE-BARE",
        does="six guides that tell neither where and when to go, nor whom to ask",
        expected="W6 NEEDS_PERSON: every guide lacks four classes of elements",
        columns=_with_six_guides,
        rewrite=partial(_guides_of, BARE),
        facts=partial(_lacking, BARE),
    ),
    Fault(
        id="L-GUIDE-POOR",
        does="six guides of three headings, hardly more than articles; their forms are there",
        expected="W6 NEEDS_PERSON: guides all the same, which lack seven classes of elements",
        columns=_with_six_guides,
        rewrite=partial(_guides_of, POOR),
        facts=partial(_lacking, POOR),
    ),
    Fault(
        id="L-SYSTEM-DOWN",
        does="guides whose online system answers 500",
        expected="dead systems after the second visit; no veto",
        columns=_with_guides,
        answer=_system_down,
        facts=_systems_down,
    ),
)
