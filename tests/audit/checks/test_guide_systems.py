from typing import Any

import pytest

from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guide_system


def judged(make: Any, *rows: Any) -> Any:
    guide = make.evidence(make_guide(), HOME)
    return make.judge("D3", make.visit(), make.column(), guide, *rows)


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
