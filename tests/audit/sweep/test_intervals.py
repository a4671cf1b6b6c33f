from hypothesis import given
from hypothesis import strategies as st

from audit.sweep.intervals import pass_rate


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
