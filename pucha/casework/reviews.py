"""What people made of the sites of a sweep (人工认定): only sites with decisions are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from audit.editions.traits import traits_of
from audit.people.decisions import DECIDING
from audit.people.recognition import review_of
from pucha.casework.desk import desk_under
from pucha.wire import Stores
from schema.types.ids import SiteId, SweepId
from schema.types.review import SiteReview
from schema.types.rulepack import RulePack
from schema.types.site import RunState
from schema.types.sweep import Sweep

_AT_ONCE = 500
"""Sites that are looked up in the register by one statement."""


async def reviews_of(
    stores: Stores,
    sweep: Sweep,
    pack: RulePack,
    only: Collection[SiteId] | None = None,
    *,
    until: SweepId | None = None,
) -> Mapping[SiteId, SiteReview]:
    """Give the review of each running site of a sweep that people decided something on, by its id.

    Whether a decision stands is told before the sheet of this sweep, so that a page that has
    changed since opens it again. `only` leaves other sites out, `until` what was decided before the
    sheet of that sweep or a later one.
    """
    decided = await stores.cases.decided_sites(sweep.id, pack.edition, DECIDING, until)
    wanted = [one for one in decided if only is None or one in only]
    found: dict[SiteId, SiteReview] = {}
    for part in _parts(wanted):
        for site in await stores.register.some(part):
            if site.run_state is not RunState.NORMAL:
                continue
            desk = (await desk_under(stores, site, sweep, pack)).as_before(until)
            found[desk.site_id] = review_of(desk.sheet, pack, desk.held, traits_of(site))
    return found


def _parts(sites: Sequence[SiteId]) -> Iterator[Sequence[SiteId]]:
    for start in range(0, len(sites), _AT_ONCE):
        yield sites[start : start + _AT_ONCE]
