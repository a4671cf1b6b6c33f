import pytest

from crawler.policy.status import outcome_of_status
from schema.types.outcome import Outcome

CASES = {
    200: Outcome.OK,
    206: Outcome.OK,
    304: Outcome.NOT_MODIFIED,
    401: Outcome.AUTH_REQUIRED,
    403: Outcome.HTTP_4XX,
    404: Outcome.HTTP_4XX,
    407: Outcome.AUTH_REQUIRED,
    412: Outcome.HTTP_4XX,
    429: Outcome.RATE_LIMITED,
    500: Outcome.HTTP_5XX,
    503: Outcome.HTTP_5XX,
    521: Outcome.HTTP_5XX,
}


@pytest.mark.parametrize(("status", "outcome"), CASES.items())
def test_a_status_has_its_outcome(status: int, outcome: Outcome) -> None:
    assert outcome_of_status(status, ())[0] is outcome


@pytest.mark.parametrize("status", [403, 503])
def test_retry_after_means_rate_limited(status: int) -> None:
    assert outcome_of_status(status, (("retry-after", "60"),))[0] is Outcome.RATE_LIMITED
