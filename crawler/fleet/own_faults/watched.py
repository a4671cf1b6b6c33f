"""Fetch, and say when our own machine was overloaded while that failed."""

from dataclasses import replace

from crawler.fleet.own_faults.overload import OverloadWatch
from schema.ports import Clock, Transport
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import VISIT_LIMIT_SECONDS

_GOOD = {Outcome.OK, Outcome.OK_TRUNCATED, Outcome.NOT_MODIFIED}


async def watched_fetch(
    transport: Transport, request: Request, watch: OverloadWatch | None, clock: Clock
) -> Page:
    """Fetch; a page that is not good bears our strain of that time, for such a look is void.

    Beside a visit an error that the server told in time is its own, however busy we were.
    """
    began = clock.monotonic()
    page = await transport.fetch(request)
    told = request.purpose != "visit" and page.status is not None
    good = (told or page.outcome in _GOOD) and page.seconds <= VISIT_LIMIT_SECONDS
    strain = "" if good or watch is None else watch.strain(began)
    return replace(page, strain=strain) if strain else page
