"""Keep what is parsed within bounds: some pages are built to cost more than a whole site."""

import re

MOST_BYTES = 2_000_000
"""Bytes of a body that are read; real pages have at most a quarter of it."""

_CALM = 60_000
"""Characters below which no page can cost much, whatever it holds."""
_MOST_TAGS = 60_000
_MOST_NESTED = 3_000
"""The parser looks through all open elements at some tags: depth costs its square."""
_MANY = 20_000
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 2_000
"""The parser compares each attribute with all before it: their number costs its square."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_WHOLE_TAG = re.compile(r"""<[A-Za-z](?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+""")
"""A quote counts after an equals sign alone (HTML, 13.2.5.35 to 37): a stray one ends nothing."""
_VALUE = re.compile(r"""=\s*(?:"[^"]*+"?|'[^']*+'?)""")
_NOT_NESTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "tbody"}
    | {"thead", "tfoot", "html", "head", "body", "script", "style"},
)
"""Elements that are empty, or that the next of their kind ends."""


def bounded(text: str) -> tuple[str, str]:
    """Cut a text before it gets too dear, and say why; the reason is empty for a whole text."""
    if len(text) <= _CALM:
        return text, ""
    reasons = []
    for bound, reason in _BOUNDS:
        kept = bound(text)
        if len(kept) < len(text):
            reasons.append(reason)
            text = kept
    return text, ", ".join(reasons)


def _with_fewer_tags(text: str) -> str:
    if text.count("<") <= _MOST_TAGS:
        return text
    place = -1
    for _ in range(_MOST_TAGS):
        place = text.find("<", place + 1)
    return text[:place]


def _with_fewer_attributes(text: str) -> str:
    """Cut a text before a tag that has more attributes than any real one."""
    if not _is_suspicious(text):
        return text
    for tag in _WHOLE_TAG.finditer(text):
        if tag.end() - tag.start() > _LONGEST_TAG and _attributes(tag.group()) > _MOST_ATTRIBUTES:
            return text[: tag.start()]
    return text


def _is_suspicious(text: str) -> bool:
    return text.count("=") > _MANY or max(map(len, text.split(">"))) > _LONGEST_TAG


def _attributes(tag: str) -> int:
    bare = _VALUE.sub("", tag)
    return sum(map(bare.count, "= \n\t/"))


def _with_less_depth(text: str) -> str:
    depth = deepest = 0
    for piece in text.split("</"):
        depth += piece.count("<")
        deepest = max(deepest, depth)
        depth -= 1
    if deepest <= _MOST_NESTED:
        return text
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _NOT_NESTED:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _MOST_NESTED:
            return text[: tag.start()]
    return text


_BOUNDS = (
    (_with_fewer_tags, "more tags than are read"),
    (_with_fewer_attributes, "more attributes than are read"),
    (_with_less_depth, "nested deeper than is read"),
)
