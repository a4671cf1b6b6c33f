"""Control targets (对照目标): asked when visits fail, to tell our network's fault from theirs."""

import asyncio

from crawler.survey.visit_walk import control_answers
from schema.ports import Clock, Transport
from schema.types.capture import Page, Request
from schema.types.probe import ControlCheck

FRESH_SECONDS = 1.0
"""An answer speaks for a visit only if it was asked for when the last look had failed, or so little
before that the failure, which took longer, had begun: what was right before an outage is no proof.
A thousand sites that fail together still ask only once a second."""


class Controls:
    """The control targets of one process; visits that fail together share one answer."""

    def __init__(self, transport: Transport, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock
        self._answers: dict[str, tuple[float, asyncio.Task[Page]]] = {}
        self.checks: list[ControlCheck] = []
        """Every check that was made, for the store."""

    async def fetch(self, request: Request) -> Page:
        """Ask a target, or give the answer that it gave in these seconds."""
        known = self._answers.get(request.url)
        if known is None or self._clock.monotonic() - known[0] > FRESH_SECONDS:
            task = asyncio.ensure_future(self._ask(request))
            known = (self._clock.monotonic(), task)
            self._answers[request.url] = known
        return await asyncio.shield(known[1])

    async def _ask(self, request: Request) -> Page:
        page = await self._transport.fetch(request)
        self.checks.append(
            ControlCheck(
                target=request.url,
                at=page.fetched_at,
                ok=control_answers(page),
                outcome=page.outcome,
                reason=page.reason,
                seconds=page.seconds,
            )
        )
        return page
