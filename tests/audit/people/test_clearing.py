from typing import Any

import pytest

from audit.people.basis import basis_of
from audit.people.clearing import clearings
from audit.people.decisions import decisions, held
from audit.people.ledger import ledger
from audit.people.overlay import human_sheet
from schema.types.casework import Act, Key
from schema.types.rulepack import Trait
from testkit.side_facts import make_link

EDITION = "census-2015"
DEAD = [f"link:http://dead{n}.example/" for n in range(3)]


def after(make: Any, log: Any, act: Act, cause: str = "", *, issued: str = EDITION) -> list[Any]:
    """Give the causes of the lines that one decision takes out, each with the act that does it."""
    rows = [
        make.visit(),
        *(look for n in range(3) for look in make.twice(make_link(url=f"http://dead{n}.example/"))),
    ]
    sheet = make.sheet(*rows)
    item = next(one for one in sheet.items if one.id == "A2.1")
    key = Key(edition=EDITION, item="A2.1", cause=cause)
    entries = [log.entry(Act.FIND, key=Key(edition=issued, item="A2.1", cause=one)) for one in DEAD]
    entries.append(log.entry(act, key=key, basis=basis_of(item, cause, rows)))
    found = held(decisions(entries, EDITION), sheet, tuple(rows))
    human = human_sheet(sheet, make.pack, found, frozenset({Trait.OTHER}))
    return [(one.line.key.cause, one.act) for one in clearings(ledger(entries), EDITION, human)]


@pytest.mark.parametrize("act", [Act.REJECT, Act.ACCEPT])
def test_a_denied_place_takes_out_its_own_line_alone(make: Any, log: Any, act: Act) -> None:
    assert after(make, log, act, DEAD[1]) == [(DEAD[1], Act.FALSE_ALARM)]


def test_a_denied_item_takes_out_all_its_lines(make: Any, log: Any) -> None:
    assert after(make, log, Act.REJECT) == [(one, Act.FALSE_ALARM) for one in DEAD]


def test_a_confirmed_problem_stays(make: Any, log: Any) -> None:
    assert after(make, log, Act.CONFIRM, DEAD[1]) == []
    assert after(make, log, Act.CONFIRM) == []


def test_lines_of_another_edition_stay(make: Any, log: Any) -> None:
    assert after(make, log, Act.REJECT, issued="indicators-2019") == []
