"""How a hop ended: in its handshake, or with a page whose last byte had come."""

from crawler.fleet.hop import HopFailed, Progress
from schema.types.capture import Page
from schema.types.outcome import Outcome

_HANDSHAKE_ENDS = {Outcome.RESET, Outcome.CONNECT_TIMEOUT}
"""How servers of old protocols answer a hello that they do not know, instead of an alert."""
_END_OF_PAGE = b"</html>"
_END_REACH = 512
"""Bytes behind the end tag that templates add (comments, counters)."""


def was_handshake(err: HopFailed, progress: Progress) -> bool:
    """Tell whether the strict look at TLS ended the hop: the relaxed one may see more."""
    if err.outcome.value.startswith("tls_"):
        return True
    return progress.phase == "tls" and err.outcome in _HANDSHAKE_ENDS


def came_whole(page: Page) -> bool:
    """Tell whether a page came to its end, whatever its length or its connection say."""
    return _END_OF_PAGE in page.body[-_END_REACH:].lower()
