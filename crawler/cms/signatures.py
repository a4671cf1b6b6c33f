"""Families that are only named: the generic reader reads their pages."""

import re
from collections.abc import Callable
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.family import Family, FamilyPage, FamilyReading

_PRIORITY = 50

_SIGNS: tuple[tuple[str, str, str], ...] = (
    ("epoint", r"EpointWebBuilder|class=\"[^\"]*\bewb-|wb-data-item|webBuilderCommon", ""),
    ("jeecms", r"/r/cms/www/|jeecms", r"\.jhtml|\.jspx"),
    ("dedecms", r"/templets/default/|DedeCMS|dedeajax|/plus/(?:list|view)\.php", r"/plus/\w+\.php"),
    ("easysite", r"easysite-|conList_ul|class=\"newslist_style\"", ""),
    ("vsb", r"/?_sitegray/_sitegray|/?system/resource/js/|_vsl/", ""),
    ("ilist_jsp", r"/info/iList\.jsp\?", r"/info/iList\.jsp|/appeal/list\.jsp"),
    ("public_column", r"/public/column/\d+\?type=", r"/public/column/\d|/content/column/\d"),
    ("xinhua", r"data=\"datasource:\w+", ""),
    ("aspnet", r"name=\"__VIEWSTATE\"", r"\.aspx"),
    ("asp", "", r"\.asp\Z"),
)
"""Name, signs in the markup, signs in the path (cms-patterns §2.6–§2.10); the first that fits."""


def _sign(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def _recogniser(marks: str, paths: str) -> Callable[[str, LexborHTMLParser, str | None], bool]:
    return partial(_has_signs, _sign(marks), _sign(paths))


def _has_signs(
    marks: re.Pattern[str] | None,
    paths: re.Pattern[str] | None,
    text: str,
    _tree: LexborHTMLParser,
    url: str | None,
) -> bool:
    if marks is not None and marks.search(text):
        return True
    return paths is not None and url is not None and paths.search(url.partition("?")[0]) is not None


def _read(_page: FamilyPage) -> FamilyReading | None:
    return None


FAMILIES = tuple(
    Family(name=name, priority=_PRIORITY + place, recognise=_recogniser(marks, paths), read=_read)
    for place, (name, marks, paths) in enumerate(_SIGNS)
)
