"""Families that are only named: the generic reader reads their pages."""

import re
from collections.abc import Callable
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks

_PRIORITY = 50

_SIGNS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (
        "epoint",
        r"EpointWebBuilder|class=\"[^\"]*\bewb-|wb-data-item|webBuilderCommon",
        ("webbuilder", "ewb-", "wb-data-item"),
        "",
    ),
    ("jeecms", r"/r/cms/www/|jeecms", ("/r/cms/www/", "jeecms"), r"\.jhtml|\.jspx"),
    (
        "dedecms",
        r"/templets/default/|DedeCMS|dedeajax|/plus/(?:list|view)\.php",
        ("/templets/default/", "dedecms", "dedeajax", "/plus/list.php", "/plus/view.php"),
        r"/plus/\w+\.php",
    ),
    (
        "easysite",
        r"easysite-|conList_ul|class=\"newslist_style\"",
        ("easysite-", "conlist_ul", "newslist_style"),
        "",
    ),
    (
        "vsb",
        r"/?_sitegray/_sitegray|/?system/resource/js/|_vsl/",
        ("_sitegray", "system/resource/js/", "_vsl/"),
        "",
    ),
    ("ilist_jsp", r"/info/iList\.jsp\?", ("ilist.jsp",), r"/info/iList\.jsp|/appeal/list\.jsp"),
    ("siteserver", r"/sitefiles/|siteserver", ("/sitefiles/", "siteserver"), ""),
    ("phpcms", r"phpcms|/index\.php\?m=content", ("phpcms", "m=content"), ""),
    ("asp", "", (), r"\.asp\Z"),
)
"""Name, signs in the markup, words that each of them holds, signs in the path; the first that fits.

Sources: cms-patterns §2.6–§2.10.
"""


def _recogniser(marks: Marks, paths: str) -> Callable[[str, LexborHTMLParser, str | None], bool]:
    return partial(_has_signs, marks, re.compile(paths, re.IGNORECASE) if paths else None)


def _has_signs(
    marks: Marks,
    paths: re.Pattern[str] | None,
    text: str,
    _tree: LexborHTMLParser,
    url: str | None,
) -> bool:
    if marks.stand_in(text):
        return True
    return paths is not None and url is not None and paths.search(url.partition("?")[0]) is not None


def _read(_page: FamilyPage) -> FamilyReading | None:
    return None


FAMILIES = tuple(
    Family(
        name=name,
        priority=_PRIORITY + place,
        recognise=_recogniser(Marks(marks, words=words), paths),
        read=_read,
    )
    for place, (name, marks, words, paths) in enumerate(_SIGNS)
)
