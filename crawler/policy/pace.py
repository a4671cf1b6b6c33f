"""How fast a host is asked, from how it took our requests: a state, an answer, the next state.

A host that says "too often" gets twice the delay and the pause that it asked for. One that answers
much slower than it used to is asked less too (load guard). Good answers take it back step by step.
"""

from dataclasses import dataclass, replace

REFUSALS = frozenset({403, 503})
"""Statuses that may say "too often": with Retry-After, or when they set in after good answers."""
_CALM = 0.1
"""A delay shorter than this is no delay."""
_GROWTH = 1.5
_KNOWN = 5
"""Answers before a host has a baseline, and before a refusal is a change of its mind."""
_IN_A_ROW = 3
"""Refusals in a row, after good answers, that are a limit although the host does not say so."""
_RECENT = 0.3
_BASELINE = 0.05
_TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceLimits:
    """What the settings allow: seconds, and how many good answers make one step back."""

    delay: float
    """Between two starts when all is well: the setting, or the host's Crawl-delay."""
    first_backoff: float
    """The delay after the first sign, where that between two starts is shorter."""
    max_backoff: float
    max_slow: float
    """The longest delay that slowness alone brings."""
    max_retry_after: float
    slow_factor: float
    recover_after: int
    noticeable: float
    """Seconds over the baseline below which no answer is slow, whatever the factor says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How one request was taken, at a monotonic time; all None: nothing came."""

    at: float
    status: int | None = None
    wait: float | None = None
    """Seconds of a valid Retry-After."""
    seconds: float | None = None
    """To the first byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The state of one host."""

    delay: float = 0.0
    """Seconds between two starts that its answers call for; 0: those of the settings."""
    closed_until: float = 0.0
    """Monotonic time before which nothing starts."""
    limited: bool = False
    """The host said so, since it was last asked at the usual pace."""
    good: int = 0
    """Good answers since the last step."""
    answers: int = 0
    refusals: int = 0
    baseline: float | None = None
    recent: float | None = None

    @property
    def strained(self) -> bool:
        """Tell whether the host is asked less than the settings allow: one request at once."""
        return self.delay > 0


CALM = Pace()


def after(pace: Pace, taken: Taken, limits: PaceLimits) -> Pace:
    """Give the state after one more answer."""
    if _says_too_often(pace, taken):
        return _backed_off(pace, taken, limits)
    refusing = taken.status in REFUSALS
    lost = taken.status is None and pace.answers > 0  # a host that never answered is only dead
    slow = lost or _slow(pace, taken, limits)
    pace = _measured(pace, taken, slow=slow, refusals=pace.refusals + 1 if refusing else 0)
    if slow:
        first = min(limits.first_backoff, limits.max_slow)
        grown = max(_GROWTH * max(pace.delay, limits.delay), first)
        return replace(pace, delay=max(pace.delay, min(grown, limits.max_slow)), good=0)
    return pace if refusing or taken.status is None else _recovered(pace, limits)


def _says_too_often(pace: Pace, taken: Taken) -> bool:
    if taken.status == _TOO_MANY:
        return True
    if taken.status not in REFUSALS:
        return False
    return taken.wait is not None or (
        pace.refusals + 1 >= _IN_A_ROW and pace.answers - pace.refusals >= _KNOWN
    )


def _backed_off(pace: Pace, taken: Taken, limits: PaceLimits) -> Pace:
    doubled = max(2 * max(pace.delay, limits.delay), limits.first_backoff)
    wait = min(taken.wait or 0.0, limits.max_retry_after)
    return replace(
        pace,
        delay=max(pace.delay, min(doubled, limits.max_backoff)),
        closed_until=max(pace.closed_until, taken.at + wait),
        limited=True,
        good=0,
        answers=pace.answers + 1,
        refusals=pace.refusals + (taken.status in REFUSALS),
    )


def _slow(pace: Pace, taken: Taken, limits: PaceLimits) -> bool:
    """Tell whether this answer and those before it took much longer than the host needs."""
    if taken.seconds is None or pace.baseline is None or pace.answers < _KNOWN:
        return False
    line = max(limits.slow_factor * pace.baseline, pace.baseline + limits.noticeable)
    return taken.seconds > line and _mixed(pace.recent, taken.seconds, _RECENT) > line


def _measured(pace: Pace, taken: Taken, *, slow: bool, refusals: int) -> Pace:
    """Take the answer into the averages; slow ones do not become the new normal."""
    if taken.status is None:
        return pace if refusals == pace.refusals else replace(pace, refusals=refusals)
    recent, baseline = pace.recent, pace.baseline
    if taken.seconds is not None:
        recent = _mixed(recent, taken.seconds, _RECENT)
        if not slow:
            share = 1 / (pace.answers + 1) if pace.answers < _KNOWN else _BASELINE
            baseline = _mixed(baseline, taken.seconds, share)
    return Pace(  # by name: `replace` takes three times as long, and every answer comes by here
        delay=pace.delay,
        closed_until=pace.closed_until,
        limited=pace.limited,
        good=pace.good,
        answers=pace.answers + 1,
        refusals=refusals,
        baseline=baseline,
        recent=recent,
    )


def _mixed(before: float | None, value: float, share: float) -> float:
    return value if before is None else before + share * (value - before)


def _recovered(pace: Pace, limits: PaceLimits) -> Pace:
    """Halve the delay after enough good answers, until it is the usual one again."""
    if not (pace.strained or pace.limited):
        return pace
    if pace.good + 1 < limits.recover_after:
        return replace(pace, good=pace.good + 1)
    halved = pace.delay / 2
    if halved <= max(limits.delay, _CALM):
        return replace(pace, delay=0.0, limited=False, good=0)
    return replace(pace, delay=halved, good=0)
