from datetime import date
from typing import Any

from audit.people.ledger import ledger
from audit.people.ledger_table import HEADS, ledger_rows, reminders
from audit.people.workdays import WorkCalendar
from schema.types.casework import Act, Key
from schema.types.ids import SiteId
from schema.types.site import Site

SITE = Site(id=SiteId(1), home_url="http://x.example/", name="某县政府网", sponsor="某县政府办")


def due_on(log: Any, item: str, due: str, *acts: Act) -> list[Any]:
    key = Key(edition="census-2015", item=item)
    issued = {"notice": "20261125-1", "due": due}
    return [
        log.entry(Act.FIND, key=key, text="死链"),
        log.entry(Act.ISSUE, key=key, body=issued),
        *(log.entry(act, key=key) for act in acts),
    ]


def test_what_is_due_soon_or_over_is_reminded_of_the_most_urgent_first(log: Any) -> None:
    entries = [
        *due_on(log, "A1", "2026-11-27"),
        *due_on(log, "A2.1", "2026-11-20"),
        *due_on(log, "V4", "2026-12-25"),
        *due_on(log, "B1", "2026-11-20", Act.CLOSE),
    ]

    found = reminders(ledger(entries), date(2026, 11, 25), WorkCalendar(), 3)

    assert [(one.line.key.item, one.left) for one in found] == [("A2.1", -3), ("A1", 2)]


def test_a_row_has_a_value_under_each_head(log: Any) -> None:
    lines = ledger(due_on(log, "A1", "2026-11-27"))
    (row,) = ledger_rows(lines, {SiteId(1): SITE})
    values = dict(zip(HEADS, row, strict=True))

    assert values["网站名称"] == "某县政府网"
    assert values["主办单位"] == "某县政府办"
    assert (values["状态"], values["整改时限"]) == ("已下发", "2026-11-27")


def test_a_site_that_left_the_register_keeps_its_number(log: Any) -> None:
    (row,) = ledger_rows(ledger(due_on(log, "A1", "2026-11-27")), {})

    assert "#1" in row
