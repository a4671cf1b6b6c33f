"""Decide what a page is for, from the signs of all readers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extract.articles.article import ArticleSigns
from crawler.extract.dates.url_dates import url_date
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.list_score import is_dated_address
from schema.types.outcome import PageClass
from schema.types.reading import ListState, PageKind, Post

_KIND_OF_CLASS = {
    PageClass.CHALLENGE: PageKind.SHIELD,
    PageClass.SOFT_404: PageKind.ERROR,
    PageClass.MAINTENANCE: PageKind.ERROR,
    PageClass.CLOSED: PageKind.ERROR,
    PageClass.HIJACKED: PageKind.ERROR,
    PageClass.DEFAULT_PAGE: PageKind.ERROR,
    PageClass.MOVED: PageKind.ERROR,
    PageClass.EMPTY: PageKind.OTHER,
    PageClass.JS_REQUIRED: PageKind.OTHER,
}
_HOME_PATH = re.compile(r"/?(?:(?:index|default|home|main)\d*\.\w{2,6})?\Z", re.IGNORECASE)
_REPLY = re.compile(r"(?:Re|AW|Antw|Odp|SV|Vá|Ответ)\s?:", re.IGNORECASE)
_LIST_SCORE = 0.5
_SURE_SCORE = 0.8
_MANY_ROWS = 6
_HOME_LINKS = 60
_LITTLE_PROSE = 60
_MUCH_PROSE = 600
_OWN_PROSE = 300
"""More prose than this is the page's own matter where its list is little of the page."""
_PROSE_A_ROW = 300
"""More prose than this for each row is an article's text beside a small list, no summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSigns:
    """Everything that speaks for one kind of page or another."""

    page_class: PageClass
    url: str | None
    title: str
    site_name: str
    links: int
    article: ArticleSigns
    list_: ListReading
    letter: Post | None
    is_mailbox: bool
    """The page's name is one of lists of letters."""
    is_guide: bool
    dated: bool
    """Some publish date was found, by the title or elsewhere."""
    chinese: bool


def decide_kind(signs: KindSigns) -> PageKind:
    """Give the page's kind; what nothing speaks for is `other`."""
    by_class = _KIND_OF_CLASS.get(signs.page_class)
    return by_class if by_class is not None else _deciding(signs)[0]


def deciding_sign(signs: KindSigns) -> str:
    """Name the question that decided the kind; empty where the page's class did."""
    return "" if signs.page_class in _KIND_OF_CLASS else _deciding(signs)[1]


def _deciding(signs: KindSigns) -> tuple[PageKind, str]:
    for kind, name, holds in _QUESTIONS:
        if holds(signs):
            return kind, name
    return PageKind.OTHER, "nothing"


def is_at_root(url: str) -> bool:
    """Tell whether an address is one that a homepage has."""
    address = urlsplit(url)
    return _HOME_PATH.match(address.path) is not None and not address.query


def _names_day(url: str | None) -> bool:
    """Tell whether an address names a whole day, as those of articles do and no column's does."""
    found = url_date(url) if url is not None else None
    return found is not None and found.day is not None


def _is_home(signs: KindSigns) -> bool:
    article = signs.article
    if article.tagged or article.crumb or (article.title_bar and article.headed):
        return False
    if signs.url is not None:  # at the root a day may be that of a notice or of a lead story
        return is_at_root(signs.url) and signs.links > 0
    if article.title_bar:
        return False
    named = bool(signs.site_name) and signs.title == signs.site_name
    return signs.links >= _HOME_LINKS and (named or "首页" in signs.title)


def _is_letter(signs: KindSigns) -> bool:
    letter = signs.letter
    if letter is None:
        return False
    article = signs.article
    dated = letter.asked is not None or letter.replied is not None
    return dated or not (article.tagged or (article.headline and article.title_bar))


def _is_mailbox(signs: KindSigns) -> bool:
    article = signs.article
    if article.headline and article.title_bar and article.prose >= _LITTLE_PROSE:
        return False  # a report on letters, beside which other reports are listed
    if signs.list_.posts:
        return True
    return signs.is_mailbox and signs.list_.state is not ListState.NONE and not signs.list_.items


def _is_list(signs: KindSigns) -> bool:
    list_, article = signs.list_, signs.article
    if list_.state is ListState.NONE or list_.score < _LIST_SCORE:
        return False
    rows = len(list_.items)
    alone = article.headline and _names_day(signs.url)  # a picture, other news beside it
    if article.crumb or alone or _is_thread(signs) or _is_beside_text(signs):
        return False
    if article.title_bar or article.tagged:
        if is_dated_address(signs.url):
            return False  # a short article beside a long list of other news
        sure = list_.score >= _SURE_SCORE and rows >= _MANY_ROWS
        return sure and article.prose < _LITTLE_PROSE
    if article.prose > _PROSE_A_ROW * max(rows, 1):
        return False
    between = signs.dated and article.prose >= _MUCH_PROSE
    return list_.score >= _SURE_SCORE or not between


def _is_thread(signs: KindSigns) -> bool:
    """Tell the posts of one topic of a forum: replies to what the page is called."""
    if signs.chinese:
        return False
    answered = {
        row.title[reply.end() :].strip()
        for row in signs.list_.items
        if (reply := _REPLY.match(row.title)) is not None
    }
    return len(answered) == 1 and all(title and title in signs.title for title in answered)


def _is_beside_text(signs: KindSigns) -> bool:
    """Tell whether the list only stands beside the matter that the page is named for."""
    article, unsure = signs.article, signs.list_.score < _SURE_SCORE
    if article.headed and (article.title_bar or article.tagged):
        return True
    if article.headline and signs.is_guide:
        return True
    enough = _LITTLE_PROSE if article.headline else _OWN_PROSE
    return unsure and (signs.is_guide or article.prose >= enough)


def _is_article(signs: KindSigns) -> bool:
    """Tell an article; Chinese text without any sign of one is a standing page (概况, 简介)."""
    article = signs.article
    if article.tagged or article.title_bar or article.named_bar or article.crumb:
        return True
    headed = article.headline and signs.list_.state is not ListState.PARENT
    if headed and _names_day(signs.url):
        return True  # a picture, a film or a document is all that it says
    return article.prose > 0 and (signs.dated or headed or not signs.chinese)


_QUESTIONS: tuple[tuple[PageKind, str, Callable[[KindSigns], bool]], ...] = (
    (PageKind.INTERACTION_DETAIL, "letter", _is_letter),
    (PageKind.HOME, "home", _is_home),
    (PageKind.INTERACTION_LIST, "mailbox", _is_mailbox),
    (PageKind.COLUMN, "list", _is_list),
    (PageKind.SERVICE_GUIDE, "guide", lambda signs: signs.is_guide),
    (PageKind.ARTICLE, "article", _is_article),
)
"""Asked in this order; the first yes decides."""
