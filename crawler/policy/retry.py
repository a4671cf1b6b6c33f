"""Which requests are sent once more, and after which pause: only where that can help.

The visit to the homepage has a rule of its own (vocabulary §4): twins and the second client stack.
"""

from schema.types.outcome import Outcome

ATTEMPTS = 2
"""Tries of one request in all."""

_PAUSES = {
    Outcome.DNS_FAIL: 1.0,  # a name server that was overloaded for a moment
    Outcome.RESET: 2.0,  # a worker of theirs that was restarted under our request
    Outcome.RATE_LIMITED: 0.0,  # the gate waits as long as the host asks for
}
"""Seconds before the second try, by outcome; what is not here would end the same way again."""
_BUSY_PAUSE = 5.0
_BUSY = {502, 503, 504}
"""A gateway whose server was away for a moment; a 500 is an error of its program."""
_NEVER = {"visit", "control"}


def retry_pause(purpose: str, outcome: Outcome, status: int | None) -> float | None:
    """Give the seconds to wait before a request is sent once more; None: it is not."""
    if purpose in _NEVER or (outcome is Outcome.RATE_LIMITED and status is None):
        return None  # without a status it was our own gate that refused
    if outcome is Outcome.HTTP_5XX and (status in _BUSY or purpose == "robots"):
        return _BUSY_PAUSE
    return _PAUSES.get(outcome)
