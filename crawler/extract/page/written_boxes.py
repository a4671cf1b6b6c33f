"""Find the elements that a script hides while the page is written: 暗链's oldest trick."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.page.dom import is_plain_id
from crawler.extract.page.hiding import is_hiding_style

_OPENS = re.compile(
    r"""document\.write(?:ln)?\s*\(\s*(["'])\s*<(div|span|p|ul|marquee)\b(?P<tag>.{0,300}?)>\s*\1\s*\)""",
    re.IGNORECASE | re.DOTALL,
)
_STYLE = re.compile(r"""style\s*=\s*\\?["']?([^"'>]+)""", re.IGNORECASE)
_CLOSES = re.compile(r"document\.write(?:ln)?\s*\(\s*[\"']\s*<\\?/", re.IGNORECASE)
_BY_ID = re.compile(
    r"""getElementById\(\s*["']([\w-]+)["']\s*\)\.style\.(?:display\s*=\s*["']none|visibility\s*=\s*["']hidden)""",
)
_LONGEST = 400
"""Characters of a script that does nothing but hide; longer ones run the page."""
_MOST_SIBLINGS, _MOST_SCRIPTS = 400, 200


def written_boxes(tree: LexborHTMLParser) -> Iterator[list[LexborNode]]:
    """Give for each box that a script hides the links inside it."""
    for script in tree.css("script:not([src])")[:_MOST_SCRIPTS]:
        text = script.text() or ""
        if "document.write" in text:
            links = list(_behind(script)) if _opens_hidden(text) else []
        elif "getElementById" in text and len(text) <= _LONGEST and "function" not in text:
            links = _by_id(tree, text)
        else:
            continue
        if links:
            yield links


def _opens_hidden(text: str) -> bool:
    for found in _OPENS.finditer(text):
        style = _STYLE.search(found["tag"])
        if style is not None and is_hiding_style(style.group(1)):
            return True
    return False


def _behind(script: LexborNode) -> Iterator[LexborNode]:
    """Give the links behind a script up to the one that ends the box."""
    here = script.next
    for _ in range(_MOST_SIBLINGS):
        if here is None or (here.tag == "script" and _CLOSES.search(here.text() or "")):
            return
        if here.is_element_node:
            if here.tag == "a":
                yield here
            else:
                yield from here.css("a[href]")
        here = here.next


def _by_id(tree: LexborHTMLParser, text: str) -> list[LexborNode]:
    found = []
    for name in _BY_ID.findall(text):
        node = tree.css_first(f"#{name}") if is_plain_id(name) else None
        if node is not None:
            found += node.css("a[href]")
    return found
