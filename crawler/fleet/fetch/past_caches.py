"""Ask past caches: an answer that one kept for weeks says nothing of the site any more."""

from crawler.fleet.fetch.journey import Journey
from crawler.policy.framing import Head

_OLD_AGE = 7 * 86_400
"""Seconds in a cache after which an answer says nothing of the site any more."""
_OK = 200
_NOT_MODIFIED = 304


def is_conditional(journey: Journey) -> bool:
    """Tell whether the request carries a condition: only for the address that it was made for."""
    return bool(journey.request.validators) and not (journey.redirects or journey.past_caches)


def asks_past_caches(journey: Journey, head: Head) -> bool:
    """Tell whether to ask once more, because a cache said that it knows what we do not."""
    if journey.past_caches or head.status != _NOT_MODIFIED or is_conditional(journey):
        return False
    journey.past_caches = True
    return True


def is_aged(journey: Journey, head: Head) -> bool:
    """Tell whether a cache kept the answer so long that it says nothing of the site any more."""
    age = head.first("age") or ""
    if journey.past_caches or head.status != _OK:
        return False
    if not (age.isascii() and age.isdigit()) or int(age[:12]) <= _OLD_AGE:
        return False
    journey.past_caches = True
    journey.note = f"asked again, for a cache had kept the first answer {age[:12]} s"
    return True
