from decimal import Decimal
from typing import Any

import pytest

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from schema.types.casework import Act, HumanItem, HumanSheet, Key
from schema.types.column import ColumnClass
from schema.types.content import Severity
from schema.types.evidence import Evidence
from schema.types.finding import SiteResult
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
    """Says things about one sheet and sums it up."""

    def __init__(self, make: Any, log: Any, rows: list[Evidence]) -> None:
        self.pack, self.log, self.rows = make.pack, log, tuple(rows)
        self.sheet = make.sheet(*rows)
        self.entries: list[Any] = []

    def say(self, act: Act, item: str, cause: str = "", by: str = "张三", **body: Any) -> None:
        row = next(one for one in self.sheet.items if one.id == item)
        basis = basis_of(row, cause, self.rows)
        key = Key(edition=EDITION, item=item, cause=cause)
        self.entries.append(self.log.entry(act, by, key=key, basis=basis, body=body))

    def human(self) -> HumanSheet:
        found = held(decisions(self.entries, EDITION), self.sheet, self.rows)
        return human_sheet(self.sheet, self.pack, found, TRAITS)

    def item(self, name: str) -> HumanItem:
        return next(one for one in self.human().items if one.id == name)


def test_without_decisions_the_sheet_is_the_machines(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    human = people.human()

    assert (human.score, human.result) == (people.sheet.score, people.sheet.result)
    assert human.open_vetoes == people.sheet.open_vetoes


def test_a_rejected_place_leaves_the_count_and_the_score(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 3)])
    before = people.item("A2.1").deduction
    people.say(Act.REJECT, "A2.1", "link:http://dead1.example/")

    after = people.item("A2.1")

    assert after.units is not None
    assert after.units.proved == 2
    assert before is not None
    assert after.deduction is not None
    assert after.deduction.best == before.best * 2 / 3
    assert after.verdict is Verdict.FAIL


def test_rejecting_every_place_leaves_what_is_open_open(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 1)])
    people.say(Act.REJECT, "A2.1", "link:http://dead0.example/")

    assert people.item("A2.1").verdict is Verdict.UNDETERMINED


def test_a_veto_below_its_threshold_after_rejections_is_none(make: Any, log: Any) -> None:
    rows = [make.visit(), *empty_columns(make, 5)]
    people = People(make, log, rows)
    machine = next(one for one in people.sheet.items if one.id == "V3c")
    people.say(Act.REJECT, "V3c", f"column:{make.home}k3/")

    assert machine.finding.verdict is Verdict.FAIL
    assert people.item("V3c").verdict is Verdict.PASS
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
    assert people.item("V3b").verdict is Verdict.FAIL


def test_a_question_to_a_person_is_closed_by_one(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")

    assert people.item("V4").verdict is Verdict.PASS
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
    one_link = People(make, log, [make.visit(), *dead_links(make, 1)]).item("A2.1").deduction
    people.say(Act.AMEND, "A2.1", verdict="FAIL", units=1)

    item = people.item("A2.1")

    assert item.deduction is not None
    assert one_link is not None
    assert item.deduction.best == item.deduction.worst == one_link.best


def test_a_confirmed_question_without_a_count_is_at_least_one(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit(), *dead_links(make, 1)[:1]])
    people.say(Act.CONFIRM, "A2.1")
    machine = next(one for one in people.sheet.items if one.id == "A2.1").finding

    item = people.item("A2.1")

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

    item = people.item("A2.1")

    assert item.verdict is verdict
    assert item.deduction is not None
    assert item.deduction.worst == Decimal(0)


def test_a_reopened_decision_changes_nothing(make: Any, log: Any) -> None:
    people = People(make, log, [make.visit()])
    people.say(Act.REJECT, "V4")
    changed = People(make, log, [make.visit(), make.proposal(severity=Severity.GRAVE)])
    changed.entries = people.entries

    assert changed.item("V4").verdict is Verdict.NEEDS_PERSON
    assert changed.item("V4").why == ""
