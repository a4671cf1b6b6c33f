"""Tell our own network's failure from a link's or a column's: no control target answers (§4)."""

from dataclasses import dataclass, field, replace

from crawler.fleet.controls import Controls, answers
from crawler.survey.visit_walk import control_request
from schema.ports import Archive
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import VISIT_LIMIT_SECONDS

_FAILURES = {
    Outcome.CONNECT_REFUSED,
    Outcome.CONNECT_TIMEOUT,
    Outcome.RESET,
    Outcome.HEADER_TIMEOUT,
    Outcome.BODY_TIMEOUT,
    Outcome.DEADLINE,
    Outcome.DNS_NXDOMAIN,
}
"""What counts against a site and may be our own network's; a status is the host's own answer."""
_WEIGHED_ELSEWHERE = {"visit", "control"}
"""A visit asks the control targets itself, once all its looks have failed."""


@dataclass(slots=True, kw_only=True)
class OwnNetwork:
    """The control targets as one survey asks them; without any nothing is known of our network."""

    targets: tuple[str, ...]
    controls: Controls
    archive: Archive
    _kept: dict[str, Page] = field(default_factory=dict)

    async def weighed(self, request: Request, page: Page) -> Page:
        """Give the page; a failure while no control target answers is our own fault."""
        if not self.targets or request.purpose in _WEIGHED_ELSEWHERE or not _has_failed(page):
            return page
        for target in self.targets:
            if await self._answers(target):
                return page
        reason = f"{page.outcome}: {page.reason}; no control target answered either"
        return replace(page, outcome=Outcome.OWN_FAULT, reason=reason)

    async def _answers(self, target: str) -> bool:
        request = control_request(target)
        page = await self.controls.fetch(request)
        if self._kept.get(target) is not page:  # looks that fail together share one answer
            self._kept[target] = page
            self.archive.keep(request, page)
        return answers(page)


def _has_failed(page: Page) -> bool:
    return page.outcome in _FAILURES or page.seconds > VISIT_LIMIT_SECONDS
