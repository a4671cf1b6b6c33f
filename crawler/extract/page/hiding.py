"""Tell by its own markup whether an element is hidden from every visitor, and how."""

import re
from dataclasses import dataclass

from crawler.extract.page.blocks import Block
from crawler.extract.page.markup import attributes_of

_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%)?\Z")
_LONGEST = 2_000
"""Characters of a style that are read."""
_EM = 16
_FAR = -200
"""Pixels beyond an edge from which nothing of a link is seen."""
_FAR_MARGIN = -1500
"""A negative margin of some hundred pixels centres a page."""
_SPECK = 1
_SLIVER = 10
"""A marquee lower or narrower than this shows nothing that could be read."""
_NAMED_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff"}
_RGB = re.compile(r"rgba?\((\d+),(\d+),(\d+)(?:,[\d.]+)?\)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z")
_MARQUEE_SIDES = ("height", "width")
_HEX_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Hiding:
    """How an element is hidden, and by which block."""

    block: Block
    how: str
    """In Chinese, as a person reads it."""
    switched: bool
    """`display:none` and its like: a script of the site may show it again."""


def hiding_of(block: Block) -> Hiding | None:
    """Give the nearest reason why an element is not seen: its own or an ancestor's."""
    here: Block | None = block
    switched: Hiding | None = None
    while here is not None:
        style = style_of(here.written)
        how = _placed_away(style) or _see_through(style) or _narrow_marquee(here)
        if not how and here in (block, block.parent):
            how = _tiny_letters(style)
        how = how or _same_colour(here, style)
        if how:
            return Hiding(here, how, switched=False)
        off = _folded_up(style) or _off(here, style)
        if off:
            switched = Hiding(here, off, switched=True)
        here = here.parent
    return switched


def is_hiding_style(style: str) -> bool:
    """Tell whether a style alone hides what wears it."""
    found = _declarations(style)
    off = found.get("display") == "none" or found.get("visibility") == "hidden"
    away = _placed_away(found) or _see_through(found)
    return off or bool(away or _folded_up(found) or _tiny_letters(found))


def style_of(written: str) -> dict[str, str]:
    """Read an element's own style."""
    return _declarations(attributes_of(written).get("style", "")) if "style=" in written else {}


def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in style[:_LONGEST].lower().split(";"):
        name, _, value = declaration.partition(":")
        if value:
            found[name.strip()] = "".join(value.replace("!important", "").split())
    return found


def _pixels(value: str | None) -> float | None:
    found = _LENGTH.match(value) if value else None
    if found is None or found.group(2) == "%":
        return None
    scale = _EM if found.group(2) in {"em", "rem"} else 1
    return float(found.group(1)) * scale


def _placed_away(style: dict[str, str]) -> str:
    if style.get("position") in {"absolute", "fixed", "relative"}:
        for side in ("left", "top", "right", "bottom"):
            if (_pixels(style.get(side)) or 0) <= _FAR:
                return f"定位到屏幕外（{side}:{style[side]}）"
    if (_pixels(style.get("text-indent")) or 0) <= _FAR:
        return f"文字缩进到屏幕外（text-indent:{style['text-indent']}）"
    for side in ("margin-left", "margin-top"):
        if (_pixels(style.get(side)) or 0) <= _FAR_MARGIN:
            return f"外边距移到屏幕外（{side}:{style[side]}）"
    return ""


def _see_through(style: dict[str, str]) -> str:
    return "全透明（opacity:0）" if style.get("opacity") in {"0", "0.0", "0.00"} else ""


def _folded_up(style: dict[str, str]) -> str:
    """Tell a box without size; menus that unfold begin so too."""
    if style.get("overflow") != "hidden":
        return ""
    for side in ("height", "width", "max-height"):
        size = _pixels(style.get(side))
        if size is not None and size <= _SPECK:
            return f"尺寸为零（{side}:{style[side]}）"
    return ""


def _tiny_letters(style: dict[str, str]) -> str:
    size = _pixels(style.get("font-size"))
    return (
        f"字号为零（font-size:{style['font-size']}）" if size is not None and size <= _SPECK else ""
    )


def _narrow_marquee(block: Block) -> str:
    if block.tag != "marquee":
        return ""
    attributes = attributes_of(block.written)
    style = style_of(block.written)
    for side in _MARQUEE_SIDES:
        size = _pixels(attributes.get(side, style.get(side, "")).strip())
        if size is not None and size <= _SLIVER:
            return f"滚动框只有{size:g}像素（marquee {side}）"
    return ""


def _same_colour(block: Block, style: dict[str, str]) -> str:
    """Compare the letters' colour with the background that they stand on, both written inline."""
    colour = _colour(style.get("color"))
    if colour is None and block.tag == "font":
        colour = _colour(attributes_of(block.written).get("color", "").lower())
    if colour is None:
        return ""
    here: Block | None = block
    while here is not None:
        ground = _background(here)
        if ground is not None:
            return f"文字与背景同色（#{colour}）" if ground == colour else ""
        here = here.parent
    return ""


def _background(block: Block) -> str | None:
    style = style_of(block.written)
    value = style.get("background-color", style.get("background"))
    if value is None and "bgcolor=" in block.written:
        value = attributes_of(block.written).get("bgcolor", "").strip().lower()
    if value is None:
        return None
    return _colour(value) or "?"


def _colour(value: str | None) -> str | None:
    if not value:
        return None
    rgb = _RGB.fullmatch(value)
    if rgb is not None:
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    digits = _HEX.match(value)
    if digits is None:
        return _NAMED_COLOURS.get(value)
    found = digits.group(1)
    return "".join(digit * 2 for digit in found) if len(found) == _HEX_DIGITS else found


def _off(block: Block, style: dict[str, str]) -> str:
    if style.get("display") == "none":
        return "样式隐藏（display:none）"
    if style.get("visibility") == "hidden":
        return "样式隐藏（visibility:hidden）"
    stated = "hidden=" in block.written and "hidden" in attributes_of(block.written)
    return "属性隐藏（hidden）" if stated else ""
