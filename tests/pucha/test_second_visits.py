"""Second visits from the sheet that wants them to the sheet that they settle."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from config.lexicon import load_lexicon
from crawler.fleet.politeness.courtesy import Guest
from crawler.survey.walk import SiteWalk
from pucha.auditing import judged, judged_at, keep_missing_sheets, sweep_of
from pucha.second_visits import STEP, making_second_visits, plan_for
from pucha.surveying import SweepRunner, sweep_settings
from pucha.wire import Stores, open_stores
from pucha.working import judging
from schema.store.engine import open_engine
from schema.types.capture import Request
from schema.types.errors import UsageError
from schema.types.evidence import RecordRef
from schema.types.facts import VisitFact
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId, SweepId
from schema.types.lease import SegmentRow
from schema.types.settings import DatabaseSettings, Settings
from schema.types.site import Site
from schema.types.survey import FinishedSurvey, SurveyPlan
from schema.types.sweep import Sweep, SweepKind
from schema.types.verdict import Verdict
from testkit.clock import VirtualClock
from testkit.facts import AT, HOME, make_register, make_site
from testkit.pages import Web, answer, article_html, home_html, list_html, markup

pytestmark = pytest.mark.postgres
NAMES = ("通知公告", "工作动态", "政策文件", "规划计划", "统计数据")
COLUMNS = [f"{HOME}c{n}/" for n in range(len(NAMES))]
GONE, SHAKY = f"{HOME}gone.html", f"{HOME}shaky.html"
NOTHING = markup("栏目-示例县人民政府", "<h2>栏目</h2><p>暂无相关信息！</p>")
LINKS = f"<p><a href='{GONE}'>旧版网站</a> <a href='{SHAKY}'>便民地图</a></p>"
ONCE: Web = {
    HOME: home_html(zip(NAMES, COLUMNS, strict=True), LINKS),
    **dict.fromkeys(COLUMNS, NOTHING),
}
LATER = timedelta(hours=4) + STEP


class PaperWorker:
    """A worker whose sites are pages on paper, at the time that a test says."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.web: Web = ONCE
        self.at = AT
        self.asked: list[Request] = []

    async def welcome(self, _site: Site, *, nightly: bool) -> Guest:
        assert nightly
        return Guest(hosts=(), known=None)

    async def work(
        self, sweep_id: SweepId, site_id: SiteId, plan: SurveyPlan, _guest: Guest
    ) -> None:
        lease = await self.stores.leases.acquire(sweep_id, site_id)
        walk = SiteWalk(plan=plan, lexicon=load_lexicon())
        self.asked.clear()
        while wave := walk.wave():
            pages = [replace(answer(self.web, one), fetched_at=self.at) for one in wave]
            place = RecordRef(segment=f"{sweep_id}.warc.gz", offset=1, length=1)
            walk.absorb([(one, page, place) for one, page in zip(wave, pages, strict=True)])
            self.asked += wave
        done = FinishedSurvey(result=walk.result(), started_at=self.at, seconds=1.0)
        path = f"{sweep_id}/{site_id}.warc.gz"
        row = SegmentRow(path=path, size=1, sha256="ab" * 32, records=1, root="cd" * 32)
        await self.stores.leases.commit(lease, done, [row])


@dataclass(slots=True)
class Desk:
    """One registered site, and what works on it."""

    stores: Stores
    settings: Settings
    worker: PaperWorker
    runner: SweepRunner
    site: SiteId

    async def sweep(self, as_of: datetime = AT) -> Sweep:
        made = await self.stores.sweeps.create(
            kind=SweepKind.NIGHTLY,
            edition="census-2015",
            as_of=as_of,
            settings=sweep_settings(self.settings),
        )
        await self.runner.survey(made.id, self.site)
        return made

    async def look_again(self, sweep: Sweep, web: Web, after: timedelta = LATER) -> Sweep:
        self.worker.at, self.worker.web = AT + after, web
        (made,) = await self.stores.second_visits.take_due(self.worker.at, sweep.id)
        await self.runner.survey(made, self.site)
        found = await self.stores.sweeps.get(made)
        assert found is not None
        return found

    async def sheet(self, sweep: Sweep) -> ScoreSheet:
        found = await self.stores.results.sheet(sweep.id, self.site, "census-2015")
        assert found is not None
        return found

    async def word(self, sweep: Sweep, item: str = "V3c") -> tuple[Verdict, str]:
        finding = next(one.finding for one in (await self.sheet(sweep)).items if one.id == item)
        return finding.verdict, finding.reason


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    settings = Settings(database=DatabaseSettings(url=database_url))
    async with open_stores(database_url, settings) as stores:
        await stores.register.take_in(make_register(make_site(code="4301000001")))
        site = await stores.register.find("4301000001")
        assert site is not None
        assert site.id is not None
        worker = PaperWorker(stores)
        runner = SweepRunner(stores, worker)  # type: ignore[arg-type] # a worker on paper
        yield Desk(stores, settings, worker, runner, site.id)


def dead_links(sheet: ScoreSheet) -> list[str | None]:
    return [
        place.url
        for item in sheet.items
        for place in item.finding.places
        if place.cause.startswith("link:")
    ]


async def test_five_empty_columns_are_a_veto_only_when_a_second_visit_sees_them_empty(
    desk: Desk,
) -> None:
    sweep = await desk.sweep()
    before = await desk.word(sweep)

    await desk.look_again(sweep, ONCE)

    assert before == (Verdict.UNDETERMINED, "needs_second_visit")
    assert await desk.word(sweep) == (Verdict.FAIL, "threshold_reached")
    assert {one.url for one in desk.worker.asked if one.purpose not in {"visit", "robots"}} == {
        *COLUMNS, GONE, SHAKY,
    }  # fmt: skip


async def test_one_column_that_was_filled_meanwhile_clears_the_veto(desk: Desk) -> None:
    sweep = await desk.sweep()
    rows = [("关于第1号事项的通知", f"{COLUMNS[0]}1.html", "2026-11-20")]

    await desk.look_again(sweep, {**ONCE, COLUMNS[0]: list_html(NAMES[0], rows)})

    assert (await desk.word(sweep))[0] is Verdict.PASS


async def test_a_link_is_dead_where_it_failed_twice_and_cleared_where_it_opened(
    desk: Desk,
) -> None:
    sweep = await desk.sweep()
    before = dead_links(await desk.sheet(sweep))

    await desk.look_again(sweep, {**ONCE, SHAKY: article_html("便民地图", "县政府办")})

    assert before == []
    assert dead_links(await desk.sheet(sweep)) == [GONE]


async def test_a_site_that_is_down_at_the_second_visit_proves_nothing(desk: Desk) -> None:
    sweep = await desk.sweep()

    await desk.look_again(sweep, {})

    assert await desk.word(sweep) == (Verdict.UNDETERMINED, "needs_second_visit")
    assert dead_links(await desk.sheet(sweep)) == []


async def test_nothing_is_due_before_the_gap_is_over_and_nothing_twice(desk: Desk) -> None:
    sweep = await desk.sweep()
    waiting = await desk.stores.second_visits.waiting(sweep.id)
    early = VirtualClock(AT + timedelta(hours=3, minutes=59))
    late = VirtualClock(AT + LATER)

    assert (waiting.sites, waiting.due) == (1, AT + timedelta(hours=4))
    assert await making_second_visits(desk.stores, early)() == 0
    assert await making_second_visits(desk.stores, late)() == 1
    assert await making_second_visits(desk.stores, late)() == 0
    await desk.runner.judge(sweep, desk.site)
    assert (await desk.stores.second_visits.waiting(sweep.id)).sites == 0


async def test_a_site_that_was_surveyed_anew_is_visited_again_for_the_newest_sweep_only(
    desk: Desk,
) -> None:
    first = await desk.sweep()
    desk.worker.at = AT + timedelta(hours=1)
    second = await desk.sweep(desk.worker.at)
    made = await desk.stores.second_visits.take_due(AT + timedelta(days=9))
    found = [await desk.stores.sweeps.get(one) for one in made]

    assert [one.follows for one in found if one is not None] == [second.id]
    assert (await desk.stores.second_visits.waiting(first.id)).sites == 0


async def test_a_sweep_that_is_named_is_settled_though_a_newer_one_was_made(desk: Desk) -> None:
    first = await desk.sweep()
    desk.worker.at = AT + timedelta(hours=1)
    await desk.sweep(desk.worker.at)

    await desk.look_again(first, ONCE)

    assert (await desk.word(first))[0] is Verdict.FAIL


async def test_a_site_without_anything_open_waits_for_nothing(desk: Desk) -> None:
    days = [(f"关于第{n}号事项的通知", f"{COLUMNS[0]}{n}.html", f"2026-11-{n}") for n in (20, 21)]
    desk.worker.web = {
        HOME: home_html([("通知公告", COLUMNS[0])]),
        COLUMNS[0]: list_html("通知公告", days),
        **{f"{COLUMNS[0]}{n}.html": article_html("通知", f"2026-11-{n}") for n in (20, 21)},
    }
    sweep = await desk.sweep()

    assert (await desk.stores.second_visits.waiting(sweep.id)).due is None


async def test_second_visits_have_no_sheet_and_are_nobodys_newest_sweep(desk: Desk) -> None:
    sweep = await desk.sweep()
    second = await desk.look_again(sweep, ONCE)
    newest = await desk.stores.sweeps.newest()

    assert (second.kind, second.follows, second.as_of) == (SweepKind.SECOND, sweep.id, AT)
    assert await desk.stores.results.sheet(second.id, desk.site, "census-2015") is None
    assert newest is not None
    assert newest.id == sweep.id
    assert await desk.stores.results.newest_sweep_of(desk.site) == sweep.id
    with pytest.raises(UsageError, match=f"second visits of sweep {sweep.id}"):
        await sweep_of(desk.stores, second.id)


async def test_the_sheet_comes_out_the_same_when_it_is_judged_again(desk: Desk) -> None:
    sweep = await desk.sweep()
    await desk.look_again(sweep, ONCE)

    again = [sheet async for _, sheet in judged(desk.stores, sweep, "census-2015")]

    assert again == [await desk.sheet(sweep)]


async def test_a_moment_before_the_second_visit_knows_nothing_of_it(desk: Desk) -> None:
    sweep = await desk.sweep()
    await desk.look_again(sweep, ONCE)
    words = []
    for moment in (AT, AT + LATER):
        async for _, sheet in judged_at(desk.stores, sweep, "census-2015", moment):
            assert isinstance(sheet, ScoreSheet)
            words += [one.finding.verdict for one in sheet.items if one.id == "V3c"]

    assert words == [Verdict.UNDETERMINED, Verdict.FAIL]


async def test_sheets_under_other_editions_are_dropped_for_they_know_nothing_of_a_second_visit(
    desk: Desk,
) -> None:
    sweep = await desk.sweep()
    await keep_missing_sheets(desk.stores, sweep, "indicators-2019")
    before = await desk.stores.results.outcomes(sweep.id, "indicators-2019")
    await desk.look_again(sweep, ONCE)

    assert list(before) == [desk.site]
    assert await desk.stores.results.outcomes(sweep.id, "indicators-2019") == {}
    assert list(await desk.stores.results.outcomes(sweep.id, "census-2015")) == [desk.site]
    assert await keep_missing_sheets(desk.stores, sweep, "indicators-2019") == 1


async def test_a_replay_has_the_plan_that_the_second_visit_had(desk: Desk) -> None:
    sweep = await desk.sweep()
    site = await desk.stores.register.get(desk.site)
    (made,) = await desk.stores.second_visits.take_due(AT + LATER, sweep.id)
    second = await desk.stores.sweeps.get(made)
    assert second is not None
    before = await plan_for(desk.stores, second, site, slow=False)

    desk.worker.at = AT + LATER
    await desk.runner.survey(made, desk.site)

    assert await plan_for(desk.stores, second, site, slow=False) == before
    assert before.again is not None
    assert len(before.again) == len(COLUMNS) + 2


async def test_the_next_sweep_looks_back_at_the_second_visits_too(desk: Desk) -> None:
    sweep = await desk.sweep()
    second = await desk.look_again(sweep, {**ONCE, SHAKY: article_html("便民地图", "县政府办")})
    following = replace(sweep, id=SweepId(99), as_of=AT + timedelta(days=1))
    found = await desk.stores.results.earlier(
        following, desk.site, since=AT - timedelta(days=9), sweeps=1
    )

    assert {number for number, _ in found} == {sweep.id, second.id}
    assert not any(isinstance(one.fact, VisitFact) for _, one in found)


async def test_sites_that_come_due_after_the_seal_get_a_sweep_of_their_own(
    desk: Desk, database_url: str
) -> None:
    sweep = await desk.sweep()
    second = await desk.look_again(sweep, ONCE)
    seal = """
        insert into seal (sweep_id, entries, root, link, sealed_at)
        values (:sweep, 1, '\\x00', '\\x01', now())"""
    due = "update sweep_site set second_due = :at where sweep_id = :sweep"
    engine = open_engine(database_url)

    async def run(query: str, **values: object) -> None:
        async with engine.begin() as connection:
            await connection.execute(text(query), values)

    await run(due, at=AT, sweep=sweep.id)
    same = await desk.stores.second_visits.take_due(AT, sweep.id)
    await run(seal, sweep=second.id)
    await run(due, at=AT, sweep=sweep.id)
    other = await desk.stores.second_visits.take_due(AT, sweep.id)
    await engine.dispose()

    assert same == (second.id,)
    assert other != same
    assert await desk.stores.second_visits.following(sweep.id) == (*same, *other)


async def test_a_sheet_that_a_dead_worker_left_unsettled_is_judged_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = await desk.sweep()
    desk.worker.at = AT + LATER
    (made,) = await desk.stores.second_visits.take_due(desk.worker.at, sweep.id)

    async def die(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(SweepRunner, "judge", die)
        with pytest.raises(ConnectionError):
            await desk.runner.survey(made, desk.site)
    left = await desk.word(sweep)
    await judging(desk.stores, desk.runner)(made, desk.site)

    assert left[0] is Verdict.UNDETERMINED
    assert (await desk.word(sweep))[0] is Verdict.FAIL


async def test_second_visits_go_before_a_nights_surveys_and_after_a_persons_recheck(
    desk: Desk, database_url: str
) -> None:
    sweep = await desk.sweep()
    await desk.stores.second_visits.take_due(AT + LATER)
    engine = open_engine(database_url)
    async with engine.connect() as connection:
        rows = await connection.execute(
            text("select args, queue_name, priority from procrastinate_jobs order by id")
        )
        jobs: list[Mapping[str, object]] = [dict(row) for row in rows.mappings()]
    await engine.dispose()

    assert [(job["queue_name"], job["priority"]) for job in jobs] == [("audit", 0), ("audit", 50)]
    assert sweep.follows is None
