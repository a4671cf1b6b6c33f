"""Part a parsed page's canonical markup into tags and texts, without a copy of its tree."""

import re
from collections.abc import Iterator

Token = tuple[str, str, str]
"""A tag's name (`/name` where it ends, empty for a comment), its attributes, the text behind it."""

RAW_TAGS = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""Elements that hold text as it stands: no tag and no reference is read inside (HTML §13.3)."""

VOID_TAGS = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input"}
    | {"keygen", "link", "meta", "param", "source", "track", "wbr"},
)
"""Elements that the canonical markup does not end."""

_SCRIPT_TAG = re.compile(r"/?script[\s/>]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(=?[^ =]*)="([^"]*)"')


def tokens(source: str) -> Iterator[Token]:
    """Give the tags in order, each with the text behind it; a raw element's text is its content.

    `source` is what the parser writes of its tree: each element is ended, each attribute quoted,
    and `<` stands for a tag or a comment wherever it is outside raw elements.
    """
    pieces = iter(source.split("<"))
    next(pieces)
    for piece in pieces:
        first = piece[:1]
        if first == "/":
            name, closed, text = piece.partition(">")
            if not closed:
                name, text = _with_more(piece, pieces)
            yield name, "", text
        elif first in "!?":
            yield "", "", _behind_comment(piece, pieces)
        else:
            head, closed, text = piece.partition(">")
            if not closed:  # a name that holds a `<`
                head, text = _with_more(piece, pieces)
            name, _, written = head.partition(" ")
            if name in RAW_TAGS:
                content, behind = _raw(name, text, pieces)
                yield name, written, content
                yield f"/{name}", "", behind
            else:
                yield name, written, text


def _behind_comment(piece: str, pieces: Iterator[str]) -> str:
    end = "-->" if piece.startswith("!--") else ">"
    while end not in piece:
        following = next(pieces, None)
        if following is None:
            return ""
        piece = following
    return piece.partition(end)[2]


def _with_more(piece: str, pieces: Iterator[str]) -> tuple[str, str]:
    """Put a tag together whose name or attribute's name holds a `<`."""
    parts = [piece]
    for following in pieces:
        head, closed, text = following.partition(">")
        parts.append(head)
        if closed:
            return "<".join(parts), text
    return "<".join(parts), ""


def _raw(name: str, text: str, pieces: Iterator[str]) -> tuple[str, str]:
    """Give a raw element's content and the text behind its end.

    A script that opens a comment and a script inside it goes on behind the next end of a script
    (HTML §13.2.5.27, script data double escaped state).
    """
    content, end, is_script = [text], f"/{name}>", name == "script"
    in_comment = in_script = False
    for piece in pieces:
        if not in_script and piece.startswith(end):
            return "<".join(content), piece[len(end) :]
        content.append(piece)
        if not is_script:
            continue
        if piece.startswith("!--"):
            in_comment = True
        elif in_comment and _SCRIPT_TAG.match(piece):
            in_script = piece[0] != "/"
        if in_comment and "-->" in piece:
            in_comment = in_script = False
    return "<".join(content), ""


def plain(text: str) -> str:
    """Put characters in the place of the references that the canonical markup holds."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&quot;", '"').replace("&amp;", "&")


def has_attribute(written: str, name: str) -> bool:
    """Tell whether a tag has an attribute."""
    return f'{name}="' in written and name in attributes_of(written)


def attributes_of(written: str) -> dict[str, str]:
    """Read a tag's attributes; one without a value has an empty one."""
    found = dict(_ATTRIBUTE.findall(written))
    if "&" in written:
        return {name: plain(value) for name, value in found.items()}
    return found
