"""Floors of what is read right on the labelled pages: raising one is welcome."""

from pathlib import Path

import pytest

from bench.accuracy import PEERS, measure, measure_peers
from bench.scoring import CORPUS, Score, quantile

FLOORS = {
    "date: Chinese government": 0.98,
    "date: other Chinese": 0.98,
    "date: letters": 0.97,
    "date: other languages": 0.88,
    "no date:": 0.98,
    "kind:": 0.97,
    "column: count": 0.95,
    "column: newest date": 0.97,
    "column: date of a row": 0.97,
    "interaction_list: count": 0.95,
    "interaction_list: state of a row": 0.97,
    "interaction_detail: state": 0.97,
}
CEILINGS = {
    "date: Chinese government": 0.005,
    "date: other Chinese": 0.005,
    "date: letters": 0.0,
    "date: other languages": 0.03,
    "no date:": 0.02,
}
DATE_SETS = [name for name in FLOORS if name.startswith(("date:", "no date:"))]
SLOWEST_MEDIAN = 40.0  # milliseconds; a loose wall against quadratic walks, not a benchmark


@pytest.fixture(scope="module")
def corpus() -> Path:
    if not (CORPUS / "labels.jsonl").is_file():
        pytest.skip(f"no labelled pages in {CORPUS}")
    return CORPUS


@pytest.fixture(scope="module")
def score(corpus: Path) -> Score:
    return measure(corpus)


@pytest.fixture(scope="module")
def peers(corpus: Path) -> dict[str, Score]:
    return measure_peers(corpus)


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
@pytest.mark.parametrize("name", DATE_SETS)
@pytest.mark.parametrize("peer", PEERS)
def test_no_peer_reads_more_dates_right_or_fewer_wrong(
    score: Score, peers: dict[str, Score], peer: str, name: str
) -> None:
    assert score.share(name) >= peers[peer].share(name)
    assert score.share(name, "wrong") <= peers[peer].share(name, "wrong")


@pytest.mark.slow
def test_median_page_is_read_in_milliseconds(score: Score) -> None:
    assert quantile(score.milliseconds, 0.5) < SLOWEST_MEDIAN
