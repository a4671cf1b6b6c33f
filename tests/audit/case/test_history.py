from datetime import timedelta
from typing import Any

from audit.case.history import joined
from testkit.facts import HOME
from testkit.side_facts import make_link, make_links


def test_earlier_looks_at_the_same_subject_are_joined_under_ids_of_their_own(make: Any) -> None:
    now = (make.visit(), make.column("tzgg/"))
    before = make.column("tzgg/", at=make.as_of - timedelta(days=1))

    rows = joined(now, [(7, before)])

    assert [row.id for row in rows] == [f"s7:{before.id}", now[0].id, now[1].id]


def test_what_was_not_seen_again_has_no_say(make: Any) -> None:
    gone = make.column("gone/", at=make.as_of - timedelta(days=1))
    taken_down = make.letter()

    assert joined((make.column("tzgg/"),), [(7, gone), (7, taken_down)])[0].id.startswith("column")


def test_a_failed_look_is_forgotten_where_the_link_opened_in_a_later_sweep(make: Any) -> None:
    link = make_link()
    opened = make.evidence(make_links(opened=(link.url,)), HOME)
    first, last = (make.evidence(link, HOME, make.as_of - timedelta(days=n)) for n in (9, 1))
    now = make.evidence(link, HOME)

    rows = joined((now,), [(5, first), (6, opened), (7, last)])

    assert [row.id for row in rows] == [f"s7:{last.id}", now.id]


def test_visits_are_never_joined(make: Any) -> None:
    visit = make.visit()

    assert joined((make.visit(),), [(7, visit)])[0].id != f"s7:{visit.id}"


def test_second_visits_are_joined_after_the_survey_that_they_follow(make: Any) -> None:
    now = (make.visit(), make.empty_column("tzgg/"))
    again = make.empty_column("tzgg/", make.later())
    stranger = make.empty_column("gone/", make.later())

    rows = joined(now, (), [(9, again), (9, stranger), (9, make.visit())])

    assert [row.id for row in rows] == [now[0].id, now[1].id, f"s9:{again.id}"]


def test_a_link_that_opens_at_the_second_look_never_failed(make: Any) -> None:
    failed = make.evidence(make_link(), make.home)
    before = make.evidence(make_link(), make.home, make.as_of - timedelta(days=1))
    opened = make.evidence(make_links(opened=(make_link().url,)), make.home, make.later())

    assert joined((failed,), [(7, before)], [(9, opened)]) == ()


def test_a_link_that_fails_at_the_second_look_stays_with_both_looks(make: Any) -> None:
    failed = make.evidence(make_link(), make.home)
    again = make.evidence(make_link(), make.home, make.later())

    assert [row.id for row in joined((failed,), (), [(9, again)])] == [failed.id, f"s9:{again.id}"]
