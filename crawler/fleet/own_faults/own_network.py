"""Tell a link or a column that does not open from our own network, or crawl, that failed (§4)."""

from dataclasses import dataclass, field, replace

from crawler.fleet.own_faults.controls import Controls
from crawler.policy.canonical import same_site
from crawler.survey.visit_walk import control_answers, control_request
from schema.ports import Archive
from schema.types.capture import CONTROL_BESIDE, Page, Request
from schema.types.outcome import NO_ANSWER, Outcome
from schema.types.settings import VISIT_LIMIT_SECONDS

_FAILURES = NO_ANSWER | {Outcome.DNS_NXDOMAIN}
"""What counts against a site and may be our own network's; a status is the host's own answer."""
_WEIGHED_ELSEWHERE = {"visit", "control"}
"""A visit asks the control targets itself, once all its looks have failed."""


@dataclass(slots=True, kw_only=True)
class OwnNetwork:
    """What one survey asks when something gave no answer: the control targets, and the homepage.

    The homepage opened before anything else was asked. A site that answers nothing any more may
    have shut us out: that proves nothing against its columns.
    """

    targets: tuple[str, ...]
    home_url: str
    deadline: float
    """For the homepage, seconds."""
    controls: Controls
    archive: Archive
    _kept: dict[str, Page] = field(default_factory=dict)

    async def weighed(self, request: Request, page: Page) -> Page:
        """Give the page; what our own network, or our own crawl, may have brought is undetermined.

        Without control targets the homepage stands in for them.
        """
        if request.purpose in _WEIGHED_ELSEWHERE or not _has_failed(page):
            return page
        if self.targets and not await self._some_answer():
            return _blamed(page, Outcome.OWN_FAULT, "no control target answered either")
        if same_site(page.final_url, self.home_url):
            if not await self._home_answers():
                why = "nor did the homepage answer any more, which had opened"
                return _blamed(page, Outcome.RATE_LIMITED, why)
        elif not self.targets and not await self._home_answers():
            return _blamed(page, Outcome.OWN_FAULT, "nor did the homepage answer any more")
        return page

    async def _some_answer(self) -> bool:
        for target in self.targets:
            if control_answers(await self._asked(control_request(target))):
                return True
        return False

    async def _home_answers(self) -> bool:
        """Tell whether the homepage's host still answers anything."""
        request = replace(control_request(self.home_url), deadline=self.deadline)
        return (await self._asked(request)).status is not None

    async def _asked(self, request: Request) -> Page:
        page = await self.controls.fetch(request)
        if self._kept.get(request.url) is not page:  # looks that fail together share one answer
            self._kept[request.url] = page
            self.archive.keep(replace(request, purpose=CONTROL_BESIDE), page)
        return page


def _has_failed(page: Page) -> bool:
    return page.outcome in _FAILURES or page.seconds > VISIT_LIMIT_SECONDS


def _blamed(page: Page, outcome: Outcome, why: str) -> Page:
    return replace(page, outcome=outcome, reason=f"{page.outcome}: {page.reason}; {why}")
