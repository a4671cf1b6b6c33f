"""What one visit to a homepage counts for (vocabulary §4), and what is tried before it fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.policy.canonical import twins
from schema.types.outcome import CountsAs, Outcome
from schema.types.visit_table import HOUSE_TABLE, Look

_BY_CLIENT = {
    Outcome.PROTOCOL_ERROR,
    Outcome.HEADERS_TOO_LARGE,
    Outcome.DECODE_ERROR,
    Outcome.TLS_UNSUPPORTED,
    Outcome.TLS_PROTOCOL_TOO_OLD,
    Outcome.TLS_WEAK,
}
"""What one client stack may meet where the other reads the page (HTTP/2 only, odd replies)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try of a visit: at which address, by which client stack."""

    url: str
    stack: Literal["aiohttp", "httpx"]


def counts_as(look: Look) -> CountsAs:
    """Say what one look counts for while the survey is under way."""
    return HOUSE_TABLE.counts_as(look)


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


def conclude(looks: Sequence[Look]) -> CountsAs:
    """Conclude a visit from all its tries while the survey is under way."""
    return HOUSE_TABLE.conclude(looks)
