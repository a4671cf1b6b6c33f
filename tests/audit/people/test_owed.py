from dataclasses import replace
from typing import Any

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from audit.people.owed import MACHINE, ONE_PERSON, TWO_PEOPLE, Owed, owed
from schema.types.casework import Act, Key
from schema.types.evidence import Evidence
from schema.types.finding import Bounds, ScoreSheet
from schema.types.rulepack import Trait
from schema.types.verdict import Verdict
from testkit.sheets import make_item, make_place, make_sheet
from testkit.side_facts import make_link

LINKS = [f"link:http://dead{n}.example/" for n in range(2)]


def links(make: Any) -> list[Evidence]:
    looks = (make.twice(make_link(url=f"http://dead{n}.example/")) for n in range(2))
    return [make.visit(), *(look for both in looks for look in both)]


def said(
    make: Any, log: Any, sheet: ScoreSheet, rows: list[Evidence], *words: tuple[Any, ...]
) -> list[Owed]:
    """Give what is owed of A2.1, V4 and D1.1 after these words: act, item, cause, who, body."""
    entries = []
    for act, name, cause, by, body in words:
        item = next(one for one in sheet.items if one.id == name)
        key = Key(edition=sheet.edition, item=name, cause=cause)
        entries.append(log.entry(act, by, key=key, basis=basis_of(item, cause, rows), body=body))
    found = held(decisions(entries, sheet.edition), sheet, tuple(rows))
    human = human_sheet(sheet, make.pack, found, frozenset({Trait.OTHER, Trait.SERVICES}))
    return [one for one in owed(sheet, human) if one.item.id in {"A2.1", "V4", "D1.1"}]


def test_the_machines_word_is_called_so_until_people_say_the_same(make: Any, log: Any) -> None:
    rows = links(make)
    sheet = make.sheet(*rows)
    once = (Act.CONFIRM, "A2.1", LINKS[0], "张三", {})
    twice = (Act.CONFIRM, "A2.1", LINKS[0], "李四", {})

    assert [one.standing for one in said(make, log, sheet, rows)] == [MACHINE, MACHINE]
    assert [one.standing for one in said(make, log, sheet, rows, once)] == [ONE_PERSON, MACHINE]
    both = said(make, log, sheet, rows, once, twice)
    assert [one.standing for one in both] == [TWO_PEOPLE, MACHINE]


def test_a_denied_place_is_owed_by_nobody(make: Any, log: Any) -> None:
    rows = links(make)
    left = said(make, log, make.sheet(*rows), rows, (Act.REJECT, "A2.1", LINKS[0], "张三", {}))

    assert [one.place.cause for one in left if one.place is not None] == [LINKS[1]]


def test_a_veto_that_only_people_see_is_told_without_their_reason_and_names(
    make: Any, log: Any
) -> None:
    rows = [make.visit()]
    words = [(Act.CONFIRM, "V4", "", name, {}) for name in ("张三", "李四")]
    (one,) = said(make, log, make.sheet(*rows), rows, *words)

    told = (one.place, one.says, one.standing)
    assert told == (None, "经人工认定存在这一问题。", TWO_PEOPLE)


def guides() -> ScoreSheet:
    """Give a sheet whose guides seem to lack elements: the machine asks, it proves nothing."""
    places = (make_place(1, note="疑似缺少"), make_place(2, note="疑似缺少"))
    item = make_item("D1.1", Verdict.NEEDS_PERSON, "deduct", places=places)
    units = Bounds(proved=0, upper=2)
    return make_sheet([replace(item, finding=replace(item.finding, units=units))])


def test_suspected_places_of_an_item_that_people_failed_are_not_told_as_proved(
    make: Any, log: Any
) -> None:
    amended = (Act.AMEND, "D1.1", "", "张三", {"verdict": "FAIL", "units": 1})
    confirmed = (Act.CONFIRM, "D1.1", "column 2", "张三", {})
    (item,) = said(make, log, guides(), [], amended)
    (place,) = said(make, log, guides(), [], confirmed)

    assert (item.place, item.says) == (None, "经人工认定属实1处。")
    assert place.place is not None
    assert place.place.cause == "column 2"
