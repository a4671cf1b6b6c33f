"""How a hop ended: in its handshake, cut short, too late, or with its last byte come."""

from crawler.fleet.stacks.hop import HopFailed, Progress
from crawler.policy.framing import Head
from crawler.policy.status import outcome_of_status
from schema.types.capture import Page, Truncation
from schema.types.outcome import Outcome

_HANDSHAKE_ENDS = {Outcome.RESET, Outcome.CONNECT_TIMEOUT}
"""How servers of old protocols answer a hello that they do not know, instead of an alert."""
_TRUNCATIONS: dict[Outcome, Truncation] = {
    Outcome.RESET: "disconnect",
    Outcome.OK_TRUNCATED: "disconnect",
    Outcome.BODY_TOO_LARGE: "length",
    Outcome.HEADERS_TOO_LARGE: "length",
}
_IDLE_SECONDS = 5.0
"""A body that brought nothing for so long before the deadline had stopped, not dripped."""
_BY_PHASE = {
    "dns": Outcome.DNS_FAIL,
    "connect": Outcome.CONNECT_TIMEOUT,
    "tls": Outcome.CONNECT_TIMEOUT,
    "headers": Outcome.HEADER_TIMEOUT,
}
_ERRORS = {Outcome.HTTP_4XX, Outcome.HTTP_5XX, Outcome.AUTH_REQUIRED, Outcome.RATE_LIMITED}
_END_OF_PAGE = b"</html>"
_END_REACH = 512
"""Bytes behind the end tag that templates add (comments, counters)."""


def was_handshake(err: HopFailed, progress: Progress) -> bool:
    """Tell whether the strict look at TLS ended the hop: the relaxed one may see more."""
    if err.outcome.value.startswith("tls_"):
        return True
    return progress.phase == "tls" and err.outcome in _HANDSHAKE_ENDS


def truncation(progress: Progress) -> Truncation:
    """Say why no more of an answer was received: by our bounds, or by the server."""
    failure = progress.failure
    if progress.unread is not None:
        return "length"
    if failure is None:
        return "time"
    return _TRUNCATIONS.get(failure.outcome, "unspecified")


def late_word(
    phase: str, silence: float, deadline: float, head: Head | None = None
) -> tuple[Outcome, str]:
    """Name what the deadline met: the phase, and for how long nothing had come."""
    outcome = _BY_PHASE.get(phase, Outcome.DEADLINE)
    if phase == "body" and silence >= min(_IDLE_SECONDS, deadline / 2):
        outcome = Outcome.BODY_TIMEOUT
    what = "no TLS handshake" if phase == "tls" else "not done"
    reason = f"{what} after {deadline:g} s, while in {phase}"
    return cut_word(head, reason) if _is_error(head) else (outcome, reason)


def failed_word(err: HopFailed, head: Head | None, *, posted: bool) -> tuple[Outcome, str]:
    """Name a hop that failed; `posted`: our request had a body.

    A server that answers without reading that body resets the connection behind its answer, which
    is then received as far as it came (RFC 9112 §9.6).
    """
    answered = err.outcome is Outcome.RESET and head is not None and (posted or _is_error(head))
    if answered or err.outcome is Outcome.OK_TRUNCATED:
        return cut_word(head, err.reason)
    return err.outcome, err.reason


def cut_word(head: Head | None, reason: str) -> tuple[Outcome, str]:
    """Name an answer of which a part came: an error's status says more than that."""
    if head is not None:
        by_status, said = outcome_of_status(head.status, head.headers)
        if by_status is not Outcome.OK:
            return by_status, f"{said}; {reason}"
    return Outcome.OK_TRUNCATED, reason


def _is_error(head: Head | None) -> bool:
    """Tell an answer whose status alone says what it is: a refusal, or a fault of the server's."""
    return head is not None and outcome_of_status(head.status, head.headers)[0] in _ERRORS


def came_whole(page: Page) -> bool:
    """Tell whether a page came to its end, whatever its length or its connection say."""
    return _END_OF_PAGE in page.body[-_END_REACH:].lower()
