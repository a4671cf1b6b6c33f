"""How a hop ended: in its handshake, cut short, or with a page whose last byte had come."""

from crawler.fleet.hop import HopFailed, Progress
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


def came_whole(page: Page) -> bool:
    """Tell whether a page came to its end, whatever its length or its connection say."""
    return _END_OF_PAGE in page.body[-_END_REACH:].lower()
