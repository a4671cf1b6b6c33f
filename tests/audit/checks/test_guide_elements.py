from typing import Any

from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guides

GUIDES = (
    make_guide(1, "设定依据", "办理地点"),
    make_guide(2, "设定依据"),
    make_guide(3, vague=("办理材料",)),
)


def rows(make: Any, *guides: Any, left: int = 0) -> list[Any]:
    facts = (*guides, make_guides(read=len(guides), left=left))
    return [make.visit(), make.column(), *(make.evidence(one, HOME) for one in facts)]


def test_in_2015_a_class_counts_once_a_site_and_vague_ones_do_not(make: Any) -> None:
    judgement = make.judge("D1.1", *rows(make, *GUIDES))

    assert (judgement.verdict, judgement.units.upper) == (Verdict.NEEDS_PERSON, 2)
    assert {one.title: one.times for one in judgement.places} == {
        "缺少设定依据": 2,
        "缺少办理地点": 1,
    }


def test_in_2019_every_element_of_every_guide_counts_and_vague_ones_too(make_2019: Any) -> None:
    judgement = make_2019.judge("S2", *rows(make_2019, *GUIDES))

    assert judgement.units.upper == 4
    assert "缺少或含糊：办理材料" in {one.title for one in judgement.places}


def test_nothing_is_proved_by_a_heading_that_we_did_not_find(make: Any) -> None:
    assert make.judge("D1.1", *rows(make, *GUIDES)).units.proved == 0


def test_guides_that_lack_nothing_pass(make: Any) -> None:
    judgement = make.judge("D1.1", *rows(make, make_guide(1), make_guide(2)))

    assert judgement.verdict is Verdict.PASS
    assert "所查2篇" in judgement.explanation


def test_guides_that_nobody_read_may_lack_anything(make: Any) -> None:
    open_row = make.judge("D1.1", *rows(make, make_guide(1), left=7))
    asked = make.judge("D1.1", *rows(make, *GUIDES, left=7))

    assert (open_row.verdict, open_row.reason) == (Verdict.UNDETERMINED, "guides_left")
    assert open_row.units.upper is None
    assert asked.units.upper is None
    assert "还有7篇办事指南未读" in asked.explanation


def test_in_2019_five_guides_in_order_pass_whatever_else_there_is(make_2019: Any) -> None:
    five = [make_guide(number) for number in range(5)]

    assert make_2019.judge("S2", *rows(make_2019, *five, left=7)).verdict is Verdict.PASS
    assert make_2019.judge("S2", *rows(make_2019, *five[1:], left=7)).units.upper is None


def test_guides_that_were_not_found_are_a_persons_question(make: Any) -> None:
    judgement = make.judge("D1.1", *rows(make))

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "no_guides_read")
    assert judgement.units.upper is None
