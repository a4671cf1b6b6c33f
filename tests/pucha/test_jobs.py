from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

from pucha.jobs import MAX_ATTEMPTS, RetryStrategy
from schema.types.errors import AddressBusy, LeaseBusy, LeaseLost, PutOff
from testkit.clock import START, VirtualClock

TTL = 60.0


def decide(error: BaseException, attempts: int = 0) -> RetryDecision | None:
    job = Job(
        id=1, queue="audit", lock=None, queueing_lock=None, task_name="survey", attempts=attempts
    )
    return RetryStrategy(VirtualClock(), TTL).get_retry_decision(exception=error, job=job)


def pause(error: BaseException, attempts: int = 0) -> float:
    decision = decide(error, attempts)
    assert decision is not None
    assert decision.retry_at is not None
    return (decision.retry_at - START).total_seconds()


@pytest.mark.parametrize("attempts", [0, 1, 5, 100])
def test_a_busy_address_is_tried_again_after_a_growing_bounded_pause(attempts: int) -> None:
    expected = min(TTL / 12 * (attempts + 1), TTL / 2)

    found = pause(AddressBusy(("192.0.2.1",)), attempts)

    assert 0.5 * expected <= found <= 1.5 * expected


def test_sites_that_wait_for_one_address_come_back_apart() -> None:
    strategy = RetryStrategy(VirtualClock(), TTL)
    job = Job(id=1, queue="audit", lock=None, queueing_lock=None, task_name="survey")
    error = AddressBusy(("192.0.2.1",))

    times = {
        decision.retry_at
        for _ in range(20)
        if (decision := strategy.get_retry_decision(exception=error, job=job)) is not None
    }

    assert len(times) == 20


@pytest.mark.parametrize("attempts", [0, MAX_ATTEMPTS, 1000])
def test_what_is_put_off_comes_at_its_time_and_is_no_failure(attempts: int) -> None:
    later = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)

    assert pause(PutOff(later, "quiet hours"), attempts) == (later - START).total_seconds()
    assert pause(LeaseBusy(START + timedelta(seconds=9)), attempts) == 9
    assert pause(LeaseLost("lost"), attempts) == TTL / 2


def test_a_fault_of_ours_is_left_to_the_reconciler_at_last() -> None:
    assert decide(KeyError(), attempts=MAX_ATTEMPTS) is None
