from decimal import Decimal
from typing import Any

import pytest

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.recognition import review_of
from schema.types.casework import Act, Key
from schema.types.content import Severity
from schema.types.evidence import Evidence
from schema.types.review import ItemReview, ItemStanding, Opinion, Recognition, SiteReview
from schema.types.rulepack import Trait
from schema.types.verdict import Verdict
from testkit.side_facts import make_link

EDITION = "census-2015"
TRAITS = frozenset({Trait.OTHER, Trait.SERVICES})


def dead_links(make: Any, count: int) -> list[Evidence]:
    return [
        look for n in range(count) for look in make.twice(make_link(url=f"http://dead{n}.example/"))
    ]


def empty_columns(make: Any, count: int) -> list[Evidence]:
    return [
        make.empty_column(f"k{n}/", at, name=f"栏目{n}")
        for n in range(count)
        for at in (None, make.later())
    ]


class People:
    """Says things about one sheet and tells what they come to."""

    def __init__(self, make: Any, log: Any, rows: list[Evidence]) -> None:
        self.pack, self.log, self.rows = make.pack, log, tuple(rows)
        self.sheet = make.sheet(*rows)
        self.entries: list[Any] = []

    def say(self, act: Act, item: str, cause: str = "", by: str = "张三", **body: Any) -> None:
        row = next(one for one in self.sheet.items if one.id == item)
        key = Key(edition=EDITION, item=item, cause=cause)
        basis = basis_of(row, cause, self.rows)
        self.entries.append(self.log.entry(act, by, key=key, basis=basis, body=body))

    def review(self) -> SiteReview:
        found = held(decisions(self.entries, EDITION), self.sheet, self.rows)
        return review_of(self.sheet, self.pack, found, TRAITS)

    def item(self, name: str) -> ItemReview:
        return next(one for one in self.review().items if one.item == name)


@pytest.fixture
def vetoed(make: Any, log: Any) -> People:
    """Give a site that the machine vetoes for five empty columns."""
    people = People(make, log, [make.visit(), *empty_columns(make, 6)])
    assert people.sheet.vetoed
    return people


def test_a_veto_of_the_machine_alone_fails_nobody(vetoed: People) -> None:
    found = vetoed.review()

    assert (found.recognition, found.vetoed, found.decided) == (Recognition.WAITING, False, False)
    assert vetoed.item("V3c").standing is ItemStanding.WAITING
    assert found.of(ItemStanding.PROBLEM) == ()


def test_a_veto_that_one_person_confirmed_fails_nobody(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")

    assert vetoed.review().recognition is Recognition.WAITING
    assert vetoed.item("V3c").standing is ItemStanding.WAITING


def test_one_person_twice_is_no_second_person(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c")

    assert vetoed.review().recognition is Recognition.WAITING


def test_a_veto_that_two_people_confirmed_may_be_published(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c", by="李四")
    found = vetoed.review()

    assert (found.recognition, found.vetoed) == (Recognition.UNQUALIFIED, True)
    assert vetoed.item("V3c").words == next(
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

    assert vetoed.item("V3c").standing is ItemStanding.CLEARED
    assert not vetoed.review().vetoed


def test_two_who_disagree_are_no_two(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.REJECT, "V3c", by="李四")

    assert vetoed.item("V3c").standing is ItemStanding.CLEARED


def test_rejected_places_take_a_confirmed_veto_back(vetoed: People) -> None:
    vetoed.say(Act.CONFIRM, "V3c")
    vetoed.say(Act.CONFIRM, "V3c", by="李四")
    for number in (1, 2):
        vetoed.say(Act.REJECT, "V3c", f"column:{vetoed.rows[0].fact.url}k{number}/")

    assert not vetoed.review().vetoed
    assert vetoed.item("V3c").standing is ItemStanding.CLEARED


def test_a_decision_that_reopened_waits_though_two_had_confirmed(make: Any, log: Any) -> None:
    before = People(make, log, [make.visit()])
    before.say(Act.CONFIRM, "V4")
    before.say(Act.CONFIRM, "V4", by="李四")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = before.entries

    assert before.review().recognition is Recognition.UNQUALIFIED
    assert changed.review().recognition is Recognition.WAITING
    assert changed.review().reopened == 1
    assert changed.item("V4").standing is ItemStanding.WAITING


def test_what_reopened_is_settled_by_a_later_word_on_the_whole(make: Any, log: Any) -> None:
    before = People(make, log, [make.visit()])
    before.say(Act.CONFIRM, "V4")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = before.entries
    changed.say(Act.REJECT, "V4")

    assert changed.review().reopened == 0
    assert changed.item("V4").standing is ItemStanding.CLEARED


def test_points_are_taken_for_confirmed_places_alone(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    alone = People(make, log, [make.visit(), *dead_links(make, 1)])
    people.say(Act.CONFIRM, "A2.1", "link:http://dead1.example/")
    alone.say(Act.CONFIRM, "A2.1")

    assert people.item("A2.1").words == "经人工认定属实1处。"
    assert people.review().best == alone.review().best
    assert people.review().best is not None
    assert people.review().best != Decimal(100)


def test_problem_of_the_machine_takes_no_points_before_somebody_confirms_it(
    make: Any, log: Any
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])

    assert people.item("A2.1").standing is ItemStanding.WAITING
    assert people.review().best == Decimal(100)


def test_what_people_amended_is_said_in_their_words(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    people.say(Act.AMEND, "A2.1", verdict="FAIL", units=2)

    assert people.item("A2.1").words == "看过页面"


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

    assert people.item("A2.1").opinion is opinion


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

    assert people.item("A2.1").opinion is opinion


@pytest.mark.parametrize(("rejected", "opinion"), [(1, Opinion.AMENDED), (2, Opinion.REJECTED)])
def test_a_veto_is_rejected_place_by_place_only_where_it_falls(
    vetoed: People, rejected: int, opinion: Opinion
) -> None:
    for number in range(rejected):
        vetoed.say(Act.REJECT, "V3c", f"column:{vetoed.rows[0].fact.url}k{number}/")

    assert vetoed.item("V3c").opinion is opinion


def test_answering_a_question_of_the_machine_is_no_agreement(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")

    assert people.item("V4").opinion is Opinion.SETTLED


def test_machine_verdict_that_nobody_looked_at_has_no_opinion(vetoed: People) -> None:
    assert {one.opinion for one in vetoed.review().items} == {None}
