from typing import Any

import pytest

from audit.scoring.guides import (
    files_left,
    left_words,
    looked_at,
    suffice,
    systems_left,
    unread_words,
)
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_guide, make_guides


def case(make: Any, *, read: int, limit: bool = False, **guides: Any) -> Any:
    facts = [make_guide(number) for number in range(read)] + [make_guides(read=read, **guides)]
    seen = [make.evidence(fact, HOME) for fact in facts]
    return make.case(make.visit(), make.column(), *seen, *([make.limit()] if limit else []))


@pytest.mark.parametrize(
    ("read", "guides", "of_all", "of_five"),
    [
        (3, {}, True, True),
        (3, {"left": 1}, False, False),
        (3, {"whole": False}, False, False),
        (5, {"left": 30}, False, True),
    ],
)
def test_all_guides_are_asked_for_or_a_sample(
    make: Any, read: int, guides: dict[str, Any], *, of_all: bool, of_five: bool
) -> None:
    seen = case(make, read=read, **guides)

    assert (suffice(seen, 0), suffice(seen, 5)) == (of_all, of_five)


def test_a_survey_that_was_cut_short_read_no_site_whole(make: Any) -> None:
    assert not suffice(case(make, read=3, limit=True), 0)


def test_it_is_said_how_many_were_not_read_where_that_is_known(make: Any) -> None:
    assert unread_words(case(make, read=3), 0) == ""
    assert unread_words(case(make, read=3, left=4), 0) == "还有4篇办事指南未读"
    assert unread_words(case(make, read=3, left=4, whole=False), 0) == "办事指南未能查全"
    assert left_words("办事指南未能查全", 2, "个附件未查") == "办事指南未能查全，还有2个附件未查。"
    assert left_words("", 0, "个附件未查") == ""


def test_what_was_not_recorded_is_unknown(make: Any) -> None:
    seen = case(make, read=1, files_left=2, systems_left=3)
    before = make.case(make.visit(), make.evidence(make_guide(), HOME))

    assert (files_left(seen), systems_left(seen)) == (2, 3)
    assert (files_left(before), systems_left(before)) == (None, None)


@pytest.mark.parametrize("item", ["D1.1", "D2.2", "D3"])
def test_guides_of_a_site_that_nobody_saw_are_no_question_to_a_person(make: Any, item: str) -> None:
    unseen_site = make.judge(item, make.failed_visit())
    seen = make.judge(item, make.visit(), make.column())

    assert (unseen_site.verdict, unseen_site.reason) == (
        Verdict.UNDETERMINED, "homepage_not_opened",
    )  # fmt: skip
    assert (seen.verdict, seen.reason) == (Verdict.NEEDS_PERSON, "no_guides_read")


@pytest.mark.parametrize(
    ("number", "words"), [(3, "所查3个附件"), (0, "办事指南的附件")], ids=["some", "none"]
)
def test_what_was_not_there_to_be_looked_at_is_not_counted(number: int, words: str) -> None:
    assert looked_at(number, "个附件", "办事指南的附件") == words
