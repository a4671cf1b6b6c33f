"""Read what a script puts into the page by `atob`: base64 of markup that is quoted for an address.

华海's columns (云南) write their pager so: cms-patterns §2.10.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout

_ATOB = re.compile(r"""\batob\(\s*["']([A-Za-z0-9+/=\s]{8,200000})["']\s*\)""")
_MOST = 4


def printed_parts(layout: Layout) -> Iterator[Layout]:
    """Lay out the pieces of markup that the page's scripts decode, the first few."""
    for script in layout.scripts:
        if "atob(" not in script.text:
            continue
        for found in list(_ATOB.finditer(script.text))[:_MOST]:
            tree = _tree(found.group(1))
            if tree is not None:
                yield lay_blocks(tree)


def _tree(packed: str) -> LexborHTMLParser | None:
    try:
        text = unquote(b64decode(packed, validate=False).decode("utf-8", "replace"))
    except (Error, ValueError):
        return None
    return parse(text) if "<" in text or "页" in text else None
