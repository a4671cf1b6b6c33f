from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.types.column import ColumnClass
from schema.types.dates import DateSource, Undated
from schema.types.reading import ListState


def column(make: Any, *days: int, url: str = "news/", **given: Any) -> Any:
    items = tuple(make.item(day, url=f"{make.home}{url}{n}.html") for n, day in enumerate(days))
    return make.column(url, on_home=True, items=(*items, *given.pop("more", ())), **given)


def units(make: Any, *rows: Any) -> Any:
    return make.units("B1", make.visit(), *rows)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([0] * 10, (0, 0), id="ten-are-enough"),
        pytest.param([14] * 10, (0, 0), id="the-window's-first-day-is-in"),
        pytest.param([0] * 9, (1, 1), id="nine-are-too-few"),
        pytest.param([0] * 9 + [15], (1, 1), id="the-day-before-is-out"),
        pytest.param([0] * 9 + [-1], (1, 1), id="tomorrow-is-no-update"),
        pytest.param([], (0, 1), id="a-list-without-rows-proves-nothing-more"),
    ],
)
def test_ten_new_items_within_two_weeks(
    make: Any, days: list[int], expected: tuple[int, int]
) -> None:
    complete = {} if days else {"complete_to": None}

    assert units(make, column(make, *days, **complete)) == expected


def test_all_home_columns_count_together_and_one_article_once(make: Any) -> None:
    first, second = column(make, *[1] * 5), column(make, *[1] * 5, url="tzgg/")
    same = column(make, *[1] * 5)

    assert units(make, first, second) == (0, 0)
    assert units(make, first, same) == (1, 1)


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param(("http://", "http://www."), id="the-other-name"),
        pytest.param(("http://", "https://"), id="the-other-scheme"),
        pytest.param((".html", ".html;jsessionid=0A1B"), id="another-session"),
    ],
)
def test_one_article_under_two_spellings_is_one_new_item(
    make: Any, spelling: tuple[str, str]
) -> None:
    urls = [f"http://example.gov.cn/news/{n}.html" for n in range(9)]
    items = tuple(make.item(1, url=url) for url in urls)
    again = tuple(make.item(1, url=url.replace(*spelling)) for url in urls)
    columns = [
        make.column("news/", on_home=True, items=items),
        make.column("", on_home=True, items=again),
    ]

    assert units(make, *columns) == (1, 1)


@pytest.mark.parametrize("undated", [Undated.UNREAD, Undated.UNASSIGNED])
def test_an_item_whose_date_nobody_knows_may_be_new(make: Any, undated: Undated) -> None:
    unknown = make.item(None, undated=undated, url=f"{make.home}x.html")

    assert units(make, column(make, *[1] * 9, more=(unknown,))) == (0, 1)
    assert units(make, column(make, *[1] * 8, more=(unknown,))) == (1, 1)


def test_an_item_that_is_old_by_a_weak_date_may_be_new(make: Any) -> None:
    weak = make.item(300, source=DateSource.URL, url=f"{make.home}x.html")

    assert units(make, column(make, *[1] * 9, more=(weak,))) == (0, 1)
    assert units(make, column(make, *[1] * 8, more=(weak,))) == (1, 1)


def test_the_article_of_a_single_page_may_be_new(make: Any) -> None:
    single = make.column("about/", on_home=True, items=(), list_state=ListState.SINGLE)

    assert units(make, column(make, *[1] * 9), single) == (0, 1)
    assert units(make, column(make, *[1] * 8), single) == (1, 1)


def test_a_column_that_was_not_read_so_far_proves_nothing(make: Any) -> None:
    assert units(make, column(make, 1), column(make, 1, url="a/", complete_to=None)) == (0, 1)
    assert units(make, column(make, 1), make.limit()) == (0, 1)
    assert units(make) == (0, 1)


@given(days=st.lists(st.integers(0, 30), max_size=14))
def test_one_new_item_more_never_raises_a_bound(make: Any, days: list[int]) -> None:
    before = units(make, column(make, 20, *days))
    after = units(make, column(make, 20, *days, 1))

    assert after[0] <= before[0]
    assert after[1] <= before[1]


def test_letters_make_no_homepage_rich_in_news_and_none_poor(make: Any) -> None:
    box = column(make, *[1] * 4, url="hdjl/xx/", column_class=ColumnClass.CONSULT)

    assert units(make, column(make, *[1] * 10), box) == (0, 0)
    assert units(make, column(make, *[1] * 7), box) == (0, 1)
    assert units(make, column(make, *[1] * 5), box) == (1, 1)
