from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from audit.report.bulletin.document import render_bulletin
from audit.report.bulletin.facts import Office
from pucha.casework.reviewing import Word, review
from pucha.casework.reviews import reviews_of
from pucha.counting import sweep_report
from pucha.crawling import make_worker
from pucha.editions import load_edition
from pucha.reporting import bulletin_facts, bulletin_template
from pucha.surveying import SweepRunner
from pucha.trend import SWEEPS_BY_PEOPLE
from schema.types.casework import Act
from schema.types.content import Severity
from schema.types.review import ItemStanding, Opinion, Recognition
from schema.types.settings import Settings
from schema.types.site import RunState
from schema.types.sweep import Sweep
from testkit.facts import make_proposal, make_register, make_site, make_visit

pytestmark = pytest.mark.postgres
CODE = "4301000001"
PACK = load_edition("census-2015")
WHY = "首页有严重错字"


async def judged(world: Any, *facts: Any) -> Sweep:
    sweep: Sweep = await world.survey(*facts or (make_visit(),))
    runner = SweepRunner(world.stores, make_worker(Settings(), world.stores))
    await runner.judge(sweep, world.site)
    return sweep


async def say(world: Any, act: Act, item: str, by: str, cause: str = "") -> None:
    word = Word(act=act, item=item, cause=cause, reason=WHY, by=by)
    await review(world.stores, CODE, word, world.now + timedelta(days=9))


async def bulletin_text(world: Any, sweep: Sweep) -> str:
    facts = await bulletin_facts(world.stores, await sweep_report(world.stores, sweep), Office())
    document = Document(BytesIO(render_bulletin(bulletin_template(None), facts)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


async def test_only_sites_with_decisions_are_read(world: Any) -> None:
    sweep = await judged(world)

    assert await reviews_of(world.stores, sweep, PACK) == {}

    await say(world, Act.CONFIRM, "V4", "张三")
    found = await reviews_of(world.stores, sweep, PACK)

    assert set(found) == {world.site}
    assert await reviews_of(world.stores, sweep, PACK, only=()) == {}
    assert await reviews_of(world.stores, sweep, load_edition("indicators-2019")) == {}


async def test_a_site_that_was_closed_since_is_nobodys_business(world: Any) -> None:
    sweep = await judged(world)
    await say(world, Act.CONFIRM, "V4", "张三")
    closed = make_site(code=CODE, run_state=RunState.CLOSED)
    await world.stores.register.take_in(make_register(closed))

    assert await reviews_of(world.stores, sweep, PACK) == {}


async def test_before_anybody_decided_the_bulletin_is_internal_and_names_nobody(
    world: Any,
) -> None:
    sweep = await judged(world)
    report = await sweep_report(world.stores, sweep)
    text = await bulletin_text(world, sweep)

    assert report.numbers.whole.people.waiting == 1
    assert "的通报（内部稿）" in text
    assert "尚无人工认定不合格的网站" in text
    assert "人工认定：尚无人工认定，各数均为机器判定，不得据此公布" in text


async def test_a_veto_is_named_only_after_the_second_person(world: Any) -> None:
    sweep = await judged(world)
    site = await world.stores.register.get(world.site)
    await say(world, Act.CONFIRM, "V4", "张三")
    once = await sweep_report(world.stores, sweep)
    text_once = await bulletin_text(world, sweep)
    await say(world, Act.CONFIRM, "V4", "李四")
    twice = await sweep_report(world.stores, sweep)
    text_twice = await bulletin_text(world, sweep)

    assert (once.numbers.whole.people.unqualified, once.numbers.whole.people.waiting) == (0, 1)
    assert site.home_url not in text_once
    assert "的通报（征求意见稿）" in text_once
    assert (twice.numbers.whole.people.unqualified, twice.numbers.whole.people.vetoed) == (1, 1)
    assert site.home_url in text_twice
    assert "经人工认定存在这一问题" in text_twice
    assert WHY not in text_twice
    assert "张三" not in text_twice
    assert twice.numbers.whole.unqualified == 0


async def test_a_rejected_finding_is_the_machines_and_not_peoples(world: Any) -> None:
    await world.surveyed_with_a_dead_link()
    sweep = await world.stores.sweeps.newest()
    runner = SweepRunner(world.stores, make_worker(Settings(), world.stores))
    await runner.judge(sweep, world.site)
    await say(world, Act.REJECT, "A2.1", "张三")
    report = await sweep_report(world.stores, sweep)
    tally = {item.id: one for item, one in report.numbers.items}["A2.1"]

    assert sum(n for word, n in tally.verdicts.items() if word == "FAIL") == 1
    assert (tally.people.problem, tally.people.cleared, tally.people.waiting) == (0, 1, 0)
    assert [(one.item, one.rejected) for one in report.numbers.concord] == [("A2.1", 1)]


async def test_a_page_that_changed_makes_the_site_wait_again(world: Any) -> None:
    await judged(world)
    await say(world, Act.CONFIRM, "V4", "张三")
    await say(world, Act.CONFIRM, "V4", "李四")
    changed = await judged(world, make_visit(), make_proposal(severity=Severity.GRAVE))
    report = await sweep_report(world.stores, changed)
    review_now = report.reviews[world.site]

    assert review_now.recognition is Recognition.WAITING
    assert review_now.reopened == 1
    assert report.numbers.whole.people.unqualified == 0
    assert "其中页面变化后重新打开的认定1条" in dict(report.honesty)["人工认定"]


async def test_opinions_come_with_the_review(world: Any) -> None:
    sweep = await judged(world)
    await say(world, Act.REJECT, "V4", "张三")
    (row,) = [
        one
        for one in (await reviews_of(world.stores, sweep, PACK))[world.site].items
        if one.item == "V4"
    ]

    assert (row.standing, row.opinion) == (ItemStanding.CLEARED, Opinion.SETTLED)


async def test_trend_and_follow_up_tell_what_people_decided_beside_the_machine(
    world: Any,
) -> None:
    await judged(world)
    await say(world, Act.CONFIRM, "V4", "张三")
    await say(world, Act.CONFIRM, "V4", "李四")
    changed = await judged(world, make_visit(), make_proposal(severity=Severity.GRAVE))
    await say(world, Act.REJECT, "V4", "张三")

    report = await sweep_report(world.stores, changed)
    facts = await bulletin_facts(world.stores, report, Office())
    points = report.numbers.trend

    assert [one.by_people for one in points] == [True, True]
    assert [one.tally.people.unqualified for one in points] == [1, 0]
    assert [one.tally.unqualified for one in points] == [0, 0]
    assert points[-1].tally.people == report.numbers.whole.people
    assert facts.followed_up == {}
    assert sum(facts.followed_up_by_people.values()) == 1
    assert Recognition.UNQUALIFIED not in facts.followed_up_by_people
    assert "上次经人工认定不合格的1个网站，本次复查：" in await bulletin_text(world, changed)


async def test_people_are_counted_of_the_newest_sweeps_alone(world: Any) -> None:
    for _ in range(SWEEPS_BY_PEOPLE + 2):
        sweep = await judged(world)
    await say(world, Act.CONFIRM, "V4", "张三")
    await say(world, Act.CONFIRM, "V4", "李四")

    points = (await sweep_report(world.stores, sweep)).numbers.trend

    assert [one.by_people for one in points] == [False] * 2 + [True] * SWEEPS_BY_PEOPLE
    assert [one.tally.people.unqualified for one in points][-2:] == [0, 1]
