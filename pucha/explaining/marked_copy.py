"""A page as it was received, made harmless, with the places marked that a reading rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.extract.page.dom import parse

_ACTING = (
    *("script", "noscript", "template", "iframe", "frame", "object", "embed"),
    *("link", "base", "meta", "form"),
)
"""Elements that load or do something; a form's fields stay, the form goes."""
_LOADING = frozenset(
    {"src", "srcset", "href", "xlink:href", "background", "poster", "data", "action", "formaction"}
    | {"ping", "manifest", "autofocus"}
)
_HEAD = """\
<meta charset="utf-8"><meta name="referrer" content="no-referrer">\
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\
<style>
[data-pucha] { outline: 3px solid #b45309 !important; outline-offset: 2px; scroll-margin: 30vh; }
[data-pucha]::before { content: attr(data-pucha); display: inline-block; margin-right: .4em;
  padding: 0 .45em; border-radius: 3px; background: #b45309; color: #fff;
  font: 700 12px/1.6 system-ui, sans-serif; }
[data-pucha]:target { background: #fde68a !important; }
</style>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One place to mark: its path, the name of its anchor, and what is written beside it."""

    locator: str
    anchor: str
    label: str


def marked_copy(text: str, marks: Sequence[Mark]) -> tuple[bytes, frozenset[str]]:
    """Give the page with its marks, and the anchors whose places were found.

    Nothing in the copy loads or runs: scripts, frames and addresses are gone, and its policy
    forbids what is left. Where several marks have one place, it gets all their labels.
    """
    tree = parse(text)
    nodes = {mark.anchor: _node(tree, mark.locator) for mark in marks}
    labels: dict[int, list[Mark]] = {}
    for mark in marks:
        node = nodes[mark.anchor]
        if node is not None:
            labels.setdefault(node.mem_id, []).append(mark)
    for mark in marks:
        node = nodes[mark.anchor]
        if node is not None and labels[node.mem_id][0] is mark:
            _label(node, labels[node.mem_id])
    tree.strip_tags(list(_ACTING[:-1]), recursive=True)
    for node in tree.css("*"):
        _disarm(node)
    tree.unwrap_tags(["form"])
    found = frozenset(anchor for anchor, node in nodes.items() if node is not None)
    return _framed(tree).encode(errors="replace"), found


def _node(tree: LexborHTMLParser, locator: str) -> LexborNode | None:
    try:
        return tree.css_first(locator)
    except SelectolaxError:
        return None


def _label(node: LexborNode, marks: Sequence[Mark]) -> None:
    node.attrs["id"] = marks[0].anchor
    node.attrs["data-pucha"] = " · ".join(mark.label for mark in marks)


def _disarm(node: LexborNode) -> None:
    attributes: Mapping[str, str | None] = node.attributes
    for name in list(attributes):
        if name.lower() in _LOADING or name.lower().startswith("on"):
            del node.attrs[name]


def _framed(tree: LexborHTMLParser) -> str:
    markup = tree.html or ""
    head = markup.find("<head>")
    if head < 0:
        return f"<!DOCTYPE html><head>{_HEAD}</head>{markup}"
    place = head + len("<head>")
    return f"{markup[:place]}{_HEAD}{markup[place:]}"
