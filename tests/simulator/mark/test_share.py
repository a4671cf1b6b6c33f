import pytest

from simulator.mark.share import Share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 100, 0.0, 0.0370), (50, 100, 0.4038, 0.5962), (10, 10, 0.7225, 1.0)],
)
def test_the_wilson_interval(part: int, whole: int, low: float, high: float) -> None:
    interval = Share(part=part, whole=whole).interval

    assert interval == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_is_unknown() -> None:
    assert Share(part=0, whole=0).as_json()["share"] is None
