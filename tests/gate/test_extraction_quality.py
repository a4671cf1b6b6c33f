"""Floors of what is read right on the labelled pages: raising one is welcome."""

from pathlib import Path

import pytest

from bench.accuracy import Score, measure, quantile

CORPUS = Path("../shared/corpus")

FLOORS = {
    "date: Chinese government": 0.98,
    "date: other Chinese": 0.98,
    "date: letters": 0.97,
    "date: other languages": 0.82,
    "date: pages that carry none": 0.98,
    "kind": 0.97,
    "list: count": 0.95,
    "list: newest": 0.97,
    "list: item date": 0.93,
    "letter: state": 0.97,
}
CEILINGS = {"date: Chinese government": 0.005, "date: other Chinese": 0.01, "date: letters": 0.0}
SLOWEST_MEDIAN = 40.0  # milliseconds; a loose wall against quadratic walks, not a benchmark


@pytest.fixture(scope="module")
def score() -> Score:
    if not (CORPUS / "labels.jsonl").is_file():
        pytest.skip(f"no labelled pages in {CORPUS}")
    return measure(CORPUS)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "floor"), FLOORS.items(), ids=FLOORS.keys())
def test_share_read_right_stays_above_its_floor(score: Score, name: str, floor: float) -> None:
    assert score.share(name) >= floor


@pytest.mark.slow
@pytest.mark.parametrize(("name", "ceiling"), CEILINGS.items(), ids=CEILINGS.keys())
def test_share_of_wrong_dates_stays_below_its_ceiling(
    score: Score, name: str, ceiling: float
) -> None:
    assert score.share(name, "wrong") <= ceiling


@pytest.mark.slow
def test_median_page_is_read_in_milliseconds(score: Score) -> None:
    assert quantile(score.milliseconds, 0.5) < SLOWEST_MEDIAN
