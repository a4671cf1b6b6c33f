import pytest

from crawler.extract.lists.json_paging import Onward, onward

API = "http://www.county.gov.cn/api/list"


@pytest.mark.parametrize("name", ["page", "pageNo", "current", "pageIndex", "cur_page"])
def test_next_page_is_the_number_after_the_one_asked_for(name: str) -> None:
    found = onward(f"{API}?id=7&{name}=2&size=10", (), rows=10, total=45)

    assert [step.url for step in found.follow] == [f"{API}?id=7&{name}=3&size=10"]
    assert found.more


def test_form_is_sent_again_with_the_next_number() -> None:
    found = onward(API, (("channel", "5"), ("pageNo", "1")), rows=15, total=40)

    assert found.follow[0].method == "POST"
    assert found.follow[0].form == (("channel", "5"), ("pageNo", "2"))


@pytest.mark.parametrize(
    ("query", "rows", "total"),
    [
        ("?page=3&size=20", 5, 45),
        ("?page=1", 12, 12),
        ("?page=2&_pageSize=20", 7, None),
        ("?page=4", 0, 90),
        ("", 12, 12),
        ("", 12, None),
    ],
)
def test_last_page_leads_nowhere(query: str, rows: int, total: int | None) -> None:
    assert onward(API + query, (), rows=rows, total=total) == Onward()


@pytest.mark.parametrize(("query", "total"), [("", 30), ("?page=1", None)])
def test_list_may_go_on_where_nothing_says_how(query: str, total: int | None) -> None:
    assert onward(API + query, (), rows=10, total=total) == Onward(more=True)
