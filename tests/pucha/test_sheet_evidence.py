"""What a sheet rests on, put together from a real PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from pucha.editions import load_edition
from pucha.wire import Stores, open_stores
from schema.types.evidence import Evidence
from schema.types.facts import VisitFact, VisitTry
from schema.types.ids import BatchId
from schema.types.lease import SegmentRow
from schema.types.outcome import CountsAs, Outcome
from schema.types.probe import BatchResult, SiteVisit
from schema.types.rulepack import RulePack
from schema.types.settings import Settings
from testkit.facts import AT, make_visit
from testkit.past import Past, open_past

pytestmark = pytest.mark.postgres
HOUR = timedelta(hours=1)
PACK = load_edition("census-2015")
WITHOUT_RESETS = replace(
    PACK, visits=replace(PACK.visits, failed=PACK.visits.failed - {Outcome.RESET})
)


@dataclass(frozen=True, slots=True)
class Office:
    """One registered site, its past, and the stores that commands ask."""

    stores: Stores
    past: Past


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_stores(database_url, Settings()) as stores, open_past(database_url) as past:
        yield Office(stores, past)


async def probed(office: Office, seen: dict[str, Outcome]) -> None:
    """Make one round; each vantage saw the homepage fail in its own way."""
    probes, engine = office.stores.probes, office.past.engine
    one = await probes.create_round(due_at=AT, vantages=list(seen), settings={}, batch=9)
    query = text("select id, vantage from probe_batch where round_id = :round")
    async with engine.connect() as connection:
        batches = (await connection.execute(query, {"round": one.id})).all()
    for number, vantage in batches:
        lease = await probes.acquire(BatchId(number))
        visit = SiteVisit(site_id=office.past.site_id, evidence=failed(vantage, seen[vantage]))
        row = SegmentRow(
            path=f"probe-{number}", size=1, sha256="ab" * 32, records=1, root="cd" * 32
        )
        await probes.commit(lease, BatchResult(visits=(visit,), controls=()), [row])


def failed(vantage: str, outcome: Outcome) -> Evidence:
    tries = tuple(
        VisitTry(
            stack=stack, url="http://www.example.gov.cn/", outcome=outcome, reason="it failed",
            status=None, page_class=None, seconds=1.0,
        )
        for stack in ("aiohttp", "httpx")
    )  # fmt: skip
    fact = make_visit(
        at=AT - HOUR, tries=tries, outcome=outcome, status=None, page_class=None,
        counts_as=CountsAs.FAILED, vantage=vantage, controls_ok=True,
    )  # fmt: skip
    return Evidence(id="v", fact=fact, provenance=())


async def words(office: Office, pack: RulePack) -> list[CountsAs]:
    """Give what the probe visits count for on a sheet that asks two vantages to agree."""
    sweep = await office.past.sweep(AT, settings={"probe": {"quorum": 2}})
    rows = await office.stores.sheet_evidence(sweep, office.past.site_id, pack)
    visits = [one.fact for one in rows if isinstance(one.fact, VisitFact)]
    return [fact.counts_as for fact in visits if fact.round_id is not None]


async def test_two_vantages_that_saw_it_fail_are_a_quorum(office: Office) -> None:
    await probed(office, {"north": Outcome.RESET, "south": Outcome.CONNECT_REFUSED})

    assert await words(office, PACK) == [CountsAs.FAILED] * 2


async def test_a_failure_that_the_edition_does_not_know_makes_no_quorum(office: Office) -> None:
    await probed(office, {"north": Outcome.RESET, "south": Outcome.CONNECT_REFUSED})

    assert await words(office, WITHOUT_RESETS) == [CountsAs.UNDETERMINED] * 2
