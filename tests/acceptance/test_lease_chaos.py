"""Real workers killed, frozen and cut off: no site is lost, none is taken twice."""

import pytest

from bench.chaos_books import Attempt, late_requests
from bench.chaos_faults import Course
from bench.chaos_sites import Asked
from bench.lease_chaos import lease_chaos
from testkit.plugin import enterable_folder

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.network, pytest.mark.slow]


def test_nothing_is_lost_or_doubled_when_workers_die_and_freeze() -> None:
    with enterable_folder() as folder:
        course = Course(sites=30, rechecks=6, workers=3, seed=7, seconds=6)
        verdict = lease_chaos(folder, course)

    assert verdict.pairs >= 36
    assert (verdict.lost, verdict.accepted_twice, verdict.replaced_accepted) == (0, 0, 0)
    assert (verdict.foreign_evidence, verdict.doubled_evidence, verdict.unjudged) == (0, 0, 0)
    assert (verdict.ended, verdict.silent, verdict.stuck) == (0, 0, 0)
    assert verdict.verify_sound
    assert verdict.kills > 0
    assert verdict.freezes > 0


@pytest.mark.parametrize(
    ("at", "worker", "late"),
    [(1.5, "0", 0), (2.5, "0", 1), (2.5, "1", 0), (0.5, "1", 0)],
    ids=["the holder", "after its successor began", "the successor", "before any attempt"],
)
def test_a_request_is_late_once_another_worker_has_begun(at: float, worker: str, late: int) -> None:
    attempts = [Attempt(1.0, "n1.example", "a"), Attempt(2.0, "n1.example", "b")]

    found = late_requests([Asked(at, "n1.example", worker)], attempts, {"0": "a", "1": "b"})

    assert found.total() == late
