"""Structure (X-…): links, lists and pages built in ways that a crawler must see through."""

import re
from dataclasses import replace
from datetime import datetime

from simulator.chrome import document
from simulator.facts import SiteFacts
from simulator.fault import Columns, Fault
from simulator.faults.places import inner_list, is_html
from simulator.model import Form, Page, Request, Site

LANE = "form"

_MENU = re.compile(r'<ul class="menu">.*?</ul></div>', re.DOTALL)
_ROOTED = re.compile(r'href="/(?!/)([^"]*)"')
_TITLED = re.compile(r'(<a [^>]*?) title="[^"]*"([^>]*>)([^<]*)')
_ROW = re.compile(r"<(li|tr)\b.*?</\1>", re.DOTALL)
_SHORT = 9
_MOVED_PERMANENTLY, _NOT_FOUND = 301, 404


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


def _truncated(_site: Site, _request: Request, page: Page) -> Page:
    """Cut the titles of links short and leave out the attribute that holds the whole."""
    if not is_html(page):
        return page
    return replace(page, text=_TITLED.sub(_cut, page.text))


def _cut(link: re.Match[str]) -> str:
    label = link[3] if len(link[3]) <= _SHORT else f"{link[3][:_SHORT]}…"
    return f"{link[1]}{link[2]}{label}"


def _relative(_site: Site, request: Request, page: Page) -> Page:
    """Write rooted links from where the page stands, folders without their last slash."""
    if page.status == _NOT_FOUND and not re.search(r"[./]", request.path.rpartition("/")[2]):
        return _to_folder(request)
    if not is_html(page):
        return page
    up = "../" * (request.path.count("/") - 1)

    def written(link: re.Match[str]) -> str:
        target = f"{up}{link[1].removesuffix('/')}" or "./"
        return f'href="{target}"'

    return replace(page, text=_ROOTED.sub(written, page.text))


def _to_folder(request: Request) -> Page:
    target = f"{request.path.removesuffix('/')}/"
    if request.path.endswith("/"):
        return Page(text="404 模拟网站", charset="utf-8", status=_NOT_FOUND)
    headers = (("Location", target),)
    return Page(text="", charset="utf-8", status=_MOVED_PERMANENTLY, headers=headers)


def _by_script(_site: Site, _request: Request, page: Page) -> Page:
    """Take the addresses out of the menu's links; a script would read them from `data-url`."""
    if not is_html(page):
        return page
    return replace(page, text=_MENU.sub(_without_addresses, page.text))


def _without_addresses(menu: re.Match[str]) -> str:
    return re.sub(r'href="([^"]*)"', r'href="javascript:;" data-url="\1"', menu[0])


def _without_menu(facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, menu_readable=False)


def _unclosed(_site: Site, _request: Request, page: Page) -> Page:
    if not is_html(page):
        return page
    return replace(page, text=_ROW.sub(lambda row: row[0].replace("</a>", ""), page.text))


def _framed(site: Site, request: Request, _moment: datetime) -> Page | None:
    """Make the home page a frameset around the real one."""
    if request.path == "/top.html":
        return document(site, site.name, f"<h1>{site.name}</h1>")
    if request.path != "/":
        return None
    page = document(site, site.name, "")
    frames = (
        '<frameset rows="90,*" border="0"><frame src="top.html" name="top">'
        '<frame src="index.html" name="main"><noframes><body>模拟网站</body></noframes></frameset>'
    )
    head = page.text.partition("<body>")[0]
    return replace(page, text=f"{head}{frames}</html>")


FAULTS = (
    Fault(
        id="X-TRUNCATED-TITLE",
        does="lists cut titles short and hold the whole nowhere",
        expected="changes no word; the article has the whole title",
        rewrite=_truncated,
    ),
    Fault(
        id="X-REL-NO-SLASH",
        does="links are relative, and folders lack their slash (301)",
        expected="changes no word",
        rewrite=_relative,
    ),
    Fault(
        id="X-NAV-JS",
        does="the menu's links are javascript:; and data-url",
        expected="changes no word of what is registered",
        rewrite=_by_script,
        facts=_without_menu,
    ),
    Fault(
        id="X-PARENT-REFRESH",
        does="a column is a meta refresh to its child",
        expected="list parent",
        columns=_parent,
    ),
    Fault(
        id="X-UNCLOSED-A",
        does="the links of lists are never closed",
        expected="changes no word",
        rewrite=_unclosed,
    ),
    Fault(
        id="X-FRAMES",
        does="the home page is a frameset; the real one stands in a frame",
        expected="visit opened; home read through its frame",
        answer=_framed,
    ),
)
