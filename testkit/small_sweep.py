"""A sweep of a few sites whose sheets are made by hand, in a database of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from crawler.policy.canonical import url_key
from schema.store.register import RegisterStore
from schema.store.results import ResultStore
from schema.store.sweeps import SweepStore
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId
from schema.types.site import Site
from schema.types.sweep import Sweep, SweepKind
from testkit.facts import make_register

_DONE = text("""
    update sweep_site set state = 'done', accepted_token = gen_random_uuid(), accepted_epoch = 1
    where sweep_id = :sweep and site_id = :site
""")


async def keep_sites(engine: AsyncEngine, sites: Sequence[Site]) -> list[SiteId]:
    """Register sites; give their ids in the order given."""
    register = RegisterStore(engine, url_key)
    await register.take_in(make_register(*sites))
    found = {one.home_url: one.id for one in await register.sites()}
    return [one for site in sites if (one := found[site.home_url]) is not None]


async def keep_sweep(
    engine: AsyncEngine, as_of: datetime, sheets: Mapping[SiteId, ScoreSheet | None]
) -> Sweep:
    """Make a sweep over the sites; one with a sheet was surveyed, None: not yet."""
    sweep = await SweepStore(engine).create(
        kind=SweepKind.NIGHTLY,
        edition="census-2015",
        as_of=as_of,
        settings={},
        sites=list(sheets),
    )
    results = ResultStore(engine)
    for site_id, sheet in sheets.items():
        if sheet is not None:
            async with engine.begin() as connection:
                await connection.execute(_DONE, {"sweep": sweep.id, "site": site_id})
            await results.keep_sheet(sweep.id, site_id, sheet)
    return sweep
