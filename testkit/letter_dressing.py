"""Write a page's markup another way, as templates do, without changing what a person reads."""

import re
from collections.abc import Callable

_LABEL = re.compile(r">([\u4e00-\u9fff]{2}(?:时间|日期|内容|状态|结果|意见))：")
_TEXT_CELL = re.compile(r"<(td|dd|p)([^>]*)>([^<]+)")
_TAG = re.compile(r"<(/?)(\w+)")


def _with_line_breaks(markup: str) -> str:
    return markup.replace("><", ">\n    <")


def _with_hard_spaces(markup: str) -> str:
    return markup.replace("：", ":&nbsp;&nbsp;")


def _with_fonts(markup: str) -> str:
    return _TEXT_CELL.sub(r"<\1\2><font size=2><span>\3</span></font>", markup)


def _with_brackets(markup: str) -> str:
    return _LABEL.sub(r">【\1】：", markup)


def _in_divisions(markup: str) -> str:
    """Lay a table out with div elements."""
    markup = re.sub(r"</?(?:table|tbody)[^>]*>", "", markup)
    return re.sub(r"<(/?)t[rd]\b", r"<\1div", markup)


def _in_layout_table(markup: str) -> str:
    """Put the page's main part into a cell, as old sites do."""
    side = "<table><tr><td width=200>导航<br>网上办事</td><td><div class='main'>"
    foot = "</td></tr></table><div class='foot'>"
    return markup.replace("<div class='main'>", side).replace("<div class='foot'>", foot)


def _in_capitals(markup: str) -> str:
    return _TAG.sub(lambda tag: f"<{tag[1]}{tag[2].upper()}", markup)


DRESSINGS: tuple[Callable[[str], str], ...] = (
    _with_line_breaks,
    _with_hard_spaces,
    _with_fonts,
    _with_brackets,
    _in_divisions,
    _in_layout_table,
    _in_capitals,
)
