"""What stands of a request that was asked again: a repetition must never make a site look worse."""

from dataclasses import replace

from schema.types.capture import Page
from schema.types.outcome import NO_ANSWER, Outcome
from schema.types.settings import VISIT_LIMIT_SECONDS

_READ = {Outcome.OK, Outcome.OK_TRUNCATED}


def standing(before: Page, again: Page) -> Page:
    """Give the repetition's answer; where none came in the time that was left, the first stands."""
    return _first_of(before, again, "asked again") if again.outcome in NO_ANSWER else again


def fresher(aged: Page, again: Page) -> Page:
    """Give the answer past the cache; where it did not come in time, what a person saw stands."""
    late = again.seconds > VISIT_LIMIT_SECONDS >= aged.seconds
    if again.outcome in _READ and not late:
        return again
    return _first_of(aged, again, "past the cache")


def _first_of(before: Page, again: Page, which: str) -> Page:
    """Give the first answer with all that came; it goes last, where a page's body is read again."""
    came, more = before.exchanges, again.exchanges[len(before.exchanges) :]
    return replace(
        before,
        reason=f"{before.reason}; {which}: {again.outcome}",
        exchanges=(*came[:-1], *more, *came[-1:]),
        wire_bytes=again.wire_bytes,
    )
