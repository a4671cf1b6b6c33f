"""Read where a refresh leads: a header's value and a meta tag's are written alike (HTML)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from schema.types.reading import RowsPlace

_REFRESH = re.compile(
    r"\s*+[\d.]++(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+(.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is known of a page beside its body."""

    url: str | None = None
    """Its own address."""
    refresh: str | None = None
    """Where its Refresh header leads."""
    rows_at: RowsPlace | None = None
    """Where the page before had its rows, on a list's next page."""


def refresh_target(value: str) -> str | None:
    """Give the address in a refresh (HTML, shared declarative refresh steps); None without."""
    found = _REFRESH.match(value)
    if found is None:
        return None
    address = found.group(1)
    quote = address[:1]
    if quote in {'"', "'"}:
        address = address[1:].partition(quote)[0]
    return address.strip() or None


def header_refresh(headers: Iterable[tuple[str, str]]) -> str | None:
    """Give where a Refresh response header leads; browsers follow it as they do the meta tag."""
    value = next((value for name, value in headers if name.lower() == "refresh"), "")
    return refresh_target(value)


def meta_refresh(tree: LexborHTMLParser) -> str | None:
    """Give where the first meta refresh leads that names an address."""
    for meta in tree.css("meta[http-equiv]"):
        if (meta.attributes.get("http-equiv") or "").lower() == "refresh":
            target = refresh_target(meta.attributes.get("content") or "")
            if target is not None:
                return target
    return None
