from typing import Any

import pytest

from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import ELEMENTS, make_guide


def answer(make: Any, *guides: Any, extra: tuple[Any, ...] = ()) -> tuple[Verdict, str]:
    rows = [make.evidence(one, HOME) for one in guides]
    judgement = make.judge("W6", make.visit(), make.column(), *rows, *extra)
    return judgement.verdict, judgement.reason


def guides(number: int, lacking: int = 0) -> list[Any]:
    return [make_guide(one, *ELEMENTS[:lacking]) for one in range(number)]


def test_five_guides_in_order_pass_and_four_decide_nothing(make_2019: Any) -> None:
    assert answer(make_2019, *guides(5)) == (Verdict.PASS, "sample_in_order")
    assert answer(make_2019, *guides(4)) == (Verdict.UNDETERMINED, "too_few_guides")


@pytest.mark.parametrize(
    ("lacking", "verdict"),
    [(3, Verdict.PASS), (4, Verdict.NEEDS_PERSON), (8, Verdict.NEEDS_PERSON)],
)
def test_four_classes_make_a_guide_a_persons_question(
    make_2019: Any, lacking: int, verdict: Verdict
) -> None:
    assert answer(make_2019, *guides(5, lacking))[0] is verdict


def test_nothing_is_vetoed_by_machine(make_2019: Any) -> None:
    assert answer(make_2019, *guides(40, 8))[0] is Verdict.NEEDS_PERSON


def test_a_site_whose_guides_were_not_found_is_a_persons_question(make_2019: Any) -> None:
    assert answer(make_2019) == (Verdict.NEEDS_PERSON, "no_guides_found")


def test_guides_of_a_site_that_was_not_seen_are_no_persons_question_yet(make_2019: Any) -> None:
    judgement = make_2019.judge("W6", make_2019.visit(counts_as=CountsAs.FAILED))

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "homepage_not_opened")


def test_a_guide_that_seems_to_lack_much_is_named(make_2019: Any) -> None:
    rows = [make_2019.evidence(one, HOME) for one in guides(1, 4)]
    (place,) = make_2019.judge("W6", make_2019.visit(), *rows).places

    assert place.note == "疑似缺少事项名称、设定依据、申请条件、办理材料"
