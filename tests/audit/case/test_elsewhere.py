from typing import Any

from audit.case.elsewhere import kept_elsewhere, place_words
from schema.types.column import ColumnClass
from schema.types.navigation import Leaves
from testkit.facts import HOME
from testkit.side_facts import make_led_elsewhere

BOX = "http://hd.example.gov.cn/box/"


def test_a_column_on_a_sister_host_is_kept_elsewhere(make: Any) -> None:
    fact = make_led_elsewhere("县长信箱", BOX, ColumnClass.CONSULT)
    case = make.case(make.visit(), make.evidence(fact, HOME))

    found = kept_elsewhere(case, (ColumnClass.CONSULT,), Leaves.SIBLING)

    assert [one.url for one in found] == [BOX]
    assert place_words(found) == "“县长信箱”（hd.example.gov.cn）"
    assert kept_elsewhere(case, (ColumnClass.CONSULT,), Leaves.FOREIGN) == ()
    assert kept_elsewhere(case, (ColumnClass.SURVEY,), Leaves.SIBLING) == ()
