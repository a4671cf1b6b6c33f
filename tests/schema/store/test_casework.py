import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest

from schema.store.casework import CaseStore
from schema.store.engine import open_engine
from schema.types.casework import Act, Entry, Key, Person, Role
from schema.types.errors import UsageError
from schema.types.ids import SiteId, SweepId
from testkit.facts import AT
from testkit.past import Past, open_past
from testkit.sheets import make_sheet

pytestmark = pytest.mark.postgres
SITE = SiteId(7)
ENTRY = Entry(
    act=Act.CONFIRM,
    by="张三",
    role=Role.REVIEWER,
    at=datetime(2026, 11, 25, 2, 0, tzinfo=UTC),
    text="看过页面",
    site_id=SITE,
    key=Key(edition="census-2015", item="V4", cause="column:http://x.example/"),
    basis="b" * 64,
    body={"units": 2},
)


@pytest.fixture
async def cases(database_url: str) -> AsyncIterator[CaseStore]:
    engine = open_engine(database_url)
    yield CaseStore(engine)
    await engine.dispose()


@pytest.fixture
async def past(database_url: str) -> AsyncIterator[Past]:
    async with open_past(database_url) as made:
        yield made


async def test_an_entry_is_read_back_as_it_was_written(cases: CaseStore) -> None:
    await cases.add(SITE, 0, ENTRY)

    (found,) = await cases.of_site(SITE)

    assert replace(found, id=0) == ENTRY
    assert await cases.of_act(Act.CONFIRM) == (found,)
    assert await cases.of_site(SiteId(8)) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "update case_entry set text = 'otherwise'",
        "delete from case_entry",
        "truncate case_entry",
        "delete from case_entry where false",
    ],
)
async def test_the_database_refuses_every_change_of_the_log(
    cases: CaseStore, database_url: str, statement: str
) -> None:
    await cases.add(SITE, 0, ENTRY)
    connection = await asyncpg.connect(database_url)
    try:
        with pytest.raises(asyncpg.PostgresError, match="append-only"):
            await connection.execute(statement)
    finally:
        await connection.close()

    assert [one.text for one in await cases.of_site(SITE)] == ["看过页面"]


async def test_who_decides_on_an_old_view_is_told_to_look_again(cases: CaseStore) -> None:
    await cases.add(SITE, 0, ENTRY)

    with pytest.raises(UsageError, match="look again"):
        await cases.add(SITE, 0, ENTRY)
    await cases.add(SiteId(8), 0, replace(ENTRY, site_id=SiteId(8)))


async def test_of_two_at_once_one_is_told_to_look_again(cases: CaseStore) -> None:
    tries = await asyncio.gather(
        *(cases.add(SITE, 0, ENTRY) for _ in range(5)), return_exceptions=True
    )

    assert [type(one) for one in tries].count(UsageError) == 4
    assert len(await cases.of_site(SITE)) == 1


async def test_a_person_may_get_another_role_and_the_log_tells_it(cases: CaseStore) -> None:
    told = replace(ENTRY, act=Act.ENROL, site_id=None, key=None)
    for role in (Role.REVIEWER, Role.OFFICE):
        await cases.enrol(Person(name="张三", role=role, division="甲县"), told)

    assert await cases.people() == (Person(name="张三", role=Role.OFFICE, division="甲县"),)
    assert await cases.person("李四") is None
    assert len(await cases.of_act(Act.ENROL)) == 2


@pytest.mark.parametrize("name", ["张三 ", "张　三", "张\u200b三"])
async def test_the_database_holds_no_two_people_whose_names_read_the_same(
    cases: CaseStore, name: str
) -> None:
    told = replace(ENTRY, act=Act.ENROL, site_id=None, key=None)
    await cases.enrol(Person(name="张三", role=Role.REVIEWER), told)

    with pytest.raises(UsageError, match="meanwhile: look again first"):
        await cases.enrol(Person(name=name, role=Role.REVIEWER), told)


async def test_what_was_decided_before_a_later_sheet_is_left_out(
    past: Past, cases: CaseStore
) -> None:
    sweep = await past.sweep(AT)
    await past.keep(sweep, make_sheet())
    decided = replace(ENTRY, site_id=past.site_id, body={"sweep": sweep.id})
    await cases.add(past.site_id, 0, decided)

    async def found(until: int | None) -> tuple[SiteId, ...]:
        edge = None if until is None else SweepId(until)
        return await cases.decided_sites(sweep.id, "census-2015", {Act.CONFIRM}, edge)

    assert await found(None) == await found(sweep.id + 1) == (past.site_id,)
    assert await found(sweep.id) == ()
