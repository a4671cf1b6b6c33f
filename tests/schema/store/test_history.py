"""What sweeps left of a site, read back over time from a real PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from schema.store.history import HistoryStore
from schema.types.facts import ColumnFact
from schema.types.ids import SiteId
from schema.types.survey import ItemSighting
from testkit.facts import AT, make_claim, make_column
from testkit.past import Past, open_past
from testkit.sheets import make_sheet

pytestmark = pytest.mark.postgres
DAY = timedelta(days=1)
COLUMN = make_column()


@pytest.fixture
async def past(database_url: str) -> AsyncIterator[Past]:
    async with open_past(database_url) as made:
        yield made


@pytest.fixture
def history(past: Past) -> HistoryStore:
    return HistoryStore(past.engine)


def sighting(title: str, day: date = date(2026, 11, 20)) -> ItemSighting:
    return ItemSighting(
        column_url=COLUMN.url,
        url_key=f"{COLUMN.url}{title}",
        url=f"{COLUMN.url}{title}",
        title=title,
        claims=(make_claim(day),),
    )


async def test_sheets_come_by_time_whatever_the_order_of_their_sweeps(
    past: Past, history: HistoryStore
) -> None:
    late, early = await past.sweep(AT), await past.sweep(AT - 9 * DAY)
    for sweep in (late, early):
        await past.keep(sweep, make_sheet(as_of=sweep.as_of))

    found = await history.sheets(past.site_id, "census-2015")

    assert [one.as_of for one in found] == [AT - 9 * DAY, AT]


async def test_sheets_of_another_edition_or_site_are_not_mixed_in(
    past: Past, history: HistoryStore
) -> None:
    sweep = await past.sweep(AT)
    await past.keep(sweep, make_sheet())
    await past.keep(sweep, replace(make_sheet(), edition="indicators-2019"))

    found = await history.sheets(past.site_id, "census-2015")

    assert [one.edition for one in found] == ["census-2015"]
    assert await history.sheets(SiteId(past.site_id + 1), "census-2015") == ()


async def test_an_entry_keeps_the_moment_at_which_it_was_first_seen(
    past: Past, history: HistoryStore
) -> None:
    await past.sweep(AT - DAY, COLUMN, items=(sighting("old"),))
    await past.sweep(AT, COLUMN, items=(sighting("old"), sighting("new")))

    found = await history.items(past.site_id, AT - 9 * DAY)

    assert [(one.title, one.first_seen, one.last_seen) for one in found] == [
        ("old", AT - DAY, AT),
        ("new", AT, AT),
    ]
    assert {one.column_url for one in found} == {COLUMN.url}


async def test_every_day_that_an_entry_ever_claimed_is_kept(
    past: Past, history: HistoryStore
) -> None:
    await past.sweep(AT - DAY, COLUMN, items=(sighting("moved", date(2026, 11, 1)),))
    await past.sweep(AT, COLUMN, items=(sighting("moved", date(2026, 11, 20)),))

    (found,) = await history.items(past.site_id, AT - 9 * DAY)

    assert {claim.value for claim in found.claims} == {date(2026, 11, 1), date(2026, 11, 20)}


async def test_entries_first_seen_before_the_time_asked_for_are_left_out(
    past: Past, history: HistoryStore
) -> None:
    await past.sweep(AT - 9 * DAY, COLUMN, items=(sighting("old"),))
    await past.sweep(AT, COLUMN, items=(sighting("old"), sighting("new")))

    assert [one.title for one in await history.items(past.site_id, AT - DAY)] == ["new"]


async def test_readings_are_those_of_columns_with_their_sweep(
    past: Past, history: HistoryStore
) -> None:
    first = await past.sweep(AT - DAY, COLUMN)
    second = await past.sweep(AT, COLUMN, replace(COLUMN, url=f"{COLUMN.url}more/"))

    found = await history.readings(past.site_id)

    assert [number for number, _ in found] == [first.id, second.id, second.id]
    assert all(isinstance(one.fact, ColumnFact) for _, one in found)


async def test_every_text_that_an_article_ever_showed_is_kept(
    past: Past, history: HistoryStore
) -> None:
    for day, text in ((2, "ab"), (1, None), (0, "cd")):
        seen = replace(sighting("changed"), text=text)
        await past.sweep(AT - day * DAY, COLUMN, items=(seen, sighting("unread")))

    found = await history.items(past.site_id, AT - 9 * DAY)

    assert {one.title: set(one.texts) for one in found} == {
        "changed": {"ab", "cd"},
        "unread": set(),
    }
    assert all(one.url_key for one in found)
