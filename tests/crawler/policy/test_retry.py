import pytest

from crawler.policy.retry import retry_pause
from schema.types.outcome import Outcome

ONCE_MORE = {
    "a name server failed": ("list", Outcome.DNS_FAIL, None),
    "the connection was reset": ("article", Outcome.RESET, None),
    "a gateway had no server": ("list", Outcome.HTTP_5XX, 502),
    "the server was busy": ("letter", Outcome.HTTP_5XX, 503),
    "asked too often": ("list", Outcome.RATE_LIMITED, 429),
    "any error in the place of robots.txt": ("robots", Outcome.HTTP_5XX, 500),
}
NOT_AGAIN = {
    "the visit has its own rule": ("visit", Outcome.RESET, None),
    "a control target": ("control", Outcome.RESET, None),
    "our own gate refused": ("list", Outcome.RATE_LIMITED, None),
    "an error of the site's program": ("list", Outcome.HTTP_5XX, 500),
    "not there": ("list", Outcome.HTTP_4XX, 404),
    "no such name": ("list", Outcome.DNS_NXDOMAIN, None),
    "a deadline is as long the second time": ("list", Outcome.DEADLINE, None),
    "well": ("list", Outcome.OK, 200),
}


@pytest.mark.parametrize("case", ONCE_MORE.values(), ids=ONCE_MORE)
def test_what_may_have_passed_is_asked_once_more(case: tuple[str, Outcome, int | None]) -> None:
    assert retry_pause(*case) is not None


@pytest.mark.parametrize("case", NOT_AGAIN.values(), ids=NOT_AGAIN)
def test_what_would_end_the_same_way_is_not(case: tuple[str, Outcome, int | None]) -> None:
    assert retry_pause(*case) is None
