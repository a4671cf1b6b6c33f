"""The table that says what a visit to a homepage counts for (vocabulary §4), as data.

A survey acts on the table as it is written; an edition may hold one of its own, by which the looks
that were kept are read again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schema.types.outcome import NO_ANSWER, TIMED_OUT, CountsAs, Outcome, PageClass
from schema.types.settings import VISIT_LIMIT_SECONDS

_SERVER_ERRORS = range(500, 600)
"""A number beyond is no status (RFC 9110 §15): shields answer 999 and the like."""
_CUT = frozenset({Outcome.RESET, Outcome.BODY_TIMEOUT, Outcome.DEADLINE})
"""A body under these is a part: that it is a page, or empty, only the whole could show."""
_SPEAKS_OF_US = Outcome.RATE_LIMITED
"""It answered, and spoke of us: a 503 with Retry-After too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one try saw, as far as the table needs it."""

    outcome: Outcome
    page_class: PageClass | None
    status: int | None
    seconds: float
    name_servers: int = 0
    strained: bool = False
    """Our own machine was overloaded meanwhile."""
    twin: bool = False
    """The try asked for a twin of the registered address, not for the address itself."""

    def shown(self, whole_only: frozenset[PageClass]) -> PageClass | None:
        """Give the class that the body proves as far as it came; some only the whole proves."""
        is_part = self.outcome in _CUT and self.page_class in whole_only
        return None if is_part else self.page_class


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTable:
    """What a look counts for: read from the top, the first row that fits decides.

    What no row names is undetermined. Void by control targets and by storms is decided where more
    than one look is seen.
    """

    limit_seconds: float = VISIT_LIMIT_SECONDS
    """A page that came later is not open; never less than what a survey goes by."""
    name_servers: int = 2
    """A name does not exist when so many say so; one alone may be ours that is wrong."""
    person: frozenset[PageClass] = frozenset({PageClass.HIJACKED, PageClass.CLOSED})
    opened: frozenset[PageClass] = frozenset(
        {PageClass.PAGE, PageClass.JS_REQUIRED, PageClass.MOVED}
    )
    failed: frozenset[Outcome] = NO_ANSWER | {Outcome.REDIRECT_LIMIT, Outcome.DNS_NXDOMAIN}
    failed_statuses: frozenset[int] = frozenset({404, 410})
    """Answers without a class that fail,"""
    server_errors_fail: bool = True
    """and whether 5xx do."""

    def counts_as(self, look: Look) -> CountsAs:
        """Say what one look counts for; a failure that our overload may have made is void."""
        shown = look.shown(self.opened | {PageClass.EMPTY})
        if look.outcome is Outcome.OWN_FAULT:
            return CountsAs.VOID
        if shown in self.person:
            return CountsAs.PERSON
        if shown in self.opened and look.seconds <= self.limit_seconds:
            return CountsAs.OPENED
        if self._failed(look, shown):
            return CountsAs.VOID if look.strained else CountsAs.FAILED
        return CountsAs.UNDETERMINED

    def conclude(self, looks: Sequence[Look]) -> CountsAs:
        """Conclude a visit from all its tries: failed only if all fail.

        A twin whose name does not exist was nothing to try: many a site has no `www.`.
        """
        tried = [look for look in looks if not (look.twin and _has_no_name(look))]
        return _first_of([self.counts_as(look) for look in tried or looks])

    def _failed(self, look: Look, shown: PageClass | None) -> bool:
        """Tell whether a look failed.

        "Too late" speaks of what the site did: its page came late. That our own look-up, policy or
        client took long is no failure of the site's.
        """
        if look.outcome is _SPEAKS_OF_US:
            return False
        if shown is not None:
            return shown in self.opened and look.seconds > self.limit_seconds
        if look.outcome in self.failed:
            return self._proved(look)
        status = look.status or 0
        return status in self.failed_statuses or (
            self.server_errors_fail and status in _SERVER_ERRORS
        )

    def _proved(self, look: Look) -> bool:
        """Tell whether a failure is true of this table's limit.

        Time-outs are of the rule's 15 seconds, because no setting may give up within them; of a
        longer limit only as far as was waited.
        """
        if look.outcome is Outcome.DNS_NXDOMAIN:
            return look.name_servers >= self.name_servers
        if look.outcome in TIMED_OUT and self.limit_seconds > VISIT_LIMIT_SECONDS:
            return look.seconds >= self.limit_seconds
        return True


def _has_no_name(look: Look) -> bool:
    return look.outcome is Outcome.DNS_NXDOMAIN


def _first_of(words: Iterable[CountsAs]) -> CountsAs:
    found = set(words)
    order = (CountsAs.OPENED, CountsAs.PERSON, CountsAs.UNDETERMINED, CountsAs.VOID)
    return next((word for word in order if word in found), CountsAs.FAILED)


HOUSE_TABLE = VisitTable()
"""The table as the vocabulary has it."""
