from datetime import date
from typing import Any

import pytest

from audit.people.ledger import LedgerState
from audit.people.look_again import Seen
from audit.people.workdays import WorkCalendar
from pucha.casework.appealing import appeal, decide
from pucha.casework.desk import actor, desk_of, entry_of
from pucha.casework.notices import issued_notice
from pucha.casework.rectifying import Issued, issue, move, settle, whole_ledger
from pucha.casework.reviewing import Word, review
from pucha.evidence.showing import find
from schema.types.casework import Act
from schema.types.column import ColumnClass
from schema.types.errors import UsageError
from schema.types.link_facts import LinkFact
from schema.types.reading import ListState
from testkit.facts import make_column, make_item, make_visit
from testkit.side_facts import make_link, make_links

pytestmark = pytest.mark.postgres
CODE = "4301000001"
URL = "http://www.example.gov.cn/gone/1.html"
LINK = f"link:{URL}"


async def issued(world: Any) -> Issued | None:
    return await issue(
        world.stores, CODE, by="办公室", now=world.now, days=10, calendar=WorkCalendar()
    )


async def state(world: Any) -> LedgerState:
    (line,) = [one for one in await whole_ledger(world.stores) if one.key.cause == LINK]
    return line.state


async def test_a_notice_names_the_problem_its_evidence_and_a_due_day(world: Any) -> None:
    sweep = await world.surveyed_with_a_dead_link()
    one = await issued(world)

    assert one is not None
    line = next(line for line in one.lines if line.key.cause == LINK)
    notice = issued_notice(one)
    assert one.due == date(2026, 12, 9)
    assert line.state is LedgerState.ISSUED
    assert line.before == (f"{sweep.id}:{world.site}/link-6",)
    assert line.found_at == sweep.as_of
    assert line.changed_at == world.now
    assert URL in notice.body
    assert "2026-12-09前完成整改" in notice.body


async def test_columns_that_are_only_listed_are_issued_to_nobody(world: Any) -> None:
    long_ago = (make_item(day=date(2024, 1, 5)),)
    stale = [make_column(url=f"http://www.example.gov.cn/c{n}/", items=long_ago) for n in range(10)]
    listed = make_column(
        url="http://www.example.gov.cn/budget/", column_class=ColumnClass.FINANCE, items=long_ago
    )
    await world.survey(make_visit(), *stale, listed)
    one = await issued(world)

    assert one is not None
    assert [line.url for line in one.lines if line.key.item == "V3b"] == [c.url for c in stale]
    assert listed.url not in {line.url for line in one.lines}


async def test_a_notice_does_not_print_the_reason_of_people(world: Any) -> None:
    await world.survey(make_visit())
    why = "电话问过王某"
    for by in ("张三", "李四"):
        word = Word(act=Act.CONFIRM, item="V4", cause="", reason=why, by=by)
        await review(world.stores, CODE, word, world.now)
    one = await issued(world)

    assert one is not None
    notice = issued_notice(one)
    assert "经人工认定存在这一问题。" in notice.body
    assert why not in notice.body
    assert why not in "".join(line.problem + line.says for line in one.lines)


async def test_a_veto_on_the_machines_word_alone_is_called_so(world: Any) -> None:
    await world.survey(make_visit(), make_column(items=(make_item(day=date(2024, 1, 5)),)))
    one = await issued(world)

    assert one is not None
    assert "构成单项否决" in issued_notice(one).body
    assert "认定：机器判定，未经人工复核" in issued_notice(one).body


async def test_the_evidence_that_a_line_names_opens_though_sweeps_followed(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    one = await issued(world)
    await world.survey(make_visit(), make_column(), make_visit(), make_link(url="http://x/"))
    assert one is not None
    found = await find(world.stores, one.lines[0].before[0])

    assert found.evidence is not None
    assert isinstance(found.evidence.fact, LinkFact)
    assert found.evidence.fact.url == URL


async def test_a_second_notice_of_a_day_has_a_number_of_its_own(world: Any) -> None:
    await world.survey(make_visit(), make_column(items=(make_item(day=date(2024, 1, 5)),)))
    first = await issued(world)
    await world.surveyed_with_a_dead_link()
    second = await issued(world)
    await world.survey(make_visit(), make_link(url="http://gone.example/"), *([make_visit()] * 4),
                       make_link(url="http://gone.example/"))  # fmt: skip
    third = await issued(world)

    assert first is not None
    assert second is not None
    assert third is not None
    assert second.notice == f"{first.notice}-2"
    assert third.notice == f"{first.notice}-3"


async def test_what_is_owed_already_is_not_issued_twice(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)

    assert await issued(world) is None


async def test_what_people_rejected_is_not_issued(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    rejected = Word(act=Act.REJECT, item="A2.1", cause=LINK, reason="可以打开", by="张三")
    await review(world.stores, CODE, rejected, world.now)

    assert await issued(world) is None


async def test_a_second_look_closes_what_opened_and_it_comes_back_as_a_recurrence(
    world: Any,
) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    moved = {"item": "", "cause": LINK, "reason": "已更换链接", "by": "王五", "now": world.now}
    await move(world.stores, CODE, Act.REPORT, **moved)
    assert await state(world) is LedgerState.REPORTED
    later = await world.survey(make_visit(), make_links(opened=(URL,)))

    (closed,) = await settle(world.stores, CODE, later, "张三", world.now)

    assert closed.look.seen is Seen.GONE
    assert closed.line.state is LedgerState.CLOSED
    assert closed.line.after == (f"{later.id}:{world.site}/links-2",)
    await world.surveyed_with_a_dead_link()
    again = await issued(world)
    assert again is not None
    assert [one.recurrences for one in again.lines] == [1]


async def test_a_second_look_sends_back_what_is_still_there(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    moved = {"item": "A2.1", "cause": "", "reason": "已更换链接", "by": "王五", "now": world.now}
    await move(world.stores, CODE, Act.REPORT, **moved)
    later = await world.surveyed_with_a_dead_link()

    (kept,) = await settle(world.stores, CODE, later, "张三", world.now)

    assert kept.look.seen is Seen.STILL_THERE
    assert kept.line.state is LedgerState.RETURNED


async def test_what_a_second_look_cannot_tell_stays_as_it_is(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    later = await world.survey(make_visit())

    (unknown,) = await settle(world.stores, CODE, later, "张三", world.now)

    assert unknown.look.seen is Seen.UNKNOWN
    assert unknown.line.state is LedgerState.ISSUED


async def test_a_rejected_place_leaves_the_ledger_at_once(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    rejected = Word(act=Act.REJECT, item="A2.1", cause=LINK, reason="可以打开", by="张三")
    await review(world.stores, CODE, rejected, world.now)
    later = await world.surveyed_with_a_dead_link()

    assert await state(world) is LedgerState.FALSE_ALARM
    assert await settle(world.stores, CODE, later, "张三", world.now) == ()
    assert await issued(world) is None


async def test_a_recheck_takes_out_what_was_rejected_before_the_ledger_heard_of_it(
    world: Any,
) -> None:
    sweep = await world.surveyed_with_a_dead_link()
    await issued(world)
    desk = await desk_of(world.stores, CODE)
    key = desk.key("A2.1", LINK)
    person = await actor(world.stores, "张三", Act.REJECT)
    old = entry_of(
        desk,
        person,
        Act.REJECT,
        at=world.now,
        text="可以打开",
        key=key,
        basis=desk.basis("A2.1", LINK),
    )
    await world.stores.cases.add(desk.site_id, desk.newest, old)
    (found,) = await settle(world.stores, CODE, sweep, "张三", world.now)

    assert found.look.seen is Seen.DENIED
    assert found.line.state is LedgerState.FALSE_ALARM
    assert await settle(world.stores, CODE, sweep, "张三", world.now) == ()


async def test_an_accepted_appeal_leaves_the_ledger_under_its_own_name(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    number = await appeal(
        world.stores, CODE, item="A2.1", cause="", text="外站维护", by="王五", now=world.now
    )
    await decide(world.stores, CODE, number, accept=True, reason="属实", by="张三", now=world.now)
    (line,) = await whole_ledger(world.stores)

    assert line.state is LedgerState.ACCEPTED
    assert line.remark == "张三认定：属实"


async def test_the_other_places_of_an_item_that_no_longer_fails_are_exempt(world: Any) -> None:
    empty = [
        make_column(url=f"http://x/{n}/", list_state=ListState.EMPTY, items=()) for n in range(5)
    ]
    await world.survey(make_visit(), *empty, *([make_visit()] * 4), *empty)
    one = await issued(world)
    assert one is not None
    assert len([line for line in one.lines if line.key.item == "V3c"]) == 5
    said = Word(act=Act.REJECT, item="V3c", cause="column:http://x/2/", reason="有内容", by="张三")
    await review(world.stores, CODE, said, world.now)

    states = {
        line.key.cause: line.state
        for line in await whole_ledger(world.stores)
        if line.key.item == "V3c"
    }
    assert states.pop("column:http://x/2/") is LedgerState.FALSE_ALARM
    assert set(states.values()) == {LedgerState.EXEMPT}


async def test_a_false_alarm_is_issued_again_when_the_page_shows_something_else(
    world: Any,
) -> None:
    await world.surveyed_with_a_dead_link()
    await issued(world)
    moved = {"item": "A2.1", "cause": "", "reason": "误报", "by": "张三", "now": world.now}
    await move(world.stores, CODE, Act.FALSE_ALARM, **moved)
    await world.surveyed_with_a_dead_link()
    same = await issued(world)
    await world.survey(
        make_visit(), make_link(status=500), *([make_visit()] * 3), make_link(status=500)
    )
    changed = await issued(world)

    assert same is None
    assert changed is not None
    assert [line.key.cause for line in changed.lines] == [LINK]


async def test_a_move_that_has_no_line_is_refused(world: Any) -> None:
    await world.surveyed_with_a_dead_link()

    with pytest.raises(UsageError, match="nothing of this kind is owed"):
        await move(
            world.stores, CODE, Act.BEGIN, item="", cause="", reason="x", by="王五", now=world.now
        )
