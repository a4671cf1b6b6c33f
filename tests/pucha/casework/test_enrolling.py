from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from pucha.casework.enrolling import enrol
from pucha.wire import Stores, open_stores
from schema.types.casework import Act, Person, Role
from schema.types.errors import UsageError
from schema.types.settings import Settings
from testkit.clock import START

pytestmark = pytest.mark.postgres
ADMIN = Person(name="管理员", role=Role.ADMIN)
REVIEWER = Person(name="张三", role=Role.REVIEWER, division="甲县")


@pytest.fixture
async def stores(database_url: str) -> AsyncIterator[Stores]:
    async with open_stores(database_url, Settings()) as opened:
        yield opened


async def test_the_first_person_is_an_administrator_who_enrols_the_others(stores: Stores) -> None:
    with pytest.raises(UsageError, match="first person is an administrator"):
        await enrol(stores, REVIEWER, None, START)
    await enrol(stores, ADMIN, None, START)
    with pytest.raises(UsageError, match="only an administrator"):
        await enrol(stores, REVIEWER, None, START)
    await enrol(stores, REVIEWER, "管理员", START)
    with pytest.raises(UsageError, match="may not enrol"):
        await enrol(stores, Person(name="李四", role=Role.OFFICE), "张三", START)

    told = await stores.cases.of_act(Act.ENROL)
    assert [(one.by, one.body["name"]) for one in told] == [
        ("管理员", "管理员"),
        ("管理员", "张三"),
    ]
    assert await stores.cases.people() == (REVIEWER, ADMIN)


async def test_a_name_is_kept_tidy_and_one_person_has_one(stores: Stores) -> None:
    await enrol(stores, replace(ADMIN, name=" 管理员\u200b"), None, START)
    await enrol(stores, Person(name="ＬＩ  Si", role=Role.REVIEWER), "管理员", START)
    for name in ("LI Si ", "LI Si"):
        await enrol(stores, Person(name=name, role=Role.OFFICE), " 管理员", START)
    with pytest.raises(UsageError, match="reads as 'LI Si', who is enrolled already"):
        await enrol(stores, Person(name="lisi", role=Role.REVIEWER), "管理员", START)
    with pytest.raises(UsageError, match="has a name"):
        await enrol(stores, Person(name="\u200b ", role=Role.REVIEWER), "管理员", START)

    assert [(one.name, one.role) for one in await stores.cases.people()] == [
        ("LI Si", Role.OFFICE),
        ("管理员", Role.ADMIN),
    ]
