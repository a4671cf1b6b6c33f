"""Structure (X-…): pages built in ways that trap or blind a crawler."""

from dataclasses import replace
from datetime import datetime

from simulator.chrome import document
from simulator.fault import Columns, Fault, Hides, Visit
from simulator.faults.places import inner_list
from simulator.model import Form, Page, Request, Site
from simulator.pages import not_found

LANE = "form"

_MONTHS = 12
_LAST_YEAR = 9_999
_HOMES = {"/", "/index.html"}


def _shell(site: Site, request: Request, _moment: datetime) -> Page | None:
    if request.path not in _HOMES:
        return None
    return Page(
        charset="utf-8",
        text=f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{site.name}</title></head>"
        '<body><div id="app"></div><!-- 模拟网站 --><script src="/static/js/app.7f3c.js"></script>'
        "</body></html>",
    )


def _parent(columns: Columns, _site: Site) -> Columns:
    """Move a column's items into a child that is not registered."""
    place = inner_list(columns)
    column = columns[place]
    number = len(columns) + 1
    child = replace(
        column, number=number, name=f"县级{column.name}", slug=f"xj{column.slug}", registered=False
    )
    parent = replace(column, form=Form.PARENT, items=(), child=number)
    return [*columns[:place], parent, *columns[place + 1 :], child]


def _calendar_link(site: Site, _request: Request, page: Page) -> Page:
    link = f'<li><a href="/rili/{site.as_of:%Y/%m}/">工作日历</a></li></ul></div>\n'
    return replace(page, text=page.text.replace("</ul></div>\n", link, 1))


def _calendar(site: Site, request: Request, _moment: datetime) -> Page | None:
    """Make a month that links on to its neighbours without end."""
    if not request.path.startswith("/rili/"):
        return None
    parts = [part for part in request.path.split("/")[2:] if part]
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts[:2]):  # noqa: PLR2004
        return not_found(site)
    year, month = int(parts[0][:4]) % _LAST_YEAR, int(parts[1][:2])
    index = year * _MONTHS + month - 1
    links = "".join(
        f'<a href="/rili/{other // _MONTHS}/{other % _MONTHS + 1:02d}/">{label}</a> '
        for other, label in ((index - 1, "上月"), (index + 1, "下月"))
    )
    days = "".join(
        f'<a href="/rili/{year}/{month:02d}/{day:02d}/">{day}</a> ' for day in range(1, 29)
    )
    return document(site, f"工作日历 {year}年{month}月", f'<div class="rili">{links}{days}</div>')


FAULTS = (
    Fault(
        id="X-JS-SHELL",
        does="the home page is an empty div and a bundle",
        expected="visit opened, js_required",
        visit=Visit(page_class="js_required"),
        hides=Hides.HOME,
        families=frozenset({"F4"}),
        answer=_shell,
    ),
    Fault(
        id="X-PARENT-REFRESH",
        does="a column is a meta refresh to its child",
        expected="list parent",
        columns=_parent,
    ),
    Fault(
        id="X-INFINITE-CALENDAR",
        does="a calendar that links on without end",
        expected="crawl stays within its budget",
        answer=_calendar,
        rewrite=_calendar_link,
    ),
)
