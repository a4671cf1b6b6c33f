"""Second visits (再次核实): what one asks for, when it is wanted, and who makes those due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from audit.case.second_visits import second_visits
from pucha.crawling import survey_plan
from pucha.jobs import Reconcile
from pucha.wire import Stores
from schema.ports import Clock
from schema.types.errors import PuchaError
from schema.types.ids import SiteId
from schema.types.settings import Settings
from schema.types.site import Site
from schema.types.survey import SurveyPlan
from schema.types.sweep import Sweep

STEP = timedelta(minutes=10)
_EPOCH = datetime.fromtimestamp(0, UTC)


async def judged_sweep(stores: Stores, sweep: Sweep) -> Sweep:
    """Give the sweep whose sheets a sweep's evidence goes to: itself, or the one it follows."""
    if sweep.follows is None:
        return sweep
    followed = await stores.sweeps.get(sweep.follows)
    if followed is None:
        raise PuchaError(f"there is no sweep {sweep.follows}")
    return followed


async def plan_for(stores: Stores, sweep: Sweep, site: Site, *, slow: bool) -> SurveyPlan:
    """Give the plan of a whole survey or of a second visit, by what the first one left open.

    It rests on stored evidence alone, so that a replay has the same plan.
    """
    pack = await stores.pack_of(sweep)
    settings = Settings.model_validate(sweep.settings)
    plan = survey_plan(site, settings, pack, sweep.as_of, slow=slow)
    if sweep.follows is None or site.id is None:
        return plan
    seen = await stores.first_look(await judged_sweep(stores, sweep), site.id)
    return replace(plan, again=second_visits(seen, pack, sweep.as_of).facts)


async def want_second_visit(stores: Stores, sweep: Sweep, site_id: SiteId) -> None:
    """Note when a surveyed site is due for its second visit, if anything of it needs one."""
    seen = await stores.first_look(sweep, site_id)
    due = second_visits(seen, await stores.pack_of(sweep), sweep.as_of).due
    await stores.second_visits.want(sweep.id, site_id, None if due is None else _rounded(due))


def making_second_visits(stores: Stores, clock: Clock) -> Reconcile:
    """Give the work that is done beside: jobs for all second visits that are due by now."""

    async def make() -> int:
        return len(await stores.second_visits.take_due(clock.now()))

    return make


def _rounded(due: datetime) -> datetime:
    """Give the next full step, so that the sites of a sweep come due in few sweeps."""
    past = (due - _EPOCH) % STEP
    return due + (STEP - past) % STEP
