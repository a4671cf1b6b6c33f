"""The history of a site, put together from a real PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from audit.report.output_fields import HISTORY
from audit.scoring.states import SiteState
from crawler.survey.kept_items import MAX_KEPT_ITEMS
from pucha.history import site_history
from pucha.wire import Stores, open_stores
from schema.types.errors import UsageError
from schema.types.facts import ColumnFact
from schema.types.finding import ColumnLine, ColumnState
from schema.types.reading import ListState
from schema.types.settings import DatabaseSettings, Settings
from schema.types.survey import ItemSighting
from schema.types.verdict import Verdict
from testkit.facts import AT, make_claim, make_column, make_item, make_site
from testkit.json_paths import paths
from testkit.past import Past, open_past
from testkit.sheets import make_item as make_row
from testkit.sheets import make_sheet

pytestmark = pytest.mark.postgres
DAY = timedelta(days=1)
COLUMN = make_column()
FORGED = date(2026, 11, 1)


@pytest.fixture
async def past(database_url: str) -> AsyncIterator[Past]:
    async with open_past(database_url) as made:
        yield made


@pytest.fixture
async def stores(database_url: str) -> AsyncIterator[Stores]:
    settings = Settings(database=DatabaseSettings(url=database_url))
    async with open_stores(database_url, settings) as opened:
        yield opened


def sighting(number: int, day: date) -> ItemSighting:
    url = f"{COLUMN.url}{number}.html"
    return ItemSighting(
        column_url=COLUMN.url,
        url_key=url,
        url=url,
        title=f"第{number}号",
        claims=(make_claim(day),),
    )


def line(state: ColumnState) -> ColumnLine:
    return ColumnLine(
        name=COLUMN.name,
        url=COLUMN.url,
        column_class=COLUMN.column_class,
        list_state=COLUMN.list_state,
        rows=1,
        newest=None,
        state=state,
        evidence="column-1",
    )


async def two_sweeps(past: Past, column: ColumnFact = COLUMN) -> None:
    await past.sweep(AT - 15 * DAY, column, items=(sighting(0, date(2026, 10, 1)),))
    forged = tuple(sighting(number, FORGED) for number in range(1, 21))
    await past.sweep(AT, column, items=(sighting(0, date(2026, 10, 1)), *forged))


async def test_items_put_up_under_a_day_that_an_earlier_sweep_saw_without_them_are_told(
    past: Past, stores: Stores
) -> None:
    await two_sweeps(past)

    found = await site_history(stores, past.site, "census-2015", AT)

    assert {one.claimed for one in found.late} == {FORGED}
    assert (len(found.late), [len(one.items) for one in found.bulk]) == (20, [20])
    assert found.as_json()["charts"]["items_by_day"] == {"2026-10-01": 1, "2026-11-01": 20}
    assert found.as_json()["charts"]["items_by_first_sight"] == {
        "2026-11-08": 1,
        "2026-11-23": 20,
    }


async def test_every_field_of_a_history_is_explained(past: Past, stores: Stores) -> None:
    await two_sweeps(past)

    told = (await site_history(stores, past.site, "census-2015", AT)).as_json()

    free = {"items_by_day", "items_by_first_sight", "columns_by_state[]"}
    assert set(paths(told, free=free)) <= set(HISTORY)
    assert {"backdated[].evidence", "bulk_updates[].titles[]"} <= set(paths(told))


async def test_a_list_longer_than_what_is_noted_of_it_accuses_nobody(
    past: Past, stores: Stores
) -> None:
    await two_sweeps(past, replace(COLUMN, items=(make_item(),) * MAX_KEPT_ITEMS))

    assert (await site_history(stores, past.site, "census-2015", AT)).late == ()


async def test_an_item_that_was_given_a_new_day_is_told(past: Past, stores: Stores) -> None:
    await past.sweep(AT - 60 * DAY, COLUMN, items=(sighting(1, date(2026, 9, 24)),))
    await past.sweep(AT, COLUMN, items=(sighting(1, date(2026, 11, 23)),))

    told = (await site_history(stores, past.site, "census-2015", AT)).as_json()["redated"]

    assert [(one["claimed"], one["first_seen"][:10]) for one in told] == [
        ("2026-11-23", "2026-09-24")
    ]


async def test_a_text_of_an_earlier_sweep_under_another_address_and_day_is_told(
    past: Past, stores: Stores
) -> None:
    first = replace(sighting(1, date(2026, 9, 1)), text="ab" * 32)
    again = replace(sighting(2, date(2026, 11, 20)), text="ab" * 32, title=first.title)
    await past.sweep(AT - 60 * DAY, COLUMN, items=(first,))
    await past.sweep(AT, COLUMN, items=(again,))

    (told,) = (await site_history(stores, past.site, "census-2015", AT)).as_json()["repeated"]

    assert (told["url"], told["claimed"]) == (again.url, "2026-11-20")
    assert (told["original"]["url"], told["original"]["claimed"]) == (first.url, "2026-09-01")
    assert told["original"]["first_seen"][:10] == "2026-09-24"
    assert told["text_sha256"] == "ab" * 32


async def test_sweeps_that_were_judged_under_another_edition_alone_are_judged_under_this_one(
    past: Past, stores: Stores
) -> None:
    for days in (15, 0):
        at = AT - days * DAY
        sweep = await past.sweep(at, replace(COLUMN, list_state=ListState.SINGLE))
        await past.keep(sweep, replace(make_sheet(), as_of=at))

    told = (await site_history(stores, past.site, "indicators-2019", AT)).as_json()

    assert [one["as_of"][:10] for one in told["states"]] == ["2026-11-08", "2026-11-23"]
    assert [one["state"] for one in told["columns"][0]["states"]] == ["single", "single"]
    assert await stores.history.sheets(past.site_id, "indicators-2019") == (), "nothing is kept"


async def test_states_of_site_and_column_follow_the_sheets_of_their_sweeps(
    past: Past, stores: Stores
) -> None:
    for days, verdict, state in (
        (15, Verdict.FAIL, ColumnState.DORMANT),
        (0, Verdict.FAIL, ColumnState.ZOMBIE),
    ):
        sweep = await past.sweep(AT - days * DAY, COLUMN)
        row = make_row("V2", verdict)
        sheet = make_sheet([row], as_of=sweep.as_of, columns=(line(state),))
        await past.keep(sweep, sheet)

    found = await site_history(stores, past.site, "census-2015", AT)

    assert [one.state for one in found.states] == [SiteState.DORMANT, SiteState.ZOMBIE]
    assert [one.state for one in found.columns[COLUMN.name, COLUMN.url]] == ["dormant", "zombie"]
    assert found.columns_by_state()[-1]["zombie"] == 1


async def test_nothing_is_told_of_a_site_that_is_not_registered(stores: Stores) -> None:
    with pytest.raises(UsageError, match="is not registered"):
        await site_history(stores, make_site(), "census-2015", AT)


async def test_the_limits_of_signs_are_those_of_the_edition(
    past: Past, database_url: str, tmp_path: Path
) -> None:
    await two_sweeps(past)
    text = 'edition = "own"\nbase = "census-2015"\nname = "n"\n[signs]\nbulk_items = 21\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    settings = Settings(editions=str(tmp_path), database=DatabaseSettings(url=database_url))

    async with open_stores(database_url, settings) as opened:
        assert (await site_history(opened, past.site, "own", AT)).bulk == ()
