from datetime import date

import pytest

from crawler.extract.articles.linked_data import linked_claims
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.page.dom import parse

TYPE = "application/ld+json"
DATA = {
    "graph": '{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2019-06-04"}]}',
    "article": '{"@type":"NewsArticle","datePublished":"2019-06-04T10:20:00+02:00"}',
    "film": '{"@type":"VideoObject","uploadDate":"2019-06-04"}',
    "making": '{"@type":"Article","dateCreated":"2019-06-04"}',
    "published_before_made": (
        '{"@type":"Article","dateCreated":"2019-06-01","datePublished":"2019-06-04"}'
    ),
}
OTHERS = {
    "review_of_a_product": (
        '{"@type":"Product","review":{"@type":"Review","datePublished":"2019-06-04"}}'
    ),
    "site": '{"@type":"WebSite","name":"Mill"}',
}


def days_of(data: str, written: str = TYPE) -> list[date]:
    page = parse(f"<body><script type='{written}'>{data}</script></body>")
    return [claim.value for claim in linked_claims(page, DayOrder.YEAR_FIRST)]


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_linked_data_of_a_text_states_its_day(data: str) -> None:
    assert days_of(data)[0] == date(2019, 6, 4)


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_other_data_states_none(data: str) -> None:
    assert days_of(data) == []


def test_a_charset_may_stand_behind_the_type() -> None:
    assert days_of(DATA["article"], f"{TYPE}; charset=utf-8") == [date(2019, 6, 4)]
