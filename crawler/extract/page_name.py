"""Give the names that a column's page goes by, its parents' names left out."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Block, Layout
from crawler.extract.dom import fold_space

_TITLE_PARTS = re.compile(r"[-_|—–>»]+")
_CRUMB_PARTS = re.compile(r"\s*(?:[>＞»/→›]+|&gt;|::)\s*")
_CRUMB_HINT = re.compile(r"crumb|dqwz|weizhi|location|\bpos|sitenow|curr")
_CRUMB_WORD = re.compile(r"(?:当前|您的|现在的?|所在的?)位置")
_LONGEST = 120
_MOST_LINKS = 8


def page_names(tree: LexborHTMLParser, layout: Layout) -> tuple[str, ...]:
    """Give the first part of the title, the last of the breadcrumb, and the standard tag's name."""
    names = [_first_of_title(tree), _tagged(tree), *_last_crumbs(layout)]
    return tuple(dict.fromkeys(name for name in names if name))


def _first_of_title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    text = fold_space(node.text() or "") if node is not None else ""
    parts = [part.strip() for part in _TITLE_PARTS.split(text) if part.strip()]
    return parts[0] if parts else ""


def _tagged(tree: LexborHTMLParser) -> str:
    for meta in tree.css("meta[name]"):
        if (meta.attributes.get("name") or "").lower() == "columnname":
            return fold_space(meta.attributes.get("content") or "")
    return ""


def _last_crumbs(layout: Layout) -> list[str]:
    found = []
    for block in layout.blocks:
        if block.links <= _MOST_LINKS and _is_crumb(layout, block):
            text = layout.text_of(block)
            if 0 < len(text) <= _LONGEST:
                found.append(_CRUMB_PARTS.split(text.rstrip(" >＞»/›→"))[-1])
    return found


def _is_crumb(layout: Layout, block: Block) -> bool:
    if block.end_text - block.first_text > _LONGEST:
        return False
    if block.hints and _CRUMB_HINT.search(block.hints):
        return True
    return (
        _CRUMB_WORD.search("".join(layout.texts[block.first_text : block.first_text + 3]))
        is not None
    )
