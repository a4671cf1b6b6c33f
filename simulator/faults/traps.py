"""Structure (X-…) that goes on without end: pagers, calendars, session ids, many names."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from simulator.aliases import alias
from simulator.chrome import document
from simulator.families import FAMILIES
from simulator.fault import Fault
from simulator.faults.places import is_html
from simulator.model import Column, Form, Page, Request, Site
from simulator.paged import PagedFamily
from simulator.pages import not_found

LANE = "form"

_MONTHS = 12
_LAST_YEAR = 9_999
_PROBE = 7_771
"""A page that no list has; its number shows where a family writes the number of a page."""
_PAGED = frozenset(FAMILIES) & {"F1", "F6", "F8", "F10", "F11", "F12"}
"""Families whose lists have pages with addresses of their own."""
_FOOTER = '<div class="footer">'
_LINK = re.compile(r'href="(\.?/[^"#?]*)((?:\?[^"]*)?)"')
_SESSION = re.compile(r";jsessionid=[0-9A-F]+")
_PAGER = re.compile(
    r"<a href=(['\"])([^'\"]+)\1>((?:上一页|下一页|首页|尾页|末页|\d+)(?:&gt;)*)</a>"
)
_COUNT = re.compile(r"createPageHTML\(\d+,")
_ROW_LINK = re.compile(r'href="(/[^"]*)" title=')


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses of a list's pages; `shift` is what their numbers lack of the pages'."""

    column: Column
    first: str
    later: re.Pattern[str]
    shift: int


@lru_cache(maxsize=300)
def _pages_of(site: Site) -> tuple[Pages, ...]:
    family = FAMILIES[site.family]
    if not isinstance(family, PagedFamily):
        return ()
    found = []
    for column in site.columns:
        written = re.search(r"777[01]", family.page_path(column, _PROBE))
        if column.form is Form.LIST and written:
            before, _, after = written.string.partition(written[0])
            later = re.compile(f"{re.escape(before)}(\\d{{1,9}}){re.escape(after)}")
            shift = _PROBE - int(written[0])
            found.append(Pages(column, family.column_path(column), later, shift))
    return tuple(found)


def _asked(request: Request) -> str:
    return f"{request.path}?{request.query}" if request.query else request.path


def _first_page(site: Site, request: Request) -> Request:
    """Read a request for any later page as one for the first."""
    for pages in _pages_of(site):
        if pages.later.fullmatch(_asked(request)):
            path, _, query = pages.first.partition("?")
            return replace(request, path=path, query=query)
    return request


def _always_next(site: Site, request: Request, page: Page) -> Page:
    """Link every page of a list to one more."""
    if not is_html(page):
        return page
    for pages in _pages_of(site):
        later = pages.later.fullmatch(_asked(request))
        if later or _asked(request) == pages.first:
            number = int(later[1]) + pages.shift if later else 1
            address = _page_address(site, pages.column, number + 1).replace("&", "&amp;")
            link = f'<p class="pager"><a href="{address}">下一页</a></p>'
            text = _COUNT.sub("createPageHTML(9999,", page.text)
            return replace(page, text=text.replace(_FOOTER, link + _FOOTER, 1))
    return page


def _page_address(site: Site, column: Column, page: int) -> str:
    family = FAMILIES[site.family]
    if isinstance(family, PagedFamily):
        return family.page_path(column, page)
    return family.column_path(column)


def _scripted_pager(_site: Site, _request: Request, page: Page) -> Page:
    if not is_html(page):
        return page
    text = _PAGER.sub(r"""<a href="javascript:goPage('\2')">\3</a>""", page.text)
    return replace(page, text=text)


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


def _without_session(_site: Site, request: Request) -> Request:
    return replace(request, path=_SESSION.sub("", request.path))


def _with_session(site: Site, request: Request, page: Page) -> Page:
    """Give every page's links another session id."""
    if not is_html(page):
        return page
    digest = sha256(f"{site.number}{_asked(request)}".encode()).hexdigest()[:32].upper()
    return replace(page, text=_LINK.sub(rf'href="\1;jsessionid={digest}\2"', page.text))


def _many_names(site: Site, request: Request, page: Page) -> Page:
    """Write the rows of the home page with the twin's name, and the way home as a file."""
    if not is_html(page):
        return page
    text = page.text.replace('<a href="/">', '<a href="/index.html">')
    if request.path == "/":
        twin = f"http://{alias(site.host, 'www')}"
        text = _ROW_LINK.sub(rf'href="{twin}\1" title=', text)
    return replace(page, text=text)


FAULTS = (
    Fault(
        id="X-PAGER-SCRIPT",
        does="the pager's links are calls of a script",
        expected="changes no word: first pages are in order of date",
        families=_PAGED,
        rewrite=_scripted_pager,
    ),
    Fault(
        id="X-PAGER-LOOP",
        does="every later page of a list repeats the first and links to one more",
        expected="crawl stays within its budget",
        families=_PAGED,
        reads=_first_page,
        rewrite=_always_next,
    ),
    Fault(
        id="X-INFINITE-CALENDAR",
        does="a calendar that links on without end",
        expected="crawl stays within its budget",
        answer=_calendar,
        rewrite=_calendar_link,
    ),
    Fault(
        id="X-SESSION-IN-URL",
        does="every page's links carry another ;jsessionid=",
        expected="changes no word; a page is one page",
        reads=_without_session,
        rewrite=_with_session,
    ),
    Fault(
        id="X-DUP-HOSTS",
        does="the www twin, the address itself and /index.html show the same site",
        expected="changes no word; a page is one page",
        aliases=frozenset({"www"}),
        any_host=True,
        rewrite=_many_names,
    ),
)
