import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.people.estimate import estimate
from audit.people.sampling import Candidate, Pick, SampleRule, Why, draw
from audit.sweep.intervals import interval, pass_rate

BIG, SMALL = ("甲市", "市级部门", "非门户"), ("甲市", "县级门户", "门户")


def picks(*parts: tuple[tuple[str, str, str], Why, int]) -> list[Pick]:
    kinds = [(stratum, why) for stratum, why, count in parts for _ in range(count)]
    return [
        Pick(site_id=n, url=f"http://s{n}.example/", stratum=stratum, why=why)
        for n, (stratum, why) in enumerate(kinds, start=1)
    ]


def test_an_even_sample_has_the_plain_rate_with_wilson_s_interval() -> None:
    drawn = picks((BIG, Why.DRAWN, 30))
    found = estimate({BIG: 100}, drawn, {n: n <= 27 for n in range(1, 31)})
    plain = pass_rate(27, 30)

    assert found.effective == pytest.approx(30)
    assert (found.share, found.low, found.high) == pytest.approx(
        (plain.share, plain.low, plain.high)
    )


def test_a_check_weighs_what_it_stands_for() -> None:
    drawn = picks((BIG, Why.DRAWN, 10), (SMALL, Why.DRAWN, 10))
    found = estimate({BIG: 90, SMALL: 10}, drawn, {n: n <= 10 for n in range(1, 21)})

    assert found.share == pytest.approx(0.9)
    assert found.effective == pytest.approx(100**2 / (10 * 9**2 + 10 * 1**2))
    assert (found.low, found.high) == pytest.approx(interval(0.9, found.effective))


def test_sites_that_failed_before_stand_for_themselves_and_are_not_left_out() -> None:
    drawn = picks((BIG, Why.FAILED_BEFORE, 20), (BIG, Why.DRAWN, 10))
    found = estimate({BIG: 100}, drawn, {n: n > 20 for n in range(1, 31)})
    low, _ = interval(1.0, 10)

    assert (found.share, found.high) == pytest.approx((0.8, 0.8))
    assert found.low == pytest.approx(0.8 * low)
    assert (found.failed_before, found.checked_again, found.checked) == (20, 20, 10)


def test_nothing_is_told_before_both_parts_were_looked_at() -> None:
    drawn = picks((BIG, Why.FAILED_BEFORE, 2), (BIG, Why.DRAWN, 2))

    assert estimate({BIG: 10}, drawn, {1: False, 2: True}).share is None
    assert estimate({BIG: 10}, drawn, {3: True, 4: True}).share is None
    assert estimate({BIG: 10}, drawn, {1: False, 4: True}).share == pytest.approx(0.8)
    assert estimate({}, [], {}).share is None


def test_strata_where_nobody_was_checked_are_counted() -> None:
    found = estimate({BIG: 8, SMALL: 5}, picks((BIG, Why.DRAWN, 4)), {1: True, 2: True})

    assert (found.uncovered, found.share) == (5, 1.0)


def test_what_was_checked_to_the_last_site_is_known() -> None:
    drawn = picks((BIG, Why.FAILED_BEFORE, 1), (BIG, Why.DRAWN, 3))
    found = estimate({BIG: 4}, drawn, {1: True, 2: True, 3: False, 4: True})

    assert (found.share, found.low, found.high) == (0.75, 0.75, 0.75)


@given(st.sets(st.integers(0, 59), min_size=1, max_size=12), st.integers(20, 100), st.integers())
def test_the_share_lies_in_its_interval_and_the_interval_between_none_and_all(
    failed: set[int], percent: int, seed: int
) -> None:
    sites = [
        Candidate(
            site_id=n + 1, url=f"http://s{n}.example/", stratum=(f"县{n // 3}", "", ""),
            failed_before=n in failed,
        )
        for n in range(60)
    ]  # fmt: skip
    sample = draw(sites, SampleRule(seed=str(seed), share=percent / 100))
    passed = {one.site_id: one.site_id % 4 > 0 for one in sample.picks}
    found = estimate({one.stratum: one.running for one in sample.strata}, sample.picks, passed)
    if found.share is None or found.low is None or found.high is None:
        assert found.checked == 0
    else:
        assert 0 <= found.low <= found.share + 1e-9
        assert found.share - 1e-9 <= found.high <= 1
