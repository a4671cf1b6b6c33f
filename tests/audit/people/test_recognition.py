from decimal import Decimal
from typing import Any

import pytest

from schema.types.casework import Act
from schema.types.content import Severity
from schema.types.review import ItemReview, ItemStanding, Opinion, Recognition
from schema.types.verdict import Verdict
from testkit.people import People, dead_links, empty_columns


def row_of(people: People, name: str) -> ItemReview:
    return next(one for one in people.review().items if one.item == name)


@pytest.fixture
def vetoed(make: Any, log: Any) -> People:
    """Give a site that the machine vetoes for five empty columns."""
    people = People(make, log, [make.visit(), *empty_columns(make, 6)])
    assert people.sheet.vetoed
    return people


def test_a_veto_of_the_machine_alone_fails_nobody(vetoed: People) -> None:
    found = vetoed.review()

    assert (found.recognition, found.vetoed, found.decided) == (Recognition.WAITING, False, False)
    assert row_of(vetoed, "V3c").standing is ItemStanding.WAITING
    assert found.of(ItemStanding.PROBLEM) == ()


def test_a_veto_that_one_person_confirmed_fails_nobody(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")

    assert vetoed.review().recognition is Recognition.WAITING
    assert row_of(vetoed, "V3c").standing is ItemStanding.WAITING


def test_one_person_twice_is_no_second_person(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c")

    assert vetoed.review().recognition is Recognition.WAITING


def test_a_veto_that_two_people_confirmed_may_be_published(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c", by="李四")
    found = vetoed.review()

    assert (found.recognition, found.vetoed) == (Recognition.UNQUALIFIED, True)
    assert row_of(vetoed, "V3c").words == next(
        one.finding.explanation for one in vetoed.sheet.items if one.id == "V3c"
    )


def test_confirmed_places_of_a_veto_are_no_veto_of_two(vetoed: People) -> None:
    for number in range(6):
        for by in ("张三", "李四"):
            cause = f"column:{vetoed.rows[0].fact.url}k{number}/"
            vetoed.say(Act.CONFIRM, "V3c", cause, by=by)

    assert vetoed.review().recognition is Recognition.WAITING


def test_a_veto_that_somebody_rejected_is_not_counted_as_failing(vetoed: People) -> None:
    vetoed.say(Act.REJECT, "V3c")

    assert row_of(vetoed, "V3c").standing is ItemStanding.CLEARED
    assert not vetoed.review().vetoed


def test_two_who_disagree_are_no_two(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.REJECT, "V3c", by="李四")

    assert row_of(vetoed, "V3c").standing is ItemStanding.CLEARED


def test_rejected_places_take_a_confirmed_veto_back(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c", by="李四")
    for number in (1, 2):
        vetoed.say(Act.REJECT, "V3c", f"column:{vetoed.rows[0].fact.url}k{number}/")

    assert not vetoed.review().vetoed
    assert row_of(vetoed, "V3c").standing is ItemStanding.CLEARED


def test_a_decision_that_reopened_waits_though_two_had_confirmed(make: Any, log: Any) -> None:
    before = People(make, log, [make.visit()])
    before.say(Act.CONFIRM, "V4")
    before.say(Act.CONFIRM, "V4", by="李四")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = before.entries

    assert before.review().recognition is Recognition.UNQUALIFIED
    assert changed.review().recognition is Recognition.WAITING
    assert changed.review().reopened == 1
    assert row_of(changed, "V4").standing is ItemStanding.WAITING


def test_what_reopened_is_settled_by_a_later_word_on_the_whole(make: Any, log: Any) -> None:
    before = People(make, log, [make.visit()])
    before.say(Act.CONFIRM, "V4")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = before.entries
    changed.say(Act.REJECT, "V4")

    assert changed.review().reopened == 0
    assert row_of(changed, "V4").standing is ItemStanding.CLEARED


def test_points_are_taken_for_confirmed_places_alone(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    alone = People(make, log, [make.visit(), *dead_links(make, 1)])
    people.say(Act.CONFIRM, "A2.1", "link:http://dead1.example/")
    alone.say(Act.CONFIRM, "A2.1")

    assert row_of(people, "A2.1").words == "经人工认定属实1处。"
    assert people.review().best == alone.review().best
    assert people.review().best is not None
    assert people.review().best != Decimal(100)


def test_problem_of_the_machine_takes_no_points_before_somebody_confirms_it(
    make: Any, log: Any
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])

    assert row_of(people, "A2.1").standing is ItemStanding.WAITING
    assert people.review().best == Decimal(100)


def test_what_people_amended_is_said_by_its_count_and_not_by_their_reason(
    make: Any, log: Any
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    people.say(Act.AMEND, "A2.1", verdict="FAIL", units=2)

    assert row_of(people, "A2.1").words == "经人工认定属实2处。"


def test_a_veto_that_only_people_saw_is_said_in_the_words_that_they_gave_for_it(
    make: Any, log: Any
) -> None:
    people = People(make, log, [make.visit(), make.fresh_column()])
    for name in ("张三", "李四"):
        people.say(Act.AMEND, "V4", by=name, verdict="FAIL", public="首页有严重错字")

    assert row_of(people, "V4").words == "首页有严重错字"


def test_a_veto_that_only_people_saw_is_said_without_their_reason(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.CONFIRM, "V4")
    people.say(Act.CONFIRM, "V4", by="李四")

    assert row_of(people, "V4").words == "经人工认定存在这一问题。"


@pytest.mark.parametrize(
    ("act", "said", "opinion"),
    [
        (Act.CONFIRM, {}, Opinion.AGREED),
        (Act.REJECT, {}, Opinion.REJECTED),
        (Act.ACCEPT, {"verdict": Verdict.NOT_APPLICABLE}, Opinion.REJECTED),
        (Act.AMEND, {"verdict": "FAIL", "units": 2}, Opinion.AMENDED),
        (Act.AMEND, {"verdict": "PASS"}, Opinion.AMENDED),
    ],
)
def test_opinion_compares_people_with_the_machine(
    make: Any, log: Any, act: Act, said: dict[str, Any], opinion: Opinion
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    people.say(act, "A2.1", **said)

    assert row_of(people, "A2.1").opinion is opinion


@pytest.mark.parametrize(
    ("acts", "opinion"),
    [
        ((Act.CONFIRM, Act.CONFIRM), Opinion.AGREED),
        ((Act.CONFIRM, Act.REJECT), Opinion.AMENDED),
        ((Act.REJECT,), Opinion.AMENDED),
        ((Act.REJECT, Act.REJECT), Opinion.AMENDED),
        ((Act.REJECT, Act.REJECT, Act.REJECT), Opinion.REJECTED),
    ],
)
def test_words_on_places_are_one_opinion_of_the_item(
    make: Any, log: Any, acts: tuple[Act, ...], opinion: Opinion
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    for number, act in enumerate(acts):
        people.say(act, "A2.1", f"link:http://dead{number}.example/")

    assert row_of(people, "A2.1").opinion is opinion


@pytest.mark.parametrize(("rejected", "opinion"), [(1, Opinion.AMENDED), (2, Opinion.REJECTED)])
def test_a_veto_is_rejected_place_by_place_only_where_it_falls(
    vetoed: People, rejected: int, opinion: Opinion
) -> None:
    for number in range(rejected):
        vetoed.say(Act.REJECT, "V3c", f"column:{vetoed.rows[0].fact.url}k{number}/")

    assert row_of(vetoed, "V3c").opinion is opinion


def test_answering_a_question_of_the_machine_is_no_agreement(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")

    assert row_of(people, "V4").opinion is Opinion.SETTLED


def test_machine_verdict_that_nobody_looked_at_has_no_opinion(vetoed: People) -> None:
    assert {one.opinion for one in vetoed.review().items} == {None}
