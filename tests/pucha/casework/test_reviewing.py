from datetime import date, timedelta
from typing import Any

import pytest

from pucha.casework.desk import desk_of
from pucha.casework.reviewing import Word, how_far, publish, review
from schema.types.casework import Act, Hold
from schema.types.column import ColumnClass
from schema.types.errors import PuchaError, UsageError
from schema.types.verdict import Verdict
from testkit.facts import make_column, make_item, make_visit

pytestmark = pytest.mark.postgres
CODE = "4301000001"


def word(act: Act, by: str = "张三", **given: Any) -> Word:
    usual = {"item": "V4", "cause": "", "reason": "看过页面"}
    return Word(act=act, by=by, **{**usual, **given})


async def test_a_decision_survives_the_next_sweep_of_the_same_pages(world: Any) -> None:
    await world.survey(make_visit(), make_column())
    await review(world.stores, CODE, word(Act.REJECT), world.now)
    await world.survey(make_visit(), make_column())

    desk = await desk_of(world.stores, CODE)
    item = next(one for one in desk.human.items if one.id == "V4")

    assert [one.hold for one in desk.held] == [Hold.IN_FORCE]
    assert (item.machine, item.verdict) == (Verdict.NEEDS_PERSON, Verdict.PASS)


async def test_a_decision_reopens_visibly_when_the_page_has_changed(world: Any) -> None:
    await world.survey(make_visit(), make_column())
    await review(world.stores, CODE, word(Act.REJECT), world.now)
    await world.survey(make_visit(), make_column(items=(make_item("另一则通知"),)))

    desk = await desk_of(world.stores, CODE)
    item = next(one for one in desk.human.items if one.id == "V4")

    assert [one.hold for one in desk.held] == [Hold.REOPENED]
    assert "已变化" in desk.held[0].why
    assert item.verdict is Verdict.NEEDS_PERSON


async def test_a_veto_is_published_by_two_people_and_not_by_one(world: Any) -> None:
    await world.survey(make_visit(), make_column())
    await review(world.stores, CODE, word(Act.CONFIRM), world.now)
    with pytest.raises(UsageError, match="two different people"):
        await publish(world.stores, CODE, "V4", by="办公室", now=world.now)
    with pytest.raises(UsageError, match="must be another"):
        await review(world.stores, CODE, word(Act.CONFIRM), world.now)
    await review(world.stores, CODE, word(Act.CONFIRM, "李四"), world.now)
    await publish(world.stores, CODE, "V4", by="办公室", now=world.now)

    desk = await desk_of(world.stores, CODE)

    assert how_far(desk, "V4").state.value == "已发布"
    assert desk.human.vetoed
    assert not desk.sheet.vetoed
    assert await world.acts() == [
        (Act.CONFIRM, "张三"), (Act.CONFIRM, "李四"), (Act.PUBLISH, "办公室"),
    ]  # fmt: skip


async def test_a_stranger_decides_nothing(world: Any) -> None:
    await world.survey(make_visit(), make_column())

    with pytest.raises(UsageError, match="nobody is enrolled as '路人'"):
        await review(world.stores, CODE, word(Act.REJECT, "路人"), world.now)
    assert await world.acts() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (word(Act.REJECT, item="Z9"), "'Z9' is no item of census-2015"),
        (word(Act.REJECT, item="A2.1", cause="link:http://else/"), "has no place"),
        (word(Act.REJECT, reason=" "), "a reason is needed"),
        (word(Act.AMEND), "says what it is instead"),
        (word(Act.AMEND, units=-1), "0 or more"),
        (word(Act.CONFIRM, item="A2.1"), "say --units N"),
        (word(Act.CONFIRM, until=date(2027, 6, 30)), "--until is for a word that there is no"),
        (word(Act.REJECT, until=date(2020, 1, 1)), "lies before today"),
    ],
)
async def test_what_cannot_be_said_is_refused(world: Any, said: Word, told: str) -> None:
    await world.survey(make_visit(), make_column())

    with pytest.raises(UsageError, match=told):
        await review(world.stores, CODE, said, world.now)


async def test_a_denial_of_what_must_move_with_time_ends_with_the_items_window(
    world: Any,
) -> None:
    stale = make_column(column_class=ColumnClass.NEWS, items=(make_item(day=date(2025, 1, 5)),))
    await world.survey(make_visit(), stale)
    denied = word(Act.REJECT, item="B2.1")
    await review(world.stores, CODE, denied, world.now)
    (inside,) = (await desk_of(world.stores, CODE)).held
    world.sweeps += 14
    await world.survey(make_visit(), stale)
    (over,) = (await desk_of(world.stores, CODE)).held
    again = world.now + timedelta(days=16)
    await review(world.stores, CODE, denied, again)

    assert (inside.hold, inside.decision.until) == (Hold.IN_FORCE, date(2026, 12, 9))
    assert over.hold is Hold.REOPENED
    assert "已过期" in over.why
    assert [one.hold for one in (await desk_of(world.stores, CODE)).held] == [Hold.IN_FORCE]


async def test_a_reviewer_may_say_how_long_it_stands(world: Any) -> None:
    await world.survey(make_visit(), make_column())
    await review(world.stores, CODE, word(Act.REJECT, until=date(2027, 6, 30)), world.now)
    (one,) = (await desk_of(world.stores, CODE)).held

    assert one.decision.until == date(2027, 6, 30)


async def test_a_site_that_was_not_surveyed_has_nothing_to_review(world: Any) -> None:
    with pytest.raises(PuchaError, match="has not been surveyed yet"):
        await review(world.stores, CODE, word(Act.REJECT), world.now)


async def test_a_rejected_place_leaves_the_human_count_alone(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    link = "link:http://www.example.gov.cn/gone/1.html"
    await review(world.stores, CODE, word(Act.REJECT, item="A2.1", cause=link), world.now)

    desk = await desk_of(world.stores, CODE)
    human = next(one for one in desk.human.items if one.id == "A2.1")

    assert desk.item("A2.1").finding.verdict is Verdict.FAIL
    assert human.units is not None
    assert human.units.proved == 0
