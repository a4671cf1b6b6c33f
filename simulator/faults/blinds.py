"""Structure (X-…) that keeps something from being read: these share no site with others."""

import zlib
from dataclasses import replace
from datetime import datetime
from functools import cache

from simulator.fault import Fault, Hides, Visit
from simulator.faults.doubts import one_column_doubtful
from simulator.faults.places import asks_for, inner_list
from simulator.model import Delivery, Page, Request, Site

LANE = "front"

HUGE_BYTES = 60 * 1024 * 1024
BOMB_BYTES = 2 * 1024 * 1024 * 1024
_BLOCK = 1024 * 1024
_HOMES = {"/", "/index.html"}
_GZIP = 31
_RAW = -15
_NO_TRAILER = bytes(8)  # nobody who keeps a bound comes so far


def _shell(site: Site, request: Request, _moment: datetime) -> Page | None:
    if request.path not in _HOMES:
        return None
    return Page(
        charset="utf-8",
        text=f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{site.name}</title></head>"
        '<body><div id="app"></div><!-- 模拟网站 --><script src="/static/js/app.7f3c.js"></script>'
        "</body></html>",
    )


def _asks_for_inner(site: Site, request: Request) -> bool:
    return asks_for(site, request, site.columns[inner_list(list(site.columns))])


def _huge(site: Site, request: Request, page: Page) -> Page:
    if not _asks_for_inner(site, request):
        return page
    return replace(page, delivery=Delivery(filling=HUGE_BYTES))


@cache
def _blanks() -> bytes:
    """Pack a block of blanks, so that blocks can be put one behind another."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return packer.compress(b" " * _BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)


def bomb(start: bytes) -> bytes:
    """Give a small gzip stream of a page with two gibibytes of blanks behind it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + _blanks() * (BOMB_BYTES // _BLOCK) + b"\x03\x00" + _NO_TRAILER


def _bomb(site: Site, request: Request, page: Page) -> Page:
    if not _asks_for_inner(site, request):
        return page
    return replace(
        page,
        charset="utf-8",
        body=bomb(page.text.encode()),
        headers=(*page.headers, ("Content-Encoding", "gzip")),
    )


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
        id="X-HUGE",
        does="a column's page has 60 MB",
        expected="crawl stays within its budget; the column is read or unreadable",
        rewrite=_huge,
        facts=one_column_doubtful,
    ),
    Fault(
        id="X-BOMB",
        does="a column's page unpacks to 2 GiB",
        expected="crawl stays within its budget; the column is read or unreadable",
        rewrite=_bomb,
        facts=one_column_doubtful,
    ),
)
