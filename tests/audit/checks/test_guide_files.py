from typing import Any

import pytest

from schema.types.guide_facts import FileState
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guide_file


def judged(make: Any, *rows: Any) -> Any:
    guide = make.evidence(make_guide(), HOME)
    return make.judge("D2.2", make.visit(), make.column(), guide, *rows)


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
