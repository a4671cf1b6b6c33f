"""What one visit to a homepage counts for (vocabulary §4), and what is tried before it fails."""

from dataclasses import dataclass
from typing import Literal

from crawler.policy.canonical import twins
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.settings import VISIT_LIMIT_SECONDS

AGREEING_NAME_SERVERS = 2
"""A name does not exist when two name servers say so; one alone may be ours that is wrong."""

_PERSON = {PageClass.HIJACKED, PageClass.CLOSED}
_UNDETERMINED = {
    PageClass.CHALLENGE,
    PageClass.MAINTENANCE,
    PageClass.EMPTY,
    PageClass.DEFAULT_PAGE,
    PageClass.SOFT_404,
    PageClass.NOT_HTML,
}
_OPENED = {PageClass.PAGE, PageClass.JS_REQUIRED, PageClass.MOVED}
_FAILED = {
    Outcome.CONNECT_REFUSED,
    Outcome.CONNECT_TIMEOUT,
    Outcome.RESET,
    Outcome.HEADER_TIMEOUT,
    Outcome.BODY_TIMEOUT,
    Outcome.DEADLINE,
    Outcome.REDIRECT_LIMIT,
}
"""The timeouts are true because no setting may give up within the rule's 15 seconds."""
_BY_CLIENT = {
    Outcome.PROTOCOL_ERROR,
    Outcome.HEADERS_TOO_LARGE,
    Outcome.DECODE_ERROR,
    Outcome.TLS_UNSUPPORTED,
    Outcome.TLS_PROTOCOL_TOO_OLD,
    Outcome.TLS_WEAK,
}
"""What one client stack may meet where the other reads the page (HTTP/2 only, odd replies)."""
_CUT = {Outcome.RESET, Outcome.BODY_TIMEOUT, Outcome.DEADLINE}
"""A body under these is a part: that it is a page, or empty, only the whole could show."""
_SHOWN_BY_THE_WHOLE = _OPENED | {PageClass.EMPTY}
_GONE = {404, 410}
_SERVER_ERROR = 500


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

    @property
    def shown(self) -> PageClass | None:
        """Give the class that the body proves as far as it came."""
        is_part = self.outcome in _CUT and self.page_class in _SHOWN_BY_THE_WHOLE
        return None if is_part else self.page_class


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try of a visit: at which address, by which client stack."""

    url: str
    stack: Literal["aiohttp", "httpx"]


def counts_as(look: Look) -> CountsAs:
    """Read the table from the top; the first row that fits decides.

    A failure that our own overload may have made is void. Void by control targets and by storms is
    decided where more than one look is seen.
    """
    if look.outcome is Outcome.OWN_FAULT:
        return CountsAs.VOID
    if look.shown in _PERSON:
        return CountsAs.PERSON
    if look.shown in _UNDETERMINED:
        return CountsAs.UNDETERMINED
    if look.shown in _OPENED and look.seconds <= VISIT_LIMIT_SECONDS:
        return CountsAs.OPENED
    if _failed(look):
        return CountsAs.VOID if look.strained else CountsAs.FAILED
    return CountsAs.UNDETERMINED


def _failed(look: Look) -> bool:
    """Tell whether a look failed.

    "Over 15 s" speaks of what the site did: its page came late. That our own look-up, policy or
    client took long is no failure of the site's.
    """
    if look.outcome is Outcome.RATE_LIMITED:
        return False  # it answered, and spoke of us: a 503 with Retry-After too
    if look.shown in _OPENED:
        return look.seconds > VISIT_LIMIT_SECONDS
    if look.outcome is Outcome.DNS_NXDOMAIN:
        return look.name_servers >= AGREEING_NAME_SERVERS
    if look.outcome in _FAILED:
        return True
    status = look.status or 0
    return look.shown is None and (status in _GONE or status >= _SERVER_ERROR)


def depends_on_client(look: Look) -> bool:
    """Tell whether the other client stack may see what this one could not."""
    return look.page_class is None and look.outcome in _BY_CLIENT


def first_tries(home: str) -> tuple[Try, ...]:
    """Give the first look."""
    return (Try(url=home, stack="aiohttp"),)


def second_tries(home: str) -> tuple[Try, ...]:
    """Give the tries that follow a failed first look at once: the twins, once each."""
    return tuple(Try(url=twin, stack="aiohttp") for twin in twins(home))


def last_tries(home: str) -> tuple[Try, ...]:
    """Give the repetition by the other client stack, after a pause."""
    return (Try(url=home, stack="httpx"),)


def conclude(looks: tuple[Look, ...]) -> CountsAs:
    """Conclude a visit from all its tries: failed only if all fail.

    A twin whose name does not exist was nothing to try: many a site has no `www.`.
    """
    tried = [look for look in looks if not (look.twin and look.outcome is Outcome.DNS_NXDOMAIN)]
    words = [counts_as(look) for look in tried or looks]
    for word in (CountsAs.OPENED, CountsAs.PERSON, CountsAs.UNDETERMINED, CountsAs.VOID):
        if word in words:
            return word
    return CountsAs.FAILED
