"""What behind the # of an address makes another page of it: the route of an application."""

import re

_APP = ("/", "!")
_NUMBER = re.compile(r"/gkmlpt/(?:index)?\Z")
"""Guangdong's 政府信息公开平台 (cms-patterns §2.4) has one page for all columns: index#4806."""


def route_of(url: str) -> str:
    """Give the route with its #, empty for a mere place in the page (index.html#top)."""
    page, _, fragment = url.partition("#")
    numbered = fragment.isdecimal() and _NUMBER.search(page) is not None
    return f"#{fragment}" if numbered or fragment.startswith(_APP) else ""


def column_route_of(url: str) -> str:
    """Give the route that names a column by its number, empty for any other address."""
    route = route_of(url)
    return route if route[1:].isdecimal() else ""
