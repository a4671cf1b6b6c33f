from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.storm import MINUTE, _storms_in, find_storms, find_void_times
from schema.types.ids import SiteId
from schema.types.outcome import CountsAs
from schema.types.probe import PastVisit, VoidCause, VoidPeriod
from schema.types.settings import ProbeSettings

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LIMITS = ProbeSettings(storm_sites=5, storm_share=0.5)


def past(
    number: int,
    *,
    word: CountsAs = CountsAs.FAILED,
    second: float = 0.0,
    group: str | None = None,
    was_open: bool | None = True,
) -> PastVisit:
    return PastVisit(
        site_id=SiteId(number),
        at=AT + timedelta(seconds=second),
        group=group or f"10.0.0.{number}",
        came_to=word,
        was_open=was_open,
    )


def storms(*visits: PastVisit) -> tuple[VoidPeriod, ...]:
    return find_storms(visits, "here", LIMITS)


def test_unrelated_sites_that_fail_in_one_minute_are_our_own_fault() -> None:
    (period,) = storms(*(past(n, second=n) for n in range(6)))

    assert (period.vantage, period.cause, period.facts["failed"]) == ("here", "storm", 6)
    assert period.starts_at == AT
    assert period.ends_at == AT + timedelta(seconds=5 + 60)


def test_a_few_failures_among_many_that_open_are_the_sites_own() -> None:
    opened = [past(100 + n, word=CountsAs.OPENED) for n in range(20)]

    assert storms(*(past(n) for n in range(6)), *opened) == ()


def test_sites_behind_one_address_fail_as_one() -> None:
    assert storms(*(past(n, group="10.0.0.1") for n in range(50))) == ()


def test_a_group_of_which_one_site_opens_did_not_fall() -> None:
    fallen = [past(n) for n in range(6)]
    opened = [past(100 + n, group=f"10.0.0.{n}", word=CountsAs.OPENED) for n in range(3)]

    assert storms(*fallen, *opened) == ()


def test_sites_that_were_dead_before_tell_nothing() -> None:
    assert storms(*(past(n, was_open=False) for n in range(50))) == ()


def test_sites_that_nobody_visited_before_count() -> None:
    assert len(storms(*(past(n, was_open=None) for n in range(6)))) == 1


def test_failures_over_an_hour_are_no_storm() -> None:
    assert storms(*(past(n, second=600 * n) for n in range(6))) == ()


@pytest.mark.parametrize("word", [CountsAs.UNDETERMINED, CountsAs.PERSON, CountsAs.VOID])
def test_only_failures_make_a_storm(word: CountsAs) -> None:
    assert storms(*(past(n, word=word) for n in range(20))) == ()


def test_minutes_that_touch_are_one_period_named_by_the_worst() -> None:
    (period,) = storms(*(past(n, second=10 * n) for n in range(30)))

    assert period.starts_at == AT
    assert period.ends_at == AT + timedelta(seconds=290 + 60)
    assert period.facts["failed"] == 6


def test_two_outages_are_two_periods() -> None:
    first = [past(n, second=n) for n in range(6)]
    second = [past(n, second=900 + n) for n in range(6)]

    assert [p.starts_at - AT for p in storms(*first, *second)] == [
        timedelta(0),
        timedelta(seconds=900),
    ]


def test_a_short_outage_in_a_dense_round_does_not_drown_in_its_minute() -> None:
    opened = [past(1000 + n, second=n / 10, word=CountsAs.OPENED) for n in range(300)]
    fallen = [past(n, second=30 + n / 10) for n in range(100)]
    again = [past(2000 + n, second=40 + n / 10, word=CountsAs.OPENED) for n in range(300)]

    (period,) = storms(*opened, *fallen, *again)

    assert timedelta(seconds=24) < period.starts_at - AT <= timedelta(seconds=31)
    assert period.ends_at - AT <= timedelta(seconds=50)
    assert period.facts["failed"] > 50


def void(number: int, second: float, cause: VoidCause) -> PastVisit:
    return PastVisit(
        site_id=SiteId(number),
        at=AT + timedelta(seconds=second),
        group=f"10.0.0.{number}",
        came_to=CountsAs.VOID,
        was_open=True,
        void_cause=cause,
    )


def test_visits_without_a_living_control_make_a_period_of_their_own() -> None:
    found = find_void_times([void(n, 3 * n, "controls") for n in range(5)], "here")

    assert [(p.cause, p.vantage) for p in found] == [("controls", "here")]
    assert (found[0].starts_at, found[0].ends_at) == (AT, AT + timedelta(seconds=12 + 10))


def test_overload_and_dead_controls_are_kept_apart() -> None:
    found = find_void_times([void(1, 0, "controls"), void(2, 1, "overload")], "here")

    assert {p.cause for p in found} == {"controls", "overload"}


def test_visits_that_tell_something_make_no_void_time() -> None:
    assert find_void_times([past(1), past(2, word=CountsAs.OPENED)], "here") == ()


def window_by_window(
    visits: list[PastVisit], span: timedelta
) -> list[tuple[datetime, datetime, int, int]]:
    """Look at the window of each visit that fell as a whole: start, end, fallen, opened."""
    found = []
    for start, visit in enumerate(visits):
        inside = [one for one in visits[start:] if one.at - visit.at < span]
        opened = {one.group for one in inside if one.came_to is CountsAs.OPENED}
        failed = [
            one for one in inside if one.came_to is CountsAs.FAILED and one.was_open is not False
        ]
        fallen = {one.group for one in failed} - opened
        share = LIMITS.storm_share * len(fallen | opened)
        if visit in failed and len(fallen) >= max(LIMITS.storm_sites, share):
            found.append((visit.at, failed[-1].at + span, len(fallen), len(opened)))
    return found


@given(
    st.lists(
        st.builds(
            past,
            st.integers(1, 99),
            word=st.sampled_from([CountsAs.FAILED, CountsAs.FAILED, CountsAs.OPENED]),
            second=st.sampled_from([0, 1, 5, 9, 10, 59, 60, 61, 130]),
            group=st.sampled_from([str(n) for n in range(20)]),
            was_open=st.sampled_from([True, True, None, False]),
        ),
        max_size=60,
    )
)
def test_sliding_windows_find_what_each_window_shows(visits: list[PastVisit]) -> None:
    told = sorted(visits, key=lambda one: one.at)
    slid = [
        (one.starts_at, one.ends_at, one.facts["failed"], one.facts["opened"])
        for one in _storms_in(told, MINUTE, "here", LIMITS)
    ]

    assert slid == window_by_window(told, MINUTE)
