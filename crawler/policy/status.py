"""Which outcome an HTTP status is (vocabulary §2)."""

from schema.types.outcome import Outcome

_FIXED = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.AUTH_REQUIRED,
    407: Outcome.AUTH_REQUIRED,
    429: Outcome.RATE_LIMITED,
}
_RATE_LIMITED_WITH_RETRY_AFTER = {403, 503}


def outcome_of_status(status: int, headers: tuple[tuple[str, str], ...]) -> tuple[Outcome, str]:
    """Give the outcome of a whole answer and one sentence for it; header names in lower case."""
    if status in _FIXED:
        return _FIXED[status], f"status {status}"
    if status in _RATE_LIMITED_WITH_RETRY_AFTER and any(
        name == "retry-after" for name, _ in headers
    ):
        return Outcome.RATE_LIMITED, f"status {status} with Retry-After"
    if status >= 500:  # noqa: PLR2004 - the class of the status
        return Outcome.HTTP_5XX, f"status {status}"
    if status >= 400:  # noqa: PLR2004 - the class of the status
        return Outcome.HTTP_4XX, f"status {status}"
    return Outcome.OK, f"status {status}"
