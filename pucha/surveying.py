"""One site from job to sheet: lease, survey, commit, judge."""

import logging

from crawler.fleet.worker import SiteWorker
from pucha.auditing import judged_site, refuse_other_text
from pucha.second_visits import judged_sweep, plan_for, want_second_visit
from pucha.wire import Stores
from schema.types.errors import PuchaError, StoreRefused
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId, SweepId
from schema.types.settings import Settings
from schema.types.site import RunState
from schema.types.sweep import Sweep, SweepKind

MAX_FAILURES = 3
"""Attempts that may end by a fault of ours before the site's visit is recorded as void."""
_log = logging.getLogger(__name__)


class SweepRunner:
    """Survey and judge the sites of sweeps; safe from many processes at once."""

    def __init__(self, stores: Stores, worker: SiteWorker) -> None:
        self._stores = stores
        self._worker = worker
        self._sweeps: dict[SweepId, Sweep] = {}

    async def survey(self, sweep_id: SweepId, site_id: SiteId) -> None:
        """Survey one site under its lease, then judge it; raise what the lease raises."""
        sweep = await self._sweep(sweep_id)
        site = await self._stores.register.get(site_id)
        guest = await self._worker.welcome(site, nightly=sweep.kind is not SweepKind.RECHECK)
        plan = await plan_for(self._stores, sweep, site, slow=guest.known is not None)
        try:
            await self._worker.work(sweep_id, site_id, plan, guest)
        except Exception as err:
            # The one broad catch: a fault of ours is logged, tried again, and at last recorded.
            if isinstance(err, PuchaError) and not isinstance(err, StoreRefused):
                raise
            tried = await self._worker.failures(sweep_id, site_id)
            _tell(err, f"sweep={sweep_id} site={site_id} {site.home_url} attempt={tried}")
            if tried < MAX_FAILURES:
                raise
            await self._worker.give_up(sweep_id, site_id, plan)
        await self.judge(sweep, site_id)

    async def judge(self, sweep: Sweep, site_id: SiteId, edition: str | None = None) -> ScoreSheet:
        """Judge a surveyed site from its evidence and keep the sheet.

        Second visits have no sheet of their own: that of the sweep they follow is judged anew, and
        those that a report asked for under other editions are dropped: they told of less.
        """
        site = await self._stores.register.get(site_id)
        if sweep.follows is None and edition is None and site.run_state is RunState.NORMAL:
            await want_second_visit(self._stores, sweep, site_id)
        judged = await judged_sweep(self._stores, sweep)
        pack = await self._stores.pack_of(judged, edition)
        refuse_other_text(judged, pack)
        sheet = await judged_site(self._stores, judged, site, pack)
        await self._stores.results.keep_sheet(judged.id, site_id, sheet)
        if edition is None:
            await self._stores.results.drop_other_sheets(judged.id, site_id, pack.edition)
        return sheet

    async def judge_missing(self, sweep: Sweep) -> int:
        """Judge what was surveyed but not judged, say because a worker died in between.

        What second visits came to is judged again in any case: nothing tells whether it was.
        """
        if sweep.follows is None:
            missing = await self._stores.results.unscored(sweep.id, sweep.edition)
        else:
            missing = await self._stores.sweeps.done_sites(sweep.id)
        for site_id in missing:
            await self.judge(sweep, site_id)
        return len(missing)

    async def _sweep(self, sweep_id: SweepId) -> Sweep:
        if sweep_id not in self._sweeps:
            found = await self._stores.sweeps.get(sweep_id)
            if found is None:
                raise PuchaError(f"there is no sweep {sweep_id}")
            self._sweeps[sweep_id] = found
        return self._sweeps[sweep_id]


def _tell(err: Exception, where: str) -> None:
    """Log a fault of ours: where the database says what it is, its traceback tells nothing more."""
    until = f"after {MAX_FAILURES} such attempts its visit is recorded as void"
    if isinstance(err, StoreRefused):
        _log.error("survey not stored: %s: %s; %s", where, err, until)
    else:
        _log.error("survey failed: %s; %s", where, until, exc_info=err)


def sweep_settings(settings: Settings) -> dict[str, object]:
    """Give the settings that a sweep is made under, without the secrets of this machine."""
    secret = {"database", "data", "notify"}
    portable: dict[str, object] = settings.model_dump(mode="json", exclude=secret)
    return portable
