from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.pace import CALM, Pace, PaceLimits, Taken, after


def limits(**changes: Any) -> PaceLimits:
    values: dict[str, Any] = {
        "delay": 0.5,
        "first_backoff": 1.0,
        "max_backoff": 60.0,
        "max_slow": 10.0,
        "max_retry_after": 3600.0,
        "slow_factor": 4.0,
        "recover_after": 5,
        "noticeable": 0.5,
    }
    return PaceLimits(**{**values, **changes})


def run(*answers: Taken, start: Pace = CALM) -> Pace:
    pace = start
    for answer in answers:
        pace = after(pace, answer, limits())
    return pace


def good(seconds: float = 0.1) -> Taken:
    return Taken(at=0.0, status=200, seconds=seconds)


TOO_OFTEN = Taken(at=100.0, status=429)
USED = run(*[good()] * 10)


def test_too_many_requests_doubles_the_delay_each_time() -> None:
    delays = [run(*[TOO_OFTEN] * n).delay for n in range(1, 9)]

    assert delays == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]


@pytest.mark.parametrize("status", [403, 503])
def test_a_refusal_with_retry_after_closes_the_host_for_so_long(status: int) -> None:
    pace = run(Taken(at=100.0, status=status, wait=30.0))

    assert pace.limited
    assert pace.closed_until == 130.0


def test_a_retry_after_is_cut_to_the_longest_that_is_honoured() -> None:
    assert run(Taken(at=100.0, status=429, wait=float("inf"))).closed_until == 3700.0


def test_a_single_refusal_without_retry_after_is_no_limit() -> None:
    assert not run(Taken(at=0.0, status=503, seconds=0.1), start=USED).limited


@pytest.mark.parametrize("status", [403, 503])
def test_refusals_that_set_in_after_good_answers_are_a_limit(status: int) -> None:
    refusal = Taken(at=0.0, status=status, seconds=0.1)

    assert run(*[refusal] * 3, start=USED).limited


def test_a_host_that_always_refuses_did_not_change_its_mind() -> None:
    assert not run(*[Taken(at=0.0, status=403, seconds=0.1)] * 20).limited


def test_answers_much_slower_than_usual_bring_one_at_a_time_and_a_delay() -> None:
    pace = run(*[good(5.0)] * 3, start=USED)

    assert pace.strained
    assert not pace.limited
    assert 0.5 < pace.delay <= 10.0


def test_slow_answers_do_not_become_the_usual() -> None:
    assert run(*[good(5.0)] * 50, start=USED).baseline == USED.baseline


def test_a_host_that_was_always_slow_is_not_slowing_down() -> None:
    assert not run(*[good(6.0)] * 30).strained


def test_a_few_tenths_are_never_slow() -> None:
    assert not run(*[good(0.002)] * 10, *[good(0.3)] * 10).strained


def test_a_host_that_answered_and_is_silent_now_is_asked_less() -> None:
    assert run(Taken(at=0.0), start=USED).strained


def test_a_host_that_never_answered_costs_no_delay() -> None:
    assert run(*[Taken(at=0.0)] * 10) == CALM


def test_good_answers_take_the_delay_back_step_by_step() -> None:
    pace = run(*[TOO_OFTEN] * 4)
    delays = []
    for _ in range(20):
        pace = run(good(), start=pace)
        delays.append(pace.delay)

    assert delays == [8.0] * 4 + [4.0] * 5 + [2.0] * 5 + [1.0] * 5 + [0.0]
    assert not pace.limited


ANSWERS = st.builds(
    Taken,
    at=st.floats(0, 1e6),
    status=st.none() | st.sampled_from([200, 301, 403, 404, 429, 500, 503]),
    wait=st.none() | st.floats(0, allow_nan=False),
    seconds=st.none() | st.floats(0, 60),
)
LIMITS = st.builds(
    PaceLimits,
    delay=st.floats(0, 20),
    max_backoff=st.floats(0, 120),
    max_slow=st.floats(0, 60),
    max_retry_after=st.floats(0, 7200),
    slow_factor=st.floats(1.1, 10),
    recover_after=st.integers(1, 10),
)


@given(st.lists(ANSWERS, max_size=40), LIMITS)
def test_the_delay_stays_within_the_bounds(answers: list[Taken], bounds: PaceLimits) -> None:
    pace = CALM
    for answer in answers:
        pace = after(pace, answer, bounds)

        assert 0 <= pace.delay <= max(bounds.max_backoff, bounds.max_slow)


@given(st.lists(ANSWERS, max_size=40), ANSWERS, LIMITS)
def test_a_closed_host_is_never_opened_earlier(
    before: list[Taken], answer: Taken, bounds: PaceLimits
) -> None:
    pace = CALM
    for one in before:
        pace = after(pace, one, bounds)

    later = after(pace, answer, bounds)

    assert later.closed_until >= pace.closed_until
    assert later.closed_until <= max(pace.closed_until, answer.at + bounds.max_retry_after)


@given(st.lists(ANSWERS, max_size=40), st.floats(0, 1e6), LIMITS)
def test_too_many_requests_never_quickens_a_host(
    before: list[Taken], at: float, bounds: PaceLimits
) -> None:
    pace = CALM
    for one in before:
        pace = after(pace, one, bounds)

    assert after(pace, Taken(at=at, status=429), bounds).delay >= pace.delay


@given(st.lists(ANSWERS, max_size=40), LIMITS)
def test_enough_good_answers_bring_every_host_back(before: list[Taken], bounds: PaceLimits) -> None:
    pace = CALM
    for one in before:
        pace = after(pace, one, bounds)
    for _ in range(bounds.recover_after * 12):
        pace = after(pace, good(0.0), bounds)

    assert not pace.strained
    assert not pace.limited
