from typing import Any

import pytest

from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guide_system, make_guides


def judged(make: Any, *rows: Any) -> Any:
    return after(make, make_guides(), *rows)


def after(make: Any, guides: Any, *rows: Any, item: str = "D3") -> Any:
    seen = [make.evidence(fact, HOME) for fact in (make_guide(), guides)]
    return make.judge(item, make.visit(), make.column(), *seen, *rows)


@pytest.mark.parametrize(
    ("word", "once", "twice"),
    [
        (CountsAs.OPENED, (0, 0), (0, 0)),
        (CountsAs.FAILED, (0, 1), (1, 1)),
        (CountsAs.UNDETERMINED, (0, 1), (0, 1)),
        (CountsAs.VOID, (0, 1), (0, 1)),
    ],
)
def test_a_system_that_failed_twice_counts(
    make: Any, word: CountsAs, once: tuple[int, int], twice: tuple[int, int]
) -> None:
    system = make_guide_system(counts_as=word)
    one = judged(make, make.evidence(system, HOME)).units
    two = judged(make, *make.twice(system)).units

    assert (one.proved, one.upper) == once
    assert (two.proved, two.upper) == twice


def test_a_dead_system_is_named(make: Any) -> None:
    (place,) = judged(make, *make.twice(make_guide_system(counts_as=CountsAs.FAILED))).places

    assert (place.title, place.cause) == ("在线申报1", f"system:{make.home}apply/1")


def test_guides_without_systems_are_left_out_and_unread_guides_are_open(make: Any) -> None:
    assert judged(make).verdict is Verdict.NOT_APPLICABLE
    assert make.judge("D3", make.visit()).verdict is Verdict.NEEDS_PERSON


@pytest.mark.parametrize("guides", [{"left": 3}, {"whole": False}])
def test_guides_that_nobody_read_leave_no_upper_bound(make: Any, guides: dict[str, Any]) -> None:
    none = after(make, make_guides(**guides))
    good = after(make, make_guides(**guides), make.evidence(make_guide_system(), HOME))

    for judgement in (none, good):
        assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "guides_left")
        assert judgement.units.upper is None
    assert "篇办事指南未读" in none.explanation or "未能查全" in none.explanation


def test_what_the_guides_name_and_nobody_looked_at_widens_the_bound(make: Any) -> None:
    assert after(make, make_guides(systems_left=2)).units.upper == 2


def test_evidence_that_does_not_tell_what_was_left_leaves_no_upper_bound(make: Any) -> None:
    guide = make.evidence(make_guide(), HOME)
    judgement = make.judge("D3", make.visit(), make.column(), guide)

    assert (judgement.verdict, judgement.units.upper) == (Verdict.UNDETERMINED, None)
