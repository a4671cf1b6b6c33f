from decimal import Decimal
from typing import Any

import pytest

from audit.people.basis import basis_of
from schema.types.casework import Act, HumanItem
from schema.types.column import ColumnClass
from schema.types.content import Severity
from schema.types.finding import SiteResult
from schema.types.verdict import Verdict
from testkit.people import People, dead_links, empty_columns


def row_of(people: People, name: str) -> HumanItem:
    return next(one for one in people.human().items if one.id == name)


def test_without_decisions_the_sheet_is_the_machines(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    human = people.human()

    assert (human.score, human.result) == (people.sheet.score, people.sheet.result)
    assert human.open_vetoes == people.sheet.open_vetoes


def test_a_rejected_place_leaves_the_count_and_the_score(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    before = row_of(people, "A2.1").deduction
    people.say(Act.REJECT, "A2.1", "link:http://dead1.example/")

    after = row_of(people, "A2.1")

    assert after.units is not None
    assert after.units.proved == 2
    assert before is not None
    assert after.deduction is not None
    assert after.deduction.best == before.best * 2 / 3
    assert after.verdict is Verdict.FAIL


def test_rejecting_every_place_leaves_what_is_open_open(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 1)])
    people.say(Act.REJECT, "A2.1", "link:http://dead0.example/")

    assert row_of(people, "A2.1").verdict is Verdict.UNDETERMINED


def test_a_veto_below_its_threshold_after_rejections_is_none(make: Any, log: Any) -> None:
    rows = [make.visit(), *empty_columns(make, 5)]
    people = People(make, log, rows)
    machine = next(one for one in people.sheet.items if one.id == "V3c")
    people.say(Act.REJECT, "V3c", f"column:{make.home}k3/")

    assert machine.finding.verdict is Verdict.FAIL
    assert row_of(people, "V3c").verdict is Verdict.PASS
    assert not people.human().vetoed
    assert people.sheet.vetoed


def test_what_is_only_listed_can_neither_be_rejected_nor_change_the_verdict(
    make: Any, log: Any
) -> None:
    stale = [make.column(f"c{n}/") for n in range(11)]
    listed = make.column("budget/", column_class=ColumnClass.FINANCE)
    people = People(make, log, [make.visit(), *stale, listed])
    item = next(one for one in people.sheet.items if one.id == "V3b")
    people.say(Act.REJECT, "V3b", f"column:{make.home}c3/")

    assert basis_of(item, f"column:{make.home}budget/", people.rows) is None
    assert row_of(people, "V3b").verdict is Verdict.FAIL


def test_a_question_to_a_person_is_closed_by_one(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")

    assert row_of(people, "V4").verdict is Verdict.PASS
    assert "V4" not in people.human().open_vetoes


def test_a_veto_rests_on_people_only_when_two_say_it(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.CONFIRM, "V4")
    alone = people.human()
    people.say(Act.CONFIRM, "V4", by="李四")
    both = people.human()

    assert not alone.vetoed
    assert "V4" in alone.open_vetoes
    assert both.vetoed
    assert both.result is SiteResult.UNQUALIFIED
    assert both.score is None


def test_an_amended_count_is_what_is_deducted(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    one_link = row_of(People(make, log, [make.visit(), *dead_links(make, 1)]), "A2.1").deduction
    people.say(Act.AMEND, "A2.1", verdict="FAIL", units=1)

    item = row_of(people, "A2.1")

    assert item.deduction is not None
    assert one_link is not None
    assert item.deduction.best == item.deduction.worst == one_link.best


def test_a_confirmed_question_without_a_count_is_at_least_one(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 1)[:1]])
    people.say(Act.CONFIRM, "A2.1")
    machine = next(one for one in people.sheet.items if one.id == "A2.1").finding

    item = row_of(people, "A2.1")

    assert machine.verdict is Verdict.UNDETERMINED
    assert item.verdict is Verdict.FAIL
    assert item.units is not None
    assert item.units.proved == 1
    assert machine.units is not None
    assert item.units.upper == machine.units.upper


@pytest.mark.parametrize("verdict", [Verdict.NOT_APPLICABLE, Verdict.PASS])
def test_an_accepted_appeal_takes_the_item_off_the_sheet(
    make: Any, log: Any, verdict: Verdict
) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    people.say(Act.ACCEPT, "A2.1", verdict=verdict)

    item = row_of(people, "A2.1")

    assert item.verdict is verdict
    assert item.deduction is not None
    assert item.deduction.worst == Decimal(0)


def test_a_reopened_decision_changes_nothing(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = people.entries

    assert row_of(changed, "V4").verdict is Verdict.NEEDS_PERSON
    assert row_of(changed, "V4").why == ""
