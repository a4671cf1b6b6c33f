from datetime import timedelta
from typing import Any

from audit.history import joined


def test_earlier_looks_at_the_same_subject_are_joined_under_ids_of_their_own(make: Any) -> None:
    now = (make.visit(), make.column("tzgg/"))
    before = make.column("tzgg/", at=make.as_of - timedelta(days=1))

    rows = joined(now, [(7, before)])

    assert [row.id for row in rows] == [f"s7:{before.id}", now[0].id, now[1].id]


def test_what_was_not_seen_again_has_no_say(make: Any) -> None:
    gone = make.column("gone/", at=make.as_of - timedelta(days=1))
    taken_down = make.letter()

    assert joined((make.column("tzgg/"),), [(7, gone), (7, taken_down)])[0].id.startswith("column")


def test_visits_are_never_joined(make: Any) -> None:
    visit = make.visit()

    assert joined((make.visit(),), [(7, visit)])[0].id != f"s7:{visit.id}"
