"""Tell what a page's own style sheet hides: a template's words that only a script would show."""

import re
from functools import lru_cache

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout

_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_OFF = re.compile(r"(?:\A|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LAST = re.compile(r"([.#][\w-]+)\s*\Z")
"""The name that a selector ends in: what wears it is hidden."""
_LONGEST = 200
"""Characters at the end of a selector that are read."""
_STEPS = 4


def is_hidden_by_rule(layout: Layout, block: Block) -> bool:
    """Tell whether a rule of the page hides an element, or one around it, by its class or its id.

    Another rule or a script may show it again: that it is seen is not sure, no more.
    """
    names = _hidden_names(layout)
    here: Block | None = block if names else None
    for _ in range(_STEPS):
        if here is None:
            break
        if names.intersection(here.hints.split()):
            return True
        here = here.parent
    return False


@lru_cache(maxsize=1)
def _hidden_names(layout: Layout) -> frozenset[str]:
    """Give the classes and ids, in lower case, that some rule hides."""
    if "style" not in layout.tags:
        return frozenset()
    rules = (rule for sheet in _SHEET.findall(layout.source) for rule in sheet.split("}"))
    parted = (rule.rpartition("{") for rule in rules)
    ends = (
        _LAST.search(selector[-_LONGEST:])
        for selectors, _, declared in parted
        if _OFF.search(declared)
        for selector in selectors.split(",")
    )
    return frozenset(end[1][1:].lower() for end in ends if end is not None)
