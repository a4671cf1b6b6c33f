"""Encoding (C-…): bytes, headers and meta tags that disagree. Titles must read right."""

from dataclasses import replace

from simulator.fault import Fault
from simulator.model import Page, Request, Site

LANE = "form"


def _no_header(_site: Site, _request: Request, page: Page) -> Page:
    """Leave the charset out of header and meta tag."""
    if page.charset or page.media_type != "text/html":
        return page
    bare = page.text.replace(_META.format("utf-8"), "", 1).replace(_META.format("gb2312"), "", 1)
    return replace(page, text=bare, media_type="text/html;")


_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


def _meta_lies(_site: Site, _request: Request, page: Page) -> Page:
    if page.charset or page.media_type != "text/html":
        return page
    lying = page.text.replace(_META.format("utf-8"), _META.format("gb2312"), 1)
    return replace(page, text=lying, media_type="text/html;")


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
        families=frozenset({"F1"}),
        rewrite=_meta_lies,
    ),
)
