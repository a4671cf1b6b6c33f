"""Tell the places of a page that its own scripts fetch content for, by the names they call them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of

FETCHING = re.compile(
    r"\$\.(?:ajax|post|get|getJSON)\s*\(|\baxios\b|\bfetch\s*\(|XMLHttpRequest|\.jsonp?\b"
    r"|\bnew\s+Vue\b|createApp\s*\(|document\.write(?:ln)?\s*\([^;]{0,1000}<(?:li|a|tr)\b|laytpl|/api/",
)
"""What a script does that brings rows into a page."""
_LOADED = re.compile(
    r"\.load\s*\(\s*[\"']|\b(?:url|ajax|sAjaxSource)[\"']?\s*:\s*[\"'/\w{]|\bimport\s*[({\"'*\w]"
)
"""What fetches by a plug-in or a module: table.render({elem: '#tb', url: '/list'})."""
_ADDRESSED = re.compile(
    r"\b(?:data-(?:url|api|action|options|source|ajax)|hx-get|lay-data|(?:w3-)?include-html)=\"[^\"]*/",
    re.IGNORECASE,
)
"""What an element says that a plug-in fills from an address."""
_BARE_TAGS = frozenset({"div", "ul", "ol", "tbody", "table", "dl", "section"})
_STEPS = 5
_NEAR = 12
"""Pieces of text between words of emptiness and a place of their list."""
_HEAD = 40
_MOST = 100
"""Elements of each kind that are looked at."""
_FIGURE = re.compile(r"\d")


def are_asked_for(layout: Layout, places: Sequence[Block]) -> bool:
    """Tell whether a script in the page that fetches something names a place or one around it.

    A counter's call names none; what a script has by its id or class it may fill anew. An element
    beside the places that holds nothing, or the head of a table alone, may be the list's own.
    """
    some = places[:_MOST]
    near = [one for one in _bare(layout) if any(_is_near(one, place) for place in some)][:_MOST]
    if any(_ADDRESSED.search(one.written) for one in (*places, *near)):
        return True
    texts = [one.text for one in layout.scripts if one.inline and _fetches(one.text)]
    named = [one for one in near if "id=" in one.written] if texts else []
    return bool(texts) and any(
        said in text for place in (*places, *named) for said in _sayings(place) for text in texts
    )


def asked_elements(layout: Layout) -> Iterator[Block]:
    """Give the elements that hold nothing and that a script which fetches something names."""
    texts = [one.text for one in layout.scripts if one.inline and _fetches(one.text)]
    for block in islice(_bare(layout), _MOST):
        named = "id=" in block.written and any(
            said in text for said in _names(block) for text in texts
        )
        if named or _ADDRESSED.search(block.written):
            yield block


def _bare(layout: Layout) -> Iterator[Block]:
    """Give the elements that may be filled: nothing is in them but the head of a table."""
    for block in layout.blocks:
        if (
            block.tag in _BARE_TAGS
            and not block.links
            and ("id=" in block.written or "-" in block.written)
        ):
            text = layout.text_of(block) if block.tag == "table" else ""
            head = 0 < len(text) <= _HEAD and not _FIGURE.search(text)
            if head or layout.is_blank(block.first_text, block.end_text):
                yield block


def _is_near(block: Block, place: Block) -> bool:
    return abs(block.first_text - place.first_text) <= _NEAR or block.end_text == place.first_text


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
        said += _names(here)
        said += [f".{one}" for one in attributes.get("class", "").split()]
        here = here.parent
    return said


def _names(block: Block) -> list[str]:
    """Give how scripts call an element by its id."""
    name = attributes_of(block.written).get("id", "").strip()
    return [f"#{name}", f"'{name}'", f'"{name}"', f"{name}.inner"] if name else []
