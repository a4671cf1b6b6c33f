from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.survey.front_order import ENOUGH, falls, front_days, proves_order
from schema.types.dates import DateSource, Undated
from schema.types.facts import ItemFact
from testkit.facts import make_claim, make_item

OLD = date(2024, 1, 5)


def opened(days_ago: int, source: DateSource = DateSource.VISIBLE) -> ItemFact:
    return replace(make_item(), date=make_claim(OLD - timedelta(days=days_ago), source=source))


def unread() -> ItemFact:
    return replace(make_item(day=None), undated=Undated.UNREAD)


def test_the_front_ends_where_a_date_is_missing_or_does_not_decide() -> None:
    assert front_days([opened(1), opened(2), unread(), opened(3)]) == [
        OLD - timedelta(days=1),
        OLD - timedelta(days=2),
    ]
    assert front_days([opened(1), opened(2, DateSource.URL)]) == [OLD - timedelta(days=1)]


@given(st.lists(st.dates(), max_size=8))
def test_days_fall_where_they_are_sorted_backwards(days: list[date]) -> None:
    assert falls(days) is (days == sorted(days, reverse=True))


@pytest.mark.parametrize(
    ("front", "behind", "whole", "proved"),
    [
        (ENOUGH, 30, False, True),
        (ENOUGH - 1, 1, False, False),
        (3, 0, True, True),
        (3, 0, False, False),
        (3, 1, True, False),
        (0, 0, True, False),
        (0, 5, True, False),
    ],
    ids=["enough", "one_too_few", "the_whole_list", "one_page", "a_gap", "no_list", "unopened"],
)
def test_so_many_articles_prove_the_order(
    front: int, behind: int, *, whole: bool, proved: bool
) -> None:
    items = [*map(opened, range(front)), *(unread() for _ in range(behind))]

    assert proves_order(items, whole=whole) is proved


def test_one_newer_article_further_down_proves_nothing() -> None:
    assert not proves_order([*map(opened, range(1, ENOUGH + 1)), opened(0)], whole=True)


def test_articles_of_one_day_tell_no_order_unless_all_were_opened() -> None:
    alike = [opened(1)] * 20

    assert not proves_order(alike, whole=False)
    assert not proves_order([*alike, unread()], whole=True)
    assert proves_order(alike, whole=True)


@pytest.mark.parametrize(
    "behind",
    [opened(0), opened(0, DateSource.URL), opened(0, DateSource.CREATION_FIELD)],
    ids=["opened", "by_its_address", "made_on_a_day"],
)
def test_anything_newer_behind_the_front_gainsays_its_order(behind: ItemFact) -> None:
    front = [*map(opened, range(1, ENOUGH + 1))]

    assert proves_order([*front, unread(), opened(99)], whole=False)
    assert not proves_order([*front, unread(), behind], whole=False)
