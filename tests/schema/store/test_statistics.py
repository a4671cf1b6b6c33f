from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.engine import open_engine
from schema.store.results import ResultStore
from schema.store.statistics import StatisticsStore
from schema.types.finding import ScoreRange, SiteResult
from schema.types.ids import SiteId
from schema.types.review import Recognition
from schema.types.site import RunState
from schema.types.statistics import FailedItem
from schema.types.sweep import Sweep
from schema.types.verdict import Verdict
from testkit.facts import make_site
from testkit.reviews import make_review
from testkit.sheets import AS_OF, make_item, make_sheet
from testkit.small_sweep import keep_sites, keep_sweep

pytestmark = pytest.mark.postgres
EDITION = "census-2015"
GOOD = make_sheet([make_item("V2")])
BAD = make_sheet(
    [make_item("V2", Verdict.FAIL, reason="not_updated"), make_item("B1", kind="deduct")],
    vetoed=True,
    score=None,
    result=SiteResult.UNQUALIFIED,
)
OPEN = make_sheet(
    [make_item("V2", Verdict.UNDETERMINED, reason="columns_open")],
    score=ScoreRange(best=Decimal(95), worst=Decimal("52.5")),
    result=SiteResult.UNDETERMINED,
)


@dataclass(frozen=True)
class Swept:
    """Two sweeps of five sites: the first failed sites 1 and 2, the second site 1."""

    engine: AsyncEngine
    store: StatisticsStore
    sites: list[SiteId]
    before: Sweep
    now: Sweep


@pytest.fixture
async def swept(database_url: str) -> AsyncIterator[Swept]:
    engine = open_engine(database_url)
    sites = await keep_sites(
        engine,
        [
            make_site(home_url=f"http://s{n}.example/", name=f"站{n}", code=f"430000000{n}",
                      province="湖南省", city="长沙市" if n < 3 else "株洲市", level="市",
                      run_state=RunState.CLOSED if n == 5 else RunState.NORMAL)
            for n in range(1, 6)
        ],
    )  # fmt: skip
    one, two, three, four, five = sites
    earlier = AS_OF - timedelta(days=30)
    before = await keep_sweep(engine, earlier, {one: BAD, two: BAD, three: GOOD})
    none = replace(GOOD, result=SiteResult.NOT_APPLICABLE, score=None)
    now = await keep_sweep(
        engine, AS_OF, {one: BAD, two: GOOD, three: OPEN, four: None, five: none}
    )
    yield Swept(engine, StatisticsStore(engine), sites, before, now)
    await engine.dispose()


async def test_every_site_of_the_sweep_is_counted_once(swept: Swept) -> None:
    counts = await swept.store.results(swept.now.id, EDITION)
    told = {(one.city, one.result, one.running, one.surveyed): one.sites for one in counts}

    assert told == {
        ("长沙市", SiteResult.UNQUALIFIED, True, True): 1,
        ("长沙市", SiteResult.QUALIFIED, True, True): 1,
        ("株洲市", SiteResult.UNDETERMINED, True, True): 1,
        ("株洲市", None, True, False): 1,
        ("株洲市", SiteResult.NOT_APPLICABLE, False, True): 1,
    }
    assert [one.result for one in counts if one.vetoed] == [SiteResult.UNQUALIFIED]


async def test_findings_of_running_sites_are_counted_by_item_and_verdict(
    swept: Swept,
) -> None:
    counts = await swept.store.findings(swept.now.id, EDITION)

    assert [(one.item, one.verdict, one.reason, one.sites) for one in counts] == [
        ("B1", Verdict.PASS, "told", 1),
        ("V2", Verdict.FAIL, "not_updated", 1),
        ("V2", Verdict.PASS, "told", 1),
        ("V2", Verdict.UNDETERMINED, "columns_open", 1),
    ]


async def test_sites_without_a_sheet_are_counted_and_the_first_named(swept: Swept) -> None:
    in_all, (four,) = await swept.store.unmeasured(swept.now.id, EDITION, 5)
    others, first = await swept.store.unmeasured(swept.now.id, "other", 2)

    assert (in_all, four.name, four.surveyed) == (1, "站4", False)
    assert (others, [one.name for one in first]) == (5, ["站1", "站2"])
    assert [one.surveyed for one in first] == [True, True]
    assert await swept.store.unmeasured(swept.before.id, EDITION, 5) == (0, ())


async def test_findings_of_sites_that_closed_are_not_counted(swept: Swept) -> None:
    async with swept.engine.begin() as connection:
        await connection.execute(
            text("update site set run_state = 'closed' where id = :site"), {"site": swept.sites[0]}
        )
    counts = await swept.store.findings(swept.now.id, EDITION)

    assert Verdict.FAIL not in {one.verdict for one in counts}


async def test_what_people_made_of_a_site_is_counted_with_it(swept: Swept) -> None:
    reviews = {swept.sites[0]: make_review()}
    counts = await swept.store.results(swept.now.id, EDITION, reviews, ("V2",))
    told = {(one.result, one.recognition, one.people_veto, one.waits) for one in counts}

    assert told == {
        (SiteResult.UNQUALIFIED, Recognition.UNQUALIFIED, True, False),
        (SiteResult.QUALIFIED, None, False, False),
        (SiteResult.UNDETERMINED, None, False, False),
        (None, None, False, False),
        (SiteResult.NOT_APPLICABLE, None, False, False),
    }


async def test_what_nobody_decided_waits_where_a_judged_item_failed(swept: Swept) -> None:
    counts = await swept.store.results(swept.now.id, EDITION, {}, ("V2",))
    others = await swept.store.results(swept.now.id, EDITION, {}, ("B1",))
    rows = [one async for one in swept.store.outcomes(swept.now.id, EDITION, ("V2",))]

    assert [one.result for one in counts if one.waits] == [SiteResult.UNQUALIFIED]
    assert not any(one.waits for one in others)
    assert {one.name: one.waiting for one in rows if one.waiting} == {"站1": ("V2",)}


async def test_findings_of_sites_that_people_decided_on_are_counted_apart(swept: Swept) -> None:
    counts = await swept.store.findings(swept.now.id, EDITION, [swept.sites[0]])

    assert {(one.item, one.verdict) for one in counts if one.decided} == {
        ("B1", Verdict.PASS),
        ("V2", Verdict.FAIL),
    }


async def test_trend_holds_the_sweeps_up_to_one_and_no_later(swept: Swept) -> None:
    upto_first = await swept.store.trend(EDITION, swept.before.id, swept.before.as_of)
    both = await swept.store.trend(EDITION, swept.now.id, swept.now.as_of)

    assert {(one.sweep, one.result): one.sites for one in upto_first} == {
        (swept.before.id, SiteResult.UNQUALIFIED): 2,
        (swept.before.id, SiteResult.QUALIFIED): 1,
    }
    assert {one.sweep for one in both} == {swept.before.id, swept.now.id}
    assert SiteResult.NOT_APPLICABLE not in {one.result for one in both}


async def test_a_sweep_of_another_edition_is_in_the_trend_once_all_its_sites_have_sheets(
    swept: Swept,
) -> None:
    results, other = ResultStore(swept.engine), replace(GOOD, edition="other")
    told = []
    for site in swept.sites[:3]:
        await results.keep_sheet(swept.before.id, site, other)
        trend = await swept.store.trend("other", swept.now.id, swept.now.as_of)
        told.append({one.sweep: one.sites for one in trend})

    assert told == [{}, {}, {swept.before.id: 3}]


async def test_sites_that_failed_before_are_followed_up(swept: Swept) -> None:
    told = await swept.store.followed_up(swept.now.id, swept.before.id, EDITION)

    assert told == {SiteResult.UNQUALIFIED: 1, SiteResult.QUALIFIED: 1}


async def test_outcomes_come_by_place_with_scores_and_what_failed(swept: Swept) -> None:
    rows = [one async for one in swept.store.outcomes(swept.now.id, EDITION)]
    by_name = {one.name: one for one in rows}

    assert sorted(city for city, _ in groupby(one.city for one in rows)) == ["株洲市", "长沙市"]
    assert by_name["站1"].failed == (FailedItem(item="V2", explanation="V2的理由。"),)
    assert (by_name["站3"].best, by_name["站3"].worst) == (Decimal(95), Decimal("52.5"))
    assert (by_name["站4"].result, by_name["站4"].best) == (None, None)
    assert not by_name["站5"].running


async def test_digests_name_every_state_of_the_edition_that_was_used(swept: Swept) -> None:
    assert await swept.store.digests(swept.now.id, EDITION) == ("d" * 64,)
    assert await swept.store.digests(swept.now.id, "another") == ()


async def test_visits_of_the_days_before_and_its_own_are_counted_void_ones_by_reason(
    swept: Swept,
) -> None:
    insert = text("""
        insert into probe (site_id, token, stack, vantage, at, url, final_url, outcome, reason,
            seconds, tries, deciding, came_to, counts_as, void, void_reason, sweep_id)
        values (:site, gen_random_uuid(), 'aiohttp', 'local', :at, '', '', 'ok', '', 0.1,
            '[]'::jsonb, :deciding, 'opened', :counts, :void, :reason, :sweep)
    """)
    looks = [
        (timedelta(hours=1), True, False),
        (timedelta(hours=2), True, True),
        (timedelta(hours=3), False, False),
        (timedelta(days=20), True, False),
        (timedelta(hours=-1), True, False),
    ]
    own = len(looks) - 1
    async with swept.engine.begin() as connection:
        for number, (ago, deciding, void) in enumerate(looks):
            values = {"site": swept.sites[0], "at": AS_OF - ago, "deciding": deciding, "void": void}
            values["sweep"] = swept.now.id if number == own else None
            counts = {"counts": "void" if void else "opened", "reason": "storm" if void else ""}
            await connection.execute(insert, {**values, **counts})

    told = await swept.store.visits(swept.now.id, AS_OF, timedelta(days=8))

    assert (told.valid, told.void) == (2, (("storm", 1),))
