"""Judge what past sweeps brought home, under any edition and any moment inside its evidence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

from audit.diff import SheetDiff, diff_sheets, only_after, only_before
from audit.runner import audit_site
from pucha.wire import Stores, load_edition, root_edition
from schema.types.errors import UsageError
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId, SweepId
from schema.types.rulepack import RulePack
from schema.types.site import Site
from schema.types.sweep import Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A sweep, and the edition that its sites are judged under."""

    sweep: Sweep
    edition: str


async def any_sweep(stores: Stores, number: int | None) -> Sweep:
    """Give a sweep by its number, else the newest whole one; raise UsageError: there is none.

    A recheck is one site: what is told of a province never rests on it unless it is named.
    """
    if number is not None:
        found = await stores.sweeps.get(SweepId(number))
        if found is None:
            raise UsageError(f"there is no sweep {number}")
        return found
    newest = await stores.sweeps.newest()
    if newest is None:
        raise UsageError(
            "there is no whole sweep yet: `pucha sweep` makes one; name a recheck by its number"
        )
    return newest


async def sweep_of(stores: Stores, number: int | None) -> Sweep:
    """Give a sweep as `any_sweep` does; raise UsageError for one that has no sheets."""
    found = await any_sweep(stores, number)
    if found.follows is not None:
        raise UsageError(
            f"sweep {found.id} made the second visits of sweep {found.follows}: name that one"
        )
    return found


async def keep_missing_sheets(stores: Stores, sweep: Sweep, edition: str | None = None) -> int:
    """Judge and keep, site by site, what a sweep has no sheet of under an edition; give how many.

    Counts are made of kept sheets: of an edition that nobody asked for yet there are none.
    """
    pack = load_edition(edition or sweep.edition)
    text = None if pack.edition == sweep.edition else pack.digest
    missing = await stores.results.unscored(sweep.id, pack.edition, text)
    for site_id in missing:
        site = await stores.register.get(site_id)
        sheet = await judged_site(stores, sweep, site, pack)
        await stores.results.keep_sheet(sweep.id, site_id, sheet)
    return len(missing)


async def judged_site(stores: Stores, sweep: Sweep, site: Site, pack: RulePack) -> ScoreSheet:
    """Judge a surveyed site of a sweep under an edition from all that is kept of it."""
    if site.id is None:
        raise UsageError(f"{site.home_url} is not registered: nothing is kept of it")
    return audit_site(site, await stores.sheet_evidence(sweep, site.id), pack, sweep.as_of)


async def judged(
    stores: Stores, sweep: Sweep, edition: str, as_of: datetime | None = None
) -> AsyncIterator[tuple[SiteId, ScoreSheet]]:
    """Judge every surveyed site of a sweep, site by site; nothing is stored and nothing fetched.

    Raise UsageError for a moment that lies outside the evidence.
    """
    pack = load_edition(edition)
    if as_of is not None and as_of < sweep.as_of:
        raise UsageError(
            f"sweep {sweep.id} was made as of {sweep.as_of.isoformat()}: what it saw tells nothing "
            f"of {as_of.isoformat()}; name an earlier sweep"
        )
    point = replace(sweep, as_of=as_of or sweep.as_of)
    for site_id in await stores.sweeps.done_sites(sweep.id):
        site = await stores.register.get(site_id)
        survey = await stores.results.evidence(sweep.id, site_id)
        evidence = await stores.with_history(point, site_id, survey)
        if as_of is not None:
            _refuse_later(site.home_url, evidence, as_of)
        yield site_id, audit_site(site, evidence, pack, point.as_of)


async def compared(stores: Stores, before: Judging, after: Judging) -> AsyncIterator[SheetDiff]:
    """Compare every site of two sweeps, or of one under two editions, site by site.

    A site that only one of them has is told too.
    """
    same_rows = root_edition(before.edition) == root_edition(after.edition)
    old = judged(stores, before.sweep, before.edition)
    new = judged(stores, after.sweep, after.edition)
    left, right = await anext(old, None), await anext(new, None)
    while left or right:
        if left and (not right or left[0] < right[0]):
            yield only_before(left[1])
            left = await anext(old, None)
        elif right and (not left or right[0] < left[0]):
            yield only_after(right[1])
            right = await anext(new, None)
        elif left and right:
            yield diff_sheets(left[1], right[1], same_rows=same_rows)
            left, right = await anext(old, None), await anext(new, None)


def _refuse_later(url: str, evidence: tuple[Evidence, ...], as_of: datetime) -> None:
    """Refuse a moment after the last thing that was seen: nobody knows what came between."""
    seen = [source.fetched_at for one in evidence for source in one.provenance]
    if seen and as_of > max(seen):
        raise UsageError(
            f"{url} was last seen at {max(seen).isoformat()}: nothing is known of "
            f"{as_of.isoformat()}; sweep again"
        )
