import json
from typing import Any

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from audit.people.review_table import human_document, human_values, review_lines
from schema.types.casework import Act, HumanSheet
from schema.types.rulepack import Trait


def reviewed(make: Any, log: Any, *acts: Act, by: tuple[str, ...] = ("张三",)) -> HumanSheet:
    rows = (make.visit(),)
    sheet = make.sheet(*rows)
    basis = basis_of(next(one for one in sheet.items if one.id == "V4"), "", rows)
    entries = [log.entry(act, name, basis=basis) for act, name in zip(acts, by, strict=False)]
    found = held(decisions(entries, "census-2015"), sheet, rows)
    return human_sheet(sheet, make.pack, found, frozenset({Trait.OTHER}))


def test_nothing_is_said_where_nobody_decided(make: Any, log: Any) -> None:
    assert list(review_lines(reviewed(make, log))) == []


def test_machine_and_people_stand_side_by_side_with_the_name(make: Any, log: Any) -> None:
    lines = list(review_lines(reviewed(make, log, Act.REJECT)))

    assert "人工复核" in lines[0]
    assert "机器 待人工复核 → 复核后 达标" in lines[1]
    assert "[有效] V4" in lines[2]
    assert "张三" in lines[2]


def test_a_veto_of_two_people_is_called_a_veto(make: Any, log: Any) -> None:
    lines = list(review_lines(reviewed(make, log, Act.CONFIRM, Act.CONFIRM, by=("张三", "李四"))))

    assert "复核后 单项否决" in lines[1]


def test_the_values_name_what_was_decided_and_whether_it_stands(make: Any, log: Any) -> None:
    human = reviewed(make, log, Act.REJECT)
    (decided,) = human_values(human)["decisions"]

    assert (decided["item"], decided["act"], decided["state"]) == ("V4", "reject", "in_force")
    assert json.loads(human_document(human))["decisions"][0]["by"] == ["张三"]
