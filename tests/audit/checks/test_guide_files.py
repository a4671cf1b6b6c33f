from typing import Any

import pytest

from schema.types.guide_facts import FileState
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guide_file, make_guides


def judged(make: Any, *rows: Any) -> Any:
    return after(make, make_guides(), *rows)


def after(make: Any, guides: Any, *rows: Any, item: str = "D2.2") -> Any:
    seen = [make.evidence(fact, HOME) for fact in (make_guide(), guides)]
    return make.judge(item, make.visit(), make.column(), *seen, *rows)


def bounds(make: Any, *rows: Any) -> tuple[int, int | None]:
    units = judged(make, *rows).units
    return units.proved, units.upper


@pytest.mark.parametrize(
    ("state", "once", "twice"),
    [
        (FileState.DOWNLOADABLE, (0, 0), (0, 0)),
        (FileState.WRONG_TYPE, (0, 0), (0, 0)),
        (FileState.FAILED, (0, 1), (1, 1)),
        (FileState.EMPTY, (0, 1), (1, 1)),
        (FileState.HTML_INSTEAD, (0, 1), (1, 1)),
        (FileState.UNDETERMINED, (0, 1), (0, 1)),
    ],
)
def test_a_file_that_failed_twice_counts_and_a_shield_never(
    make: Any, state: FileState, once: tuple[int, int], twice: tuple[int, int]
) -> None:
    file = make_guide_file(state=state)

    assert bounds(make, make.evidence(file, HOME)) == once
    assert bounds(make, *make.twice(file)) == twice


def test_two_looks_within_four_hours_are_one(make: Any) -> None:
    assert bounds(make, *make.twice(make_guide_file(state=FileState.FAILED), hours=3.5)) == (0, 1)


def test_a_file_is_named_with_its_guide(make: Any) -> None:
    (place,) = judged(make, *make.twice(make_guide_file(state=FileState.HTML_INSTEAD))).places

    assert place.title == "申请表1"
    assert place.note == f"打开的是网页而不是文件；办事指南 {make.home}bszn/1.html"


def test_guides_without_files_are_left_out_and_unread_guides_are_open(make: Any) -> None:
    assert judged(make).verdict is Verdict.NOT_APPLICABLE
    assert make.judge("D2.2", make.visit()).verdict is Verdict.NEEDS_PERSON


@pytest.mark.parametrize("guides", [{"left": 3}, {"whole": False}])
def test_guides_that_nobody_read_leave_no_upper_bound(make: Any, guides: dict[str, Any]) -> None:
    none = after(make, make_guides(**guides))
    good = after(make, make_guides(**guides), make.evidence(make_guide_file(), HOME))

    for judgement in (none, good):
        assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "guides_left")
        assert judgement.units.upper is None
    assert "篇办事指南未读" in none.explanation or "未能查全" in none.explanation


def test_what_the_guides_name_and_nobody_looked_at_widens_the_bound(make: Any) -> None:
    assert after(make, make_guides(files_left=2)).units.upper == 2


def test_evidence_that_does_not_tell_what_was_left_leaves_no_upper_bound(make: Any) -> None:
    guide = make.evidence(make_guide(), HOME)
    judgement = make.judge("D2.2", make.visit(), make.column(), guide)

    assert (judgement.verdict, judgement.units.upper) == (Verdict.UNDETERMINED, None)


def test_in_2019_a_sample_of_five_guides_is_all_that_is_asked(make_2019: Any) -> None:
    guides = [make_2019.evidence(make_guide(number), HOME) for number in range(5)]
    whole = make_2019.evidence(make_guides(read=5, left=40, whole=False), HOME)
    file = make_2019.evidence(make_guide_file(), HOME)
    site = (make_2019.visit(), make_2019.column())

    assert make_2019.judge("S4", *site, *guides, whole, file).verdict is Verdict.PASS
    assert make_2019.judge("S4", *site, *guides, whole).verdict is Verdict.NOT_APPLICABLE
    assert make_2019.judge("S4", *site, *guides[1:], whole, file).verdict is Verdict.UNDETERMINED
