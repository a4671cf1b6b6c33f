"""Ask without cookies: some hosts answer 400 to the second request of a session they began."""

from crawler.fleet.fetch.journey import Journey
from crawler.policy.framing import Head

_REFUSED = 400


def asks_past_session(journey: Journey, head: Head) -> bool:
    """Tell whether to ask once more without cookies, because the host refused a request with them.

    A 400 may have other reasons: only what the repetition brings tells.
    """
    refused = head.status == _REFUSED and journey.method == "GET"
    if not refused or not journey.had_cookies or journey.without_cookies:
        return False
    journey.without_cookies = True
    journey.note = "asked again without cookies, for the host refused its own session"
    return True


def session_was_why(journey: Journey, head: Head) -> bool:
    """Tell whether the host answers what it refused to a session."""
    return journey.without_cookies and head.status < _REFUSED
