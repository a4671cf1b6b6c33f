"""Pages of a mailbox (政务咨询): the engine's list and letters in the dress of the site."""

from dataclasses import replace
from functools import partial
from html import escape

from simulator.chrome import breadcrumb, document, navigation
from simulator.engine import Engine, whole
from simulator.engines import ENGINES
from simulator.family import Family, Query, Render
from simulator.model import Column, Letter, Page, Site

_DECLARED = "text/html; charset="


def pages_of_mailbox(site: Site, family: Family, column: Column) -> dict[str, Render]:
    """Map the addresses of a mailbox: later pages of its list, its letters, its data."""
    engine = ENGINES[column.engine]
    routes: dict[str, Render] = {}
    for page in range(2, page_total(column) + 1):
        address = page_address(family, column, page)
        routes[address] = partial(mailbox_page, site, family, column, page)
    for letter in column.letters:
        path = engine.letter_path(column, letter)
        routes[path] = partial(_letter_page, site, family, column, letter)
    return {**routes, **engine.data_routes(site, column)}


def page_total(column: Column) -> int:
    """Count the pages of a mailbox's list."""
    return max(1, -(-len(column.letters) // ENGINES[column.engine].page_size))


def page_address(family: Family, column: Column, page: int) -> str:
    """Return the address of page `page` (from 1) of a mailbox's list."""
    first = family.column_path(column)
    if page == 1:
        return first
    joiner = "&" if "?" in first else "?"
    return f"{first}{joiner}{ENGINES[column.engine].page_field(page)}"


def mailbox(site: Site, family: Family, column: Column, page: int) -> str:
    """Make what stands in the list's place of a mailbox's page."""
    total = page_total(column)
    links = "".join(
        f'<a href="{escape(page_address(family, column, other))}">{name}</a> '
        for other, name in ((page - 1, "上一页"), (page + 1, "下一页"))
        if 1 <= other <= total
    )
    pager = f'<div class="page">第{page}页/共{total}页 {links}</div>' if total > 1 else ""
    listing = ENGINES[column.engine].listing(site, column, page)
    note = f"<p>欢迎向{site.unit}咨询政策和办事问题。</p>"
    return f'{note}<p><a href="/write">我要写信</a></p>{listing}{pager}'


def mailbox_page(site: Site, family: Family, column: Column, page: int, _query: Query) -> Page:
    """Make a page of the list."""
    body = (
        f"{breadcrumb(family, column)}"
        f'<div class="main"><h2>{column.name}</h2>{mailbox(site, family, column, page)}</div>'
    )
    title = f"{column.name}_{site.name}"
    made = document(site, title, body, nav=navigation(site, family))
    return _encoded(ENGINES[column.engine], made)


def _letter_page(site: Site, family: Family, column: Column, letter: Letter, _query: Query) -> Page:
    """Make the page of one letter."""
    engine = ENGINES[column.engine]
    body = (
        f"{breadcrumb(family, column, last='来信')}"
        f'<div class="letter">{engine.letter(whole(engine, site, column, letter))}</div>'
    )
    title = f"{letter.title}_{column.name}"
    return _encoded(engine, document(site, title, body, nav=navigation(site, family)))


def _encoded(engine: Engine, page: Page) -> Page:
    """Write a page in the engine's own encoding, as a system bought elsewhere does."""
    if engine.charset is None:
        return page
    start = page.text.index(_DECLARED)
    end = page.text.index('"', start)
    text = f"{page.text[:start]}{_DECLARED}gbk{page.text[end:]}"
    return replace(page, text=text, body=text.encode(engine.charset), media_type="text/html;")
