"""TRS WCM: static folders, tYYYYMMDD addresses, pagers that only a script knows."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks

_MARKS = Marks(
    r"TRS_Editor|TRS_UEDITOR|trs_editor_view|trs_paper_default|\bcreatePageHTML\s*\(\s*\d"
    r"|/t(?:19|20)\d{6}_\d+\.s?html?|[PW]020\d{15,}\.(?:pdf|docx?|xlsx?|jpg|png)",
    words=("trs_", "createpagehtml", "/t19", "/t20", "p020", "w020"),
    any_case=False,
)
_PATH = re.compile(r"/t(?:19|20)\d{6}_\d+\.s?html?\Z")


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by its editor's classes, its pager's call or its addresses."""
    return _MARKS.stand_in(text) or (url is not None and _PATH.search(url) is not None)


def read(_page: FamilyPage) -> FamilyReading | None:
    """Leave the page to the generic reader, which knows the pager's call and parent columns."""
    return None


FAMILY = Family(name="trs", priority=40, recognise=recognise, read=read)
