"""Find where a page's script sends the visitor at once: location, replace, window.open."""

import re

from selectolax.lexbor import LexborHTMLParser

_JUMP = re.compile(
    r"""(?:\A|[^\w.])(?:(?:window|document|self|top|parent)\.)*+location(?:\.href)?\s*+=\s*+["'](?P<set>[^"']+)["']"""
    r"""|location\.(?:replace|assign)\(\s*+["'](?P<call>[^"']+)["']"""
    r"""|(?:\A|[^\w.])(?:window\.)?(?:navigate\(\s*+["'](?P<go>[^"']+)["']"""
    r"""|open\(\s*+["'](?P<open>[^"']+)["']\s*+(?P<rest>[^)]{0,200}))""",
)
_SIZED = re.compile(r"(?:width|height|toolbar|scrollbars|resizable)\s*=", re.IGNORECASE)
"""What a pop-up's window has: it stands beside the page, and is no way on."""
_DEVICE = re.compile(
    r"userAgent|navigator\.platform|isMobile|screen\.width|innerWidth", re.IGNORECASE
)
_POCKET = re.compile(
    r"\A(?:https?:)?//(?:m|wap|3g|mobile)\.|/(?:m|wap|3g|mobile|phone)(?:/|\Z|\.)|\A(?:m|wap|mobile)/",
    re.IGNORECASE,
)
_LONGEST = 100_000


def script_jump(tree: LexborHTMLParser) -> str | None:
    """Give the address that a script or the body's onload goes to, as written.

    Where the script asks what device it runs on, the way for a pocket telephone is not ours.
    """
    body = tree.body
    loaded = "" if body is None else body.attributes.get("onload") or ""
    for text in [*(one.text() or "" for one in tree.css("script:not([src])")), loaded]:
        target = jump_in(text[:_LONGEST])
        if target is not None:
            return target
    return None


def jump_in(script: str) -> str | None:
    """Give the first address that a script goes to on a desk's screen."""
    asks = _DEVICE.search(script) is not None
    for found in _JUMP.finditer(script):
        target = found["set"] or found["call"] or found["go"] or found["open"]
        if found["open"] and _SIZED.search(found["rest"]):
            continue
        if not (asks and _POCKET.search(target)):
            return str(target)
    return None
