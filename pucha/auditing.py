"""Judge what past sweeps brought home, under any edition and any moment inside its evidence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from audit.case.moments import begun, counts_at, tells_of
from audit.report.wording import moment as beijing_time
from audit.runner import audit_site
from audit.scoring.diff import SheetDiff, diff_sheets, only_after, only_before
from pucha.wire import Stores
from schema.types.errors import RulePackError, UsageError
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A site of which nothing is known at the moment that was asked for, and why."""

    url: str
    site_name: str
    why: str


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
    pack = await stores.pack_of(sweep, edition)
    refuse_other_text(sweep, pack)
    text = None if pack.edition == sweep.edition else pack.digest
    missing = await stores.results.unscored(sweep.id, pack.edition, text)
    for site_id in missing:
        site = await stores.register.get(site_id)
        sheet = await judged_site(stores, sweep, site, pack)
        await stores.results.keep_sheet(sweep.id, site_id, sheet)
    return len(missing)


def refuse_other_text(sweep: Sweep, pack: RulePack) -> None:
    """Refuse to put a sheet in the place of the sweep's own that other rules gave."""
    kept = sweep.edition_digest
    if pack.edition == sweep.edition and kept is not None and pack.digest != kept:
        raise RulePackError(
            f"sweep {sweep.id} was made by another text of {pack.edition}: its sheets stay as they "
            "are; give the changed edition a name of its own, or use `pucha audit`"
        )


async def judged_site(stores: Stores, sweep: Sweep, site: Site, pack: RulePack) -> ScoreSheet:
    """Judge a surveyed site of a sweep under an edition from all that is kept of it."""
    if site.id is None:
        raise UsageError(f"{site.home_url} is not registered: nothing is kept of it")
    evidence = await stores.sheet_evidence(sweep, site.id, pack)
    return audit_site(site, evidence, pack, sweep.as_of)


async def judged(
    stores: Stores, sweep: Sweep, edition: str
) -> AsyncIterator[tuple[SiteId, ScoreSheet]]:
    """Judge every surveyed site of a sweep, site by site; nothing is stored and nothing fetched."""
    pack = await stores.pack_of(sweep, edition)
    for site_id in await stores.sweeps.done_sites(sweep.id):
        site = await stores.register.get(site_id)
        yield site_id, await judged_site(stores, sweep, site, pack)


async def judged_at(
    stores: Stores, sweep: Sweep, edition: str, moment: datetime
) -> AsyncIterator[tuple[SiteId, ScoreSheet | NotJudged]]:
    """Judge every surveyed site of a sweep by what was seen by a moment, site by site.

    The survey that stands for the moment is the sweep's own, or the last one before it of those
    that its sheets look back at. Where none tells of that day, the site is not judged.
    """
    pack = await stores.pack_of(sweep, edition)
    for site_id in await stores.sweeps.done_sites(sweep.id):
        site = await stores.register.get(site_id)
        yield site_id, await _site_at(stores, sweep, site, pack, moment)


async def _site_at(
    stores: Stores, sweep: Sweep, site: Site, pack: RulePack, moment: datetime
) -> ScoreSheet | NotJudged:
    site_id, first = SiteId(site.id or 0), sweep.as_of
    async for one in stores.looking_back(sweep, site_id):
        survey = await stores.results.evidence(one.id, site_id)
        if not counts_at(survey, one.as_of, moment):
            first = min(one.as_of, begun(survey, one.as_of))
            continue
        if not tells_of(survey, one.as_of, moment):
            last = beijing_time(begun(survey, one.as_of))
            why = (
                f"last seen at {last} (Beijing time) in sweep {one.id}; nobody looked on later days"
            )
            return NotJudged(url=site.home_url, site_name=site.name, why=why)
        evidence = await stores.with_history(one, site_id, survey, pack, moment)
        return audit_site(site, evidence, pack, moment)
    why = f"sweep {sweep.id} looks back to {beijing_time(first)} (Beijing time)"
    return NotJudged(url=site.home_url, site_name=site.name, why=f"{why}; name an earlier sweep")


async def compared(stores: Stores, before: Judging, after: Judging) -> AsyncIterator[SheetDiff]:
    """Compare every site of two sweeps, or of one under two editions, site by site.

    A site that only one of them has is told too.
    """
    roots = {(await stores.pack_of(one.sweep, one.edition)).root for one in (before, after)}
    same_rows = len(roots) == 1
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
