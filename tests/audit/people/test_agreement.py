from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from audit.people.agreement import agreement, pass_rate


def test_wilson_s_interval_is_that_of_the_textbook() -> None:
    rate = pass_rate(85, 100)

    assert rate.low is not None
    assert rate.high is not None
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.7672, 0.9069)


def test_nothing_checked_has_no_rate() -> None:
    assert pass_rate(0, 0).share is None


@given(st.integers(1, 500), st.data())
def test_the_share_lies_in_its_interval(checked: int, data: st.DataObject) -> None:
    rate = pass_rate(data.draw(st.integers(0, checked)), checked)

    assert rate.low is not None
    assert rate.high is not None
    assert rate.share is not None
    assert 0 <= rate.low <= rate.share + 1e-12
    assert rate.share - 1e-12 <= rate.high <= 1


def test_cohen_s_kappa_is_that_of_the_worked_example() -> None:
    counts = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    found = agreement(pair for pair, n in counts.items() for _ in range(n))

    assert found.pairs == counts
    assert found.share == 0.7
    assert found.kappa is not None
    assert isclose(found.kappa, 0.4)


def test_kappa_is_undefined_where_chance_explains_all() -> None:
    assert agreement([("yes", "yes")] * 4).kappa is None
    assert agreement([]).share is None
