"""Read what a page says of its own language."""

import re

from crawler.extract.page.markup import attributes_of

_HTML = re.compile(r"<html([^>]*)>")


def stated_language(source: str) -> str:
    """Give the language tag of the root element (`lang`, `xml:lang`), in lower case."""
    root = _HTML.search(source, 0, 1000)
    if root is None or "lang" not in root[1]:
        return ""
    named = attributes_of(root[1])
    return (named.get("lang") or named.get("xml:lang") or "").strip().lower()
