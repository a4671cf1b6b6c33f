import json
from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.cms.gkmlpt import FAMILY
from crawler.extract.page.dom import parse
from crawler.extract.page.family import FamilyPage, FamilyReading
from schema.types.dates import DateSource
from schema.types.reading import ListState

SHELL = "<div id=app></div><script>window._CONFIG = {SID: '758001', TREE: []};</script>"
API = "http://www.county.gov.cn/gkmlpt/api/all/12?page=1&sid=758001"


def read(text: str, url: str) -> FamilyReading | None:
    page = FamilyPage(
        text=text,
        tree=parse(text),
        url=url,
        base=url,
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
    )
    assert FAMILY.recognise(text, page.tree, url)
    return FAMILY.read(page)


SHELLS = {
    "column": (
        "http://www.county.gov.cn/gkmlpt/index#12",
        "http://www.county.gov.cn/gkmlpt/api/all/12?page=1&sid=758001",
    ),
    "all_columns": (
        "http://www.county.gov.cn/gkmlpt/index",
        "http://www.county.gov.cn/gkmlpt/api/all/0?page=1&sid=758001",
    ),
    "department": (
        "http://www.city.gov.cn/tjj/gkmlpt/index#7",
        "http://www.city.gov.cn/tjj/gkmlpt/api/all/7?page=1&sid=758001",
    ),
}


@pytest.mark.parametrize(("url", "address"), SHELLS.values(), ids=SHELLS.keys())
def test_shell_names_where_its_rows_come_from(url: str, address: str) -> None:
    reading = read(SHELL, url)

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE
    assert [(address, "rows")] == [(step.url, step.purpose) for step in reading.follow or ()]


def test_article_of_the_shell_is_left_to_the_generic_reader() -> None:
    assert read(SHELL, "http://www.county.gov.cn/gkmlpt/content/1/2/post_3.html") is None


def answer(*articles: dict[str, object], total: int) -> str:
    return json.dumps({"articles": articles, "total": total})


def test_publish_time_is_shanghai_s_day() -> None:
    row = {"title": "通知", "url": "/post_1.html", "display_publish_time": 1586793600}

    reading = read(answer(row, total=1), API)

    assert reading is not None
    claim = (reading.items or ())[0].date
    assert claim is not None
    assert (claim.value, claim.source) == (date(2020, 4, 14), DateSource.PUBLISH_FIELD)
    assert reading.follow == ()


def test_creation_time_says_so() -> None:
    reading = read(answer({"title": "通知", "created_at": "2020-04-14 08:00:00"}, total=1), API)

    assert reading is not None
    claim = (reading.items or ())[0].date
    assert claim is not None
    assert claim.source is DateSource.CREATION_FIELD


def test_total_beyond_the_rows_names_the_next_page() -> None:
    reading = read(answer({"title": "通知"}, {"title": "公告"}, total=3), API)

    assert reading is not None
    assert [API.replace("page=1", "page=2")] == [step.url for step in reading.follow or ()]


def test_zero_records_are_an_empty_list() -> None:
    reading = read(answer(total=0), API)

    assert reading is not None
    assert reading.list_state is ListState.EMPTY


def test_rows_without_a_title_are_none() -> None:
    row = {"title": "通知", "url": None, "post_url": "/gkmlpt/content/1.html"}
    void = {"title": None, "url": None, "post_url": None}

    reading = read(json.dumps({"articles": [row, void, None], "total": None}), API)

    assert reading is not None
    assert [item.title for item in reading.items] == ["通知"]
