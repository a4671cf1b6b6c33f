"""The past of one site: sweeps that it had, written through the stores by hand."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from crawler.policy.canonical import url_key
from schema.store.engine import open_engine
from schema.store.lease import LeaseStore
from schema.store.register import RegisterStore
from schema.store.results import ResultStore
from schema.store.sweeps import SweepStore
from schema.types.facts import Fact
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId
from schema.types.lease import SegmentRow
from schema.types.site import Site
from schema.types.survey import FinishedSurvey, ItemSighting
from schema.types.sweep import Sweep, SweepKind
from testkit.clock import VirtualClock
from testkit.facts import make_evidence, make_register, make_result, make_site, make_visit

CODE = "4301000001"
_NONE: Mapping[str, Any] = {}


@dataclass(slots=True)
class Past:
    """One registered site, and the sweeps that a test lets it have had."""

    engine: AsyncEngine
    site: Site
    site_id: SiteId

    async def sweep(
        self,
        at: datetime,
        *facts: Fact,
        items: tuple[ItemSighting, ...] = (),
        kind: SweepKind = SweepKind.NIGHTLY,
        settings: Mapping[str, Any] = _NONE,
    ) -> Sweep:
        """Survey the site at a time: these facts beside its visit."""
        made = await SweepStore(self.engine).create(
            kind=kind, edition="census-2015", as_of=at, settings=dict(settings)
        )
        leases = LeaseStore(self.engine, VirtualClock(), holder="me", ttl=60, url_key=url_key)
        result = make_result(make_visit(at=at), *facts, items=items)
        evidence = tuple(
            make_evidence(one.fact, number, at=at) for number, one in enumerate(result.evidence, 1)
        )
        row = SegmentRow(path=f"{made.id}", size=1, sha256="ab" * 32, records=1, root="cd" * 32)
        await leases.commit(
            await leases.acquire(made.id, self.site_id),
            FinishedSurvey(result=replace(result, evidence=evidence), started_at=at, seconds=1.0),
            [row],
        )
        return made

    async def keep(self, sweep: Sweep, sheet: ScoreSheet) -> None:
        """Keep the sheet that a sweep came to."""
        await ResultStore(self.engine).keep_sheet(sweep.id, self.site_id, sheet)


@asynccontextmanager
async def open_past(database_url: str) -> AsyncIterator[Past]:
    """Register a site in a fresh database."""
    engine = open_engine(database_url)
    register = RegisterStore(engine, url_key)
    await register.take_in(make_register(make_site(code=CODE)))
    site = await register.find(CODE)
    if site is None or site.id is None:
        raise LookupError(CODE)
    yield Past(engine, site, site.id)
    await engine.dispose()
