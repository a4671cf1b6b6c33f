from datetime import date

import pytest

from crawler.extract.articles.time_elements import element_claims
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.page.dom import parse

DAY = "<time datetime='2019-06-04'>4 June</time>"
OTHER = "<time datetime='2019-06-09'>9 June</time>"
THIRD = "<time datetime='2019-06-01'>1 June</time>"

STATED = {
    "microdata": "<span itemprop='datePublished' content='2019-06-04'>Tuesday</span>",
    "rdfa": "<span property='dc:date dc:created' content='2019-06-04T09:20:11+02:00'>x</span>",
    "attribute": "<time data-pubdate='June 04, 2019'>a week ago</time>",
    "class": "<time class='entry-date published updated' datetime='2019-06-04'>x</time>",
    "microformat": "<span class='published' title='2019-06-04T10:00'>x</span>",
    "film": "<meta itemprop='name' content='x'><i itemprop='uploadDate' content='2019-06-04'></i>",
    "one_day": f"<h1>Title</h1>{DAY}",
    "comments_have_others": f"<h1>Title</h1>{DAY}<div id='comments'>{OTHER}{THIRD}</div>",
    "side_bar_has_others": f"<h1>Title</h1>{DAY}<aside>{OTHER}</aside>",
    "header_among_others": f"<header><h1>Title</h1><p>{DAY}</p></header><ul><li>{OTHER}</li></ul>",
    "footer_of_the_text": f"<article>x<footer>{DAY}</footer></article><footer>{OTHER}</footer>",
}
UNSTATED = {
    "comments_alone": f"<h1>Title</h1><p>x</p><ol class='comment-list'>{OTHER}</ol>",
    "comment_of_a_theme": "<div id='respond'><time pubdate datetime='2019-06-09'></time></div>",
    "change": "<time class='updated' datetime='2019-06-09' pubdate>x</time>",
    "rows": f"<ul><li>{DAY}</li><li>{OTHER}</li></ul>",
}


def days_of(markup: str) -> list[date]:
    page = parse(f"<body>{markup}</body>")
    return [claim.value for claim in element_claims(page, DayOrder.YEAR_FIRST)]


@pytest.mark.parametrize("markup", STATED.values(), ids=STATED)
def test_elements_state_the_day_of_the_text(markup: str) -> None:
    assert set(days_of(markup)) == {date(2019, 6, 4)}


@pytest.mark.parametrize("markup", UNSTATED.values(), ids=UNSTATED)
def test_days_of_comments_changes_and_rows_are_not_the_texts(markup: str) -> None:
    assert days_of(markup) == []
