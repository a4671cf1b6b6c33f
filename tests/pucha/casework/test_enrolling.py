from collections.abc import AsyncIterator

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
