"""V1 and A1 by a week of visits, by integers."""

from datetime import date

import pytest

from simulator.families import FAMILIES
from simulator.faults.availability import hours_down
from simulator.model import Site
from simulator.plan import Order, plan_site
from simulator.view import site_on
from simulator.week import Week, judge_share, judge_week, week_of, words_of_week

ABSTAIN = {"UNDETERMINED", "NEEDS_PERSON"}
DAY = date(2026, 11, 23)
ORDER = Order(sites=1000, seed=1, profile="bars")


def carriers(fault: str) -> list[Site]:
    numbers = range(1, ORDER.sites + 1)
    return [
        site_on(ORDER, DAY, number, DAY)
        for number in numbers
        if plan_site(ORDER, tuple(FAMILIES), number).faults == {fault}
    ]


def week(
    opened: int, failed: int, undetermined: int = 0, *, person: int = 0, resets: int = 0
) -> Week:
    return Week(
        opened=opened, failed=failed, undetermined=undetermined, person=person, resets=resets
    )


@pytest.mark.parametrize(
    ("visits", "word"),
    [
        pytest.param(week(133, 7), "FAIL", id="7 of 140 is five in a hundred"),
        pytest.param(week(134, 6), "PASS", id="6 of 140 is less"),
        pytest.param(week(134, 0, 6), "PASS", id="6 unknown of 140 cannot reach it"),
        pytest.param(week(130, 4, 6), "UNDETERMINED", id="4 failed and 6 unknown may"),
        pytest.param(week(0, 0, 168), "NEEDS_PERSON", id="unknown all the week"),
        pytest.param(week(0, 0, 0, person=168), "NEEDS_PERSON", id="closed all the week"),
        pytest.param(week(133, 7, resets=7), "NEEDS_PERSON", id="resets alone, one vantage"),
        pytest.param(week(120, 20, resets=13), "FAIL", id="seven are no resets"),
        pytest.param(week(0, 168), "FAIL", id="never opened"),
    ],
)
def test_a_week_is_judged_by_its_share(visits: Week, word: str) -> None:
    assert judge_week(visits).word == word


@pytest.mark.parametrize(
    ("visits", "words"),
    [
        pytest.param(week(168, 0), {"PASS"}, id="all opened"),
        pytest.param(week(167, 1), {"PASS"}, id="1 of 168 is no whole percent"),
        pytest.param(week(166, 2), {"FAIL"}, id="2 of 168 is one"),
        pytest.param(week(0, 168), {"FAIL"}, id="the veto speaks too"),
        pytest.param(week(166, 1, 1), ABSTAIN, id="one failed and one unknown may be one"),
        pytest.param(week(164, 4, resets=3), {*ABSTAIN, "FAIL"}, id="resets, one vantage"),
        pytest.param(week(164, 4, resets=2), {"FAIL"}, id="two are no resets"),
        pytest.param(week(0, 0, person=168), ABSTAIN, id="closed all the week"),
    ],
)
def test_points_go_by_whole_percents(visits: Week, words: set[str]) -> None:
    found = judge_share(visits)

    assert {found.word, *found.also} == words


def test_a_flapping_site_is_down_so_many_hours_of_every_day() -> None:
    for site in carriers("A-FLAP"):
        hours = len(hours_down(site))
        found = week_of(site)
        assert (found.failed, found.opened) == (7 * hours, 7 * (24 - hours))
        assert (words_of_week(site).veto.word == "PASS") is (hours == 1)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("A-5XX", {"FAIL"}),
        ("A-SLOW", {"FAIL"}),
        ("A-REFUSED", {"NEEDS_PERSON"}),
        ("A-NIGHTLY-WINDOW", {"PASS"}),
        ("S-521", {"NEEDS_PERSON"}),
        ("E-MAINT-200", {"NEEDS_PERSON"}),
        ("D-PINNED", {"PASS"}),
    ],
)
def test_what_stands_in_front_of_a_site_decides_its_week(fault: str, words: set[str]) -> None:
    assert {words_of_week(site).veto.word for site in carriers(fault)} == words


def test_a_visit_that_may_be_read_two_ways_leaves_its_week_open() -> None:
    (verdict, *_) = [words_of_week(site).veto for site in carriers("A-DNS-NX")]

    assert verdict.word == "FAIL"
    assert "NEEDS_PERSON" in verdict.also
