"""Find where a page's script sends the visitor at once: location, replace, window.open."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.refresh import refresh_target

_JUMP = re.compile(
    r"""(?:\A|[^\w.])(?:(?:window|document|self|top|parent)\.)*+location(?:\.href)?\s*+=\s*+["'](?P<set>[^"']+)["']"""
    r"""|location\.(?:replace|assign)\(\s*+["'](?P<call>[^"']+)["']"""
    r"""|(?:\A|[^\w.])(?:window\.)?(?:navigate\(\s*+["'](?P<go>[^"']+)["']"""
    r"""|open\(\s*+["'](?P<open>[^"']+)["']\s*+(?P<rest>[^)]{0,200}))"""
    r"""|http-equiv=\\?["']?[Rr]efresh\\?["']?\s[^>]{0,60}?content=\\?["']?(?P<refresh>[^"'>\\]{1,400})""",
)
_OPERAND = r"""(?:["'][^"'\n]{0,80}["']|[A-Za-z_$]\w{0,40})"""
_TESTED = re.compile(
    rf"if\s*\(\s*({_OPERAND})\s*={{2,3}}\s*({_OPERAND})\s*\)\s*(?:\{{[^{{}}]{{0,300}}|[^{{}};]{{0,300}})\Z"
)
"""A comparison of two values that decides whether what follows is done."""
_TESTED_WITHIN = 500
_SET = re.compile(
    r"""(?<![\w.$])(?P<name>[A-Za-z_$]\w{0,40})\s*=\s*(?P<quote>["'])(?P<value>[^"'\n]*)(?P=quote)"""
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
        target = target or refresh_target(found["refresh"])
        if found["open"] and _SIZED.search(found["rest"]):
            continue
        if target is None or (asks and _POCKET.search(target)):
            continue
        if not _is_passed_over(script, found.start()):
            return str(target)
    return None


def _is_passed_over(script: str, place: int) -> bool:
    """Tell whether a jump stands under a comparison of known values that are not the same.

    Templates write them: var lm="政务公开"; if(lm=="互动交流"){…}
    """
    tested = _TESTED.search(script[max(0, place - _TESTED_WITHIN) : place])
    if tested is None:
        return False
    known = _known(script)
    left, right = (one[1:-1] if one[0] in "\"'" else known.get(one) for one in tested.groups())
    return left is not None and right is not None and left != right


@lru_cache(maxsize=1)
def _known(script: str) -> dict[str, str | None]:
    """Give the variables that are set to one literal; those that are set to several are unknown."""
    known: dict[str, str | None] = {}
    for found in _SET.finditer(script):
        name, value = found["name"], found["value"]
        known[name] = value if known.get(name, value) == value else None
    return known
