"""Tell the places of a page that its own scripts fetch content for, by the names they call them."""

import re
from collections.abc import Sequence

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of

FETCHING = re.compile(
    r"\$\.(?:ajax|post|get|getJSON)\s*\(|\baxios\b|\bfetch\s*\(|XMLHttpRequest|\.jsonp?\b"
    r"|\bnew\s+Vue\b|createApp\s*\(|document\.write(?:ln)?\s*\([^;]{0,1000}<(?:li|a|tr)\b|laytpl|/api/",
)
"""What a script does that brings rows into a page."""
_LOADED = re.compile(r"\.load\s*\(\s*[\"']")
_STEPS = 5


def are_asked_for(layout: Layout, places: Sequence[Block]) -> bool:
    """Tell whether a script in the page that fetches something names a place or one around it.

    A counter's call names none; what a script has by its id or class it may fill anew.
    """
    texts = [one.text for one in layout.scripts if one.inline and _fetches(one.text)]
    return bool(texts) and any(
        said in text for place in places for said in _sayings(place) for text in texts
    )


def _fetches(text: str) -> bool:
    return FETCHING.search(text) is not None or _LOADED.search(text) is not None


def _sayings(place: Block) -> list[str]:
    """Give how scripts call an element or one of those around it: #id, .class, or its bare id."""
    said: list[str] = []
    here: Block | None = place
    for _ in range(_STEPS):
        if here is None or here.tag == "body":
            break
        attributes = attributes_of(here.written)
        name = attributes.get("id", "").strip()
        said += [f"#{name}", f"'{name}'", f'"{name}"'] if name else []
        said += [f".{one}" for one in attributes.get("class", "").split()]
        here = here.parent
    return said
