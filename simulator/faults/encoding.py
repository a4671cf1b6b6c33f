"""Encoding (C-…): bytes, headers and meta tags that disagree. Titles must read right."""

import gzip
from dataclasses import replace

from simulator.families import FAMILIES
from simulator.fault import Fault
from simulator.faults.places import is_html
from simulator.model import Page, Request, Site

LANE = "form"

_UTF8 = frozenset(name for name, family in FAMILIES.items() if family.charset == "utf-8")
_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
_FOOTER = b'<div class="footer">'
_WELCOME = "欢迎访问"
_TRAILER = 8


def _declared(kind: str, site: Site, request: Request, page: Page) -> Page:
    """Send a Content-Type as it stands."""
    del site, request
    return replace(page, media_type=f"{kind};") if is_html(page) else page


def _no_header(site: Site, request: Request, page: Page) -> Page:
    """Leave the charset out of header and meta tag."""
    text = page.text
    for charset in ("utf-8", "gb2312", "gbk"):
        text = text.replace(_META.format(charset), "", 1)
    return _declared("text/html", site, request, replace(page, text=text))


def _meta_lies(site: Site, request: Request, page: Page) -> Page:
    lying = page.text.replace(_META.format("utf-8"), _META.format("gb2312"), 1)
    return _declared("text/html", site, request, replace(page, text=lying))


def _header_lies(site: Site, request: Request, page: Page) -> Page:
    return _declared("text/html; charset=gb2312", site, request, page)


def _bare_header(site: Site, request: Request, page: Page) -> Page:
    return _declared("text/html", site, request, page)


def _latin_header(site: Site, request: Request, page: Page) -> Page:
    return _declared("text/html; charset=ISO-8859-1", site, request, page)


def _mixed(site: Site, body: bytes) -> bytes:
    """Put a counter of another encoding, and half a character, into the footer."""
    other = "gb18030" if FAMILIES[site.family].charset == "utf-8" else "utf-8"
    stray = _WELCOME.encode(other) + _WELCOME.encode("gb18030")[:3]
    return body.replace(_FOOTER, _FOOTER + b"<p>" + stray + b"</p>", 1)


def _named_gzip(_site: Site, _request: Request, page: Page) -> Page:
    if not is_html(page):
        return page
    return replace(page, headers=(*page.headers, ("Content-Encoding", "gzip")))


def bad_gzip(site: Site, body: bytes) -> bytes:
    """Break the coding in one of three ways that browsers forgive."""
    packed = gzip.compress(body, mtime=0)
    ways = (packed[:-_TRAILER], packed[:-_TRAILER] + bytes(_TRAILER), body)
    return ways[site.number % len(ways)]


FAULTS = (
    Fault(
        id="C-GBK-NOHEADER",
        does="GBK bytes, no charset in header or meta",
        expected="titles read right",
        families=frozenset({"F10", "F11"}),
        rewrite=_no_header,
        charset="gb18030",
    ),
    Fault(
        id="C-META-LIES",
        does="meta says gb2312, the body is UTF-8",
        expected="titles read right",
        families=_UTF8,
        rewrite=_meta_lies,
    ),
    Fault(
        id="C-HEADER-LIES",
        does="the header says gb2312, the body is UTF-8 as its meta says",
        expected="titles read right",
        families=_UTF8,
        rewrite=_header_lies,
    ),
    Fault(
        id="C-UTF16-BOM",
        does="UTF-16 with a byte order mark, whatever the meta says",
        expected="titles read right",
        rewrite=_bare_header,
        charset="utf-16",
    ),
    Fault(
        id="C-MIXED",
        does="a few bytes of another encoding and half a character inside",
        expected="titles read right",
        spoil=_mixed,
    ),
    Fault(
        id="C-GZIP-BAD",
        does="gzip without its trailer, with a wrong checksum, or named but not done",
        expected="titles read right",
        rewrite=_named_gzip,
        spoil=bad_gzip,
    ),
    Fault(
        id="C-ISO-DEFAULT",
        does="the header says ISO-8859-1 (a server's default), the meta is right",
        expected="titles read right",
        rewrite=_latin_header,
    ),
)
