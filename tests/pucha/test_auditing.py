"""Sweeps that are named, and those that are judged again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from pucha.auditing import (
    Judging,
    NotJudged,
    any_sweep,
    compared,
    judged_at,
    keep_missing_sheets,
    sweep_of,
)
from pucha.counting import sweep_report
from pucha.wire import Stores, open_stores
from schema.types.errors import UsageError
from schema.types.finding import ScoreSheet
from schema.types.settings import Settings
from schema.types.sweep import Sweep, SweepKind
from testkit.facts import AT, make_column, make_site
from testkit.past import Past, open_past
from testkit.sheets import make_sheet
from testkit.small_sweep import keep_sites, keep_sweep

pytestmark = pytest.mark.postgres
DAY = timedelta(days=1)
OTHER = "indicators-2019"


@dataclass(frozen=True, slots=True)
class Office:
    """One registered site, its past, and the stores that commands ask."""

    stores: Stores
    past: Past


async def at(office: Office, sweep: Sweep, moment: datetime) -> ScoreSheet | NotJudged:
    ((_, one),) = [row async for row in judged_at(office.stores, sweep, "census-2015", moment)]
    return one


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_stores(database_url, Settings()) as stores, open_past(database_url) as past:
        yield Office(stores, past)


async def test_the_newest_sweep_is_a_whole_one_though_a_site_was_checked_again(
    office: Office,
) -> None:
    await office.past.sweep(AT - DAY)
    whole = await office.past.sweep(AT)
    again = await office.past.sweep(AT + DAY, kind=SweepKind.RECHECK)

    assert (await sweep_of(office.stores, None)).id == whole.id
    assert (await any_sweep(office.stores, None)).id == whole.id
    assert (await sweep_of(office.stores, again.id)).id == again.id


async def test_where_only_one_site_was_checked_a_command_asks_for_its_number(
    office: Office,
) -> None:
    again = await office.past.sweep(AT, kind=SweepKind.RECHECK)

    with pytest.raises(UsageError, match="no whole sweep yet: `pucha sweep` makes one; name a"):
        await sweep_of(office.stores, None)
    with pytest.raises(UsageError, match="there is no sweep 99"):
        await sweep_of(office.stores, 99)
    assert (await any_sweep(office.stores, again.id)).kind is SweepKind.RECHECK


async def test_sites_without_a_sheet_under_an_edition_are_judged_before_they_are_counted(
    office: Office,
) -> None:
    sweep = await office.past.sweep(AT)
    before = await sweep_report(office.stores, sweep, OTHER)

    made = await keep_missing_sheets(office.stores, sweep, OTHER)
    after = await sweep_report(office.stores, sweep, OTHER)

    assert (before.numbers.whole.checked, made, after.numbers.whole.checked) == (0, 1, 1)
    assert [one.sweep for one in after.numbers.trend] == [sweep.id]
    assert await keep_missing_sheets(office.stores, sweep, OTHER) == 0
    assert await office.stores.results.sheet(sweep.id, office.past.site_id, "census-2015") is None


async def test_a_sheet_of_another_text_of_an_edition_is_judged_anew(office: Office) -> None:
    sweep = await office.past.sweep(AT)
    await office.past.keep(sweep, replace(make_sheet(), edition=OTHER, edition_digest="0" * 64))

    made = await keep_missing_sheets(office.stores, sweep, OTHER)
    kept = await office.stores.results.sheet(sweep.id, office.past.site_id, OTHER)

    assert made == 1
    assert kept is not None
    assert kept.edition_digest != "0" * 64


async def test_the_sheets_of_the_sweep_s_own_edition_stay_as_they_were_made(
    office: Office,
) -> None:
    sweep = await office.past.sweep(AT)
    await office.past.keep(sweep, make_sheet())

    assert await keep_missing_sheets(office.stores, sweep) == 0


async def test_two_sweeps_are_compared_site_by_site_and_what_one_lacks_is_told(
    office: Office,
) -> None:
    engine = office.past.engine
    urls = [f"http://s{n}.example/" for n in (1, 2, 3)]
    one, two, three = await keep_sites(engine, [make_site(home_url=url) for url in urls])
    before = await keep_sweep(engine, AT - DAY, dict.fromkeys((one, two), make_sheet()))
    after = await keep_sweep(engine, AT, dict.fromkeys((two, three), make_sheet()))
    sides = [Judging(sweep=sweep, edition="census-2015") for sweep in (before, after)]

    found = [told async for told in compared(office.stores, *sides)]

    assert [(told.url, told.changed) for told in found] == [
        (urls[0], True), (urls[1], False), (urls[2], True),
    ]  # fmt: skip
    assert (found[0].result_after, found[2].result_before) == (None, None)


@pytest.mark.parametrize(("edition", "by_rows"), [("example-province", True), (OTHER, False)])
async def test_rows_are_compared_only_between_editions_of_one_base(
    office: Office, edition: str, *, by_rows: bool
) -> None:
    sweep = await office.past.sweep(AT)
    sides = [Judging(sweep=sweep, edition=name) for name in ("census-2015", edition)]

    (found,) = [told async for told in compared(office.stores, *sides)]

    assert (found.items is not None) is by_rows


async def test_a_moment_between_sweeps_is_judged_by_the_last_one_before_it(office: Office) -> None:
    old, new = make_column(name="旧栏目"), make_column(name="新栏目")
    await office.past.sweep(AT - DAY, old)
    sweep = await office.past.sweep(AT, new)
    moments = [AT - DAY, AT - DAY + timedelta(hours=9), AT, AT + timedelta(hours=11)]

    found = [await at(office, sweep, moment) for moment in moments]

    sheets = [one for one in found if isinstance(one, ScoreSheet)]
    assert [one.as_of for one in sheets] == moments
    assert [one.columns[0].name for one in sheets] == ["旧栏目", "旧栏目", "新栏目", "新栏目"]


@pytest.mark.parametrize(
    ("away", "why"),
    [
        (DAY, "last seen at 2026-11-23 12:00 (Beijing time) in sweep"),
        (timedelta(hours=-3), "last seen at 2026-11-22 12:00 (Beijing time) in sweep"),
        (-2 * DAY, "looks back to 2026-11-22 12:00 (Beijing time); name an earlier sweep"),
    ],
)
async def test_days_on_which_nobody_looked_are_not_judged(
    office: Office, away: timedelta, why: str
) -> None:
    await office.past.sweep(AT - DAY)
    sweep = await office.past.sweep(AT)

    found = await at(office, sweep, AT + away)

    assert isinstance(found, NotJudged)
    assert why in found.why


async def test_a_site_that_was_seen_too_late_does_not_keep_the_others_from_being_judged(
    office: Office,
) -> None:
    urls = [f"http://s{n}.example/" for n in (1, 2)]
    one, two = await keep_sites(office.past.engine, [make_site(home_url=url) for url in urls])
    await keep_sweep(office.past.engine, AT - DAY, {two: make_sheet()})
    sweep = await keep_sweep(office.past.engine, AT, dict.fromkeys((one, two), make_sheet()))

    rows = [row async for row in judged_at(office.stores, sweep, "census-2015", AT - DAY)]

    assert [(site, isinstance(told, ScoreSheet)) for site, told in rows] == [
        (one, False), (two, True),
    ]  # fmt: skip


async def test_a_recheck_that_is_named_is_compared_with_no_sweep(office: Office) -> None:
    for point in (AT - 2 * DAY, AT - DAY):
        await office.past.keep(await office.past.sweep(point), make_sheet())
    again = await office.past.sweep(AT, kind=SweepKind.RECHECK)
    await office.past.keep(again, make_sheet())

    report = await sweep_report(office.stores, again)

    assert (report.numbers.whole.checked, report.numbers.trend) == (1, ())
