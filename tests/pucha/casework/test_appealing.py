from datetime import date
from typing import Any

import pytest

from audit.people.self_check import Compared
from pucha.casework.appealing import appeal, decide, self_check
from pucha.casework.desk import desk_of
from schema.types.casework import Act
from schema.types.errors import UsageError
from schema.types.verdict import Verdict

pytestmark = pytest.mark.postgres
CODE = "4301000001"
LINK = "link:http://www.example.gov.cn/gone/1.html"


async def made(world: Any, by: str = "王五") -> int:
    return await appeal(
        world.stores, CODE, item="A2.1", cause=LINK, text="外站维护，已恢复", by=by, now=world.now
    )


async def answer(world: Any, number: int, by: str, **given: Any) -> None:
    usual = {"accept": True, "reason": "核对属实", "now": world.now}
    await decide(world.stores, CODE, number, by=by, **{**usual, **given})


async def test_an_accepted_appeal_is_a_decision_on_its_place(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await answer(world, await made(world), "张三")

    human = (await desk_of(world.stores, CODE)).human
    item = next(one for one in human.items if one.id == "A2.1")

    assert item.machine is Verdict.FAIL
    assert item.verdict is not Verdict.FAIL


async def test_an_accepted_appeal_stands_until_the_day_that_was_said(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    number = await made(world)
    with pytest.raises(UsageError, match="appeal that is accepted"):
        await answer(world, number, "张三", accept=False, until=date(2027, 6, 30))
    await answer(world, number, "张三", until=date(2027, 6, 30))
    (one,) = (await desk_of(world.stores, CODE)).held

    assert one.decision.until == date(2027, 6, 30)


async def test_a_dismissed_appeal_changes_nothing(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await answer(world, await made(world), "张三", accept=False)

    desk = await desk_of(world.stores, CODE)

    assert desk.held == ()
    assert [act for act, _ in await world.acts()] == [Act.APPEAL, Act.DISMISS]


async def test_only_the_operator_appeals_and_another_decides(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    with pytest.raises(UsageError, match="may not appeal"):
        await made(world, "张三")
    number = await made(world)
    with pytest.raises(UsageError, match="may not accept"):
        await answer(world, number, "王五")
    await answer(world, number, "李四")
    with pytest.raises(UsageError, match="decided already"):
        await answer(world, number, "张三")


async def test_an_appeal_never_comes_to_a_fail(world: Any) -> None:
    await world.surveyed_with_a_dead_link()

    with pytest.raises(UsageError, match="no FAIL"):
        await answer(world, await made(world), "张三", verdict=Verdict.FAIL)


async def test_a_self_check_sheet_is_compared_and_logged(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    file = "二级指标,考察点,是否完成指标,问题整改对策\n链接可用性：首页,,是,\n严重错误,V4,是,\n"

    found = await self_check(world.stores, CODE, ("自查表.csv", file.encode()), "王五", world.now)

    assert {one.item: one.result for one in found.items}["A2.1"] is Compared.GRAVE
    assert await world.acts() == [(Act.SELF_CHECK, "王五")]


async def test_a_self_check_is_compared_with_what_people_decided(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await answer(world, await made(world), "张三")
    file = "二级指标,考察点,是否完成指标\n链接可用性,首页,是\n链接可用性,首页什么,是\n"

    found = await self_check(world.stores, CODE, ("自查表.csv", file.encode()), "王五", world.now)
    logged = (await world.stores.cases.of_site(world.site))[-1].body
    one = next(one for one in found.items if one.item == "A2.1")

    assert (one.by_people, one.result is Compared.GRAVE) == (True, False)
    assert {"item": "A2.1", "by_people": True}.items() <= next(
        row for row in logged["items"] if row["item"] == "A2.1"
    ).items()
    assert logged["strange"] == [3]
