from datetime import date
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.own_pages import told_by
from schema.types.dates import DateSource, Undated
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import PageKind
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_reading

COLUMN = f"{HOME}tzgg/"
TODAY = date(2026, 11, 20)


def article(number: int, **reading: Any) -> Answer:
    return make_answer(
        f"{COLUMN}{number}.html", make_reading(kind=PageKind.ARTICLE, **reading), purpose="article"
    )


VISIBLE = make_claim(TODAY, source=DateSource.VISIBLE)


URL_CLAIM = make_claim(TODAY, source=DateSource.URL)


ARTICLES = {
    "its date": (article(1, published=VISIBLE, claims=(VISIBLE,)), VISIBLE, None),
    "nothing like a date": (article(1), None, Undated.NONE_SHOWN),
    "a date in its text": (article(1, date_like_text=True), None, Undated.UNASSIGNED),
    "no article": (
        make_answer(f"{COLUMN}1.html", make_reading(kind=PageKind.OTHER), purpose="article"),
        None,
        Undated.UNASSIGNED,
    ),
    "a page that scripts fill": (
        article(1, page_class=PageClass.JS_REQUIRED),
        None,
        Undated.UNASSIGNED,
    ),
    "a claim alone": (article(1, claims=(URL_CLAIM,)), None, Undated.UNASSIGNED),
    "a shield": (article(1, page_class=PageClass.CHALLENGE), None, Undated.UNREAD),
    "a soft 404": (article(1, page_class=PageClass.SOFT_404), None, Undated.UNREAD),
    "no answer": (
        make_answer(f"{COLUMN}1.html", outcome=Outcome.RESET, purpose="article"),
        None,
        Undated.UNREAD,
    ),
}


@pytest.mark.parametrize(("answer", "best", "undated"), ARTICLES.values(), ids=ARTICLES)
def test_an_entrys_page_tells_its_date_or_why_there_is_none(
    answer: Answer, best: object, undated: Undated | None
) -> None:
    assert told_by(answer)[:2] == (best, undated)


def test_an_article_that_was_not_asked_for_tells_nothing() -> None:
    assert told_by(None) == (None, Undated.UNREAD, ())
