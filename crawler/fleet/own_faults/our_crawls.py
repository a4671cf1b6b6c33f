"""Tell a refusal that our own crawl of a host brought about from an outage (vocabulary §2)."""

import logging
from dataclasses import replace
from datetime import timedelta

from crawler.policy.canonical import address_of
from crawler.policy.pace import REFUSALS
from schema.ports import Clock, PaceKeeper
from schema.types.capture import Page
from schema.types.outcome import Outcome
from schema.types.pace import PaceState
from schema.types.settings import PolitenessSettings

_PLAIN_ERRORS = {Outcome.HTTP_4XX, Outcome.HTTP_5XX}
_log = logging.getLogger(__name__)


class OurCrawls:
    """What surveys, of any worker, wrote down of the hosts that began to refuse them."""

    def __init__(self, paces: PaceKeeper, clock: Clock, settings: PolitenessSettings) -> None:
        self._paces = paces
        self._clock = clock
        self._plan_lasts = timedelta(days=settings.slow_days)
        self._limit_lasts = timedelta(seconds=settings.max_retry_after)

    async def weighed(self, page: Page, home_url: str) -> Page:
        """Call a refusal a limit where the host began to refuse a survey of ours a while ago.

        A plan lasts for days; that the limit does as well nobody says.
        """
        address = address_of(home_url)
        if page.status not in REFUSALS or page.outcome not in _PLAIN_ERRORS or address is None:
            return page
        try:
            known = await self._paces.of(address.hostname)
        except Exception as err:  # noqa: BLE001 - the answer stands, whoever cannot be asked about it
            _log.warning("the pace of %s is not known: %s", address.hostname, err)
            return page
        if known is None or known.state is not PaceState.RATE_LIMITED:
            return page
        if self._clock.now() - (known.until - self._plan_lasts) > self._limit_lasts:
            return page
        reason = f"{page.reason}, as to a survey of ours of this hour"
        return replace(page, outcome=Outcome.RATE_LIMITED, reason=reason)
