"""The derivation of deducting items on records made by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from simulator.deductions import deductions_2015, deductions_2019
from simulator.facts import ColumnFact, LetterFact, SiteFacts
from simulator.judge import Verdict, WeekWords
from simulator.model import ColumnClass, Form, Reply
from testkit.judged_site import DAY, column, site

OLD = date(2024, 1, 5)
K = ColumnClass
ABSTAIN = {"UNDETERMINED", "NEEDS_PERSON"}


def letter(asked: date, replied: date | None = None) -> LetterFact:
    reply = Reply.ANSWERED if replied else Reply.WAITING
    return LetterFact(title="t", path="/l", asked=asked, replied=replied, reply=reply)


def of_2015(facts: SiteFacts, item: str, *, twice: bool = False) -> Verdict:
    return deductions_2015(facts, twice=twice)[item]


def of_2019(facts: SiteFacts, item: str, *, twice: bool = False) -> Verdict:
    """Give the word of a row of a portal: of others 2019 checks the vetoes alone."""
    return deductions_2019(replace(facts, portal=True), twice=twice)[item]


def words(verdict: Verdict) -> set[str]:
    return {verdict.word, *verdict.also}


def new_items(count: int, **changes: Any) -> ColumnFact:
    return column(K.NEWS, days=(DAY - timedelta(days=14),) * count, **changes)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param((new_items(10),), {"PASS"}, id="ten on the window's first day"),
        pytest.param((new_items(9),), {"FAIL"}, id="nine"),
        pytest.param(
            (column(K.NEWS, days=(DAY - timedelta(days=15),) * 10),), {"FAIL"}, id="a day too old"
        ),
        pytest.param(
            (new_items(9), new_items(1, home=False)),
            {"PASS", "FAIL", *ABSTAIN},
            id="ten in all that it leads to",
        ),
        pytest.param(
            (new_items(3), column(K.STAFF, word="unreadable")),
            {"FAIL", "UNDETERMINED"},
            id="three, and a column behind a script",
        ),
    ],
)
def test_b1_counts_the_new_items_of_the_home_page(
    columns: tuple[ColumnFact, ...], expected: set[str]
) -> None:
    assert words(of_2015(site(*columns), "B1")) == expected


@pytest.mark.parametrize(
    ("item", "kind"),
    [("B2.1", K.NEWS), ("B2.2", K.NOTICE), ("B2.2", K.POLICY), ("B2.3", K.STAFF), ("B2.3", K.PLAN)],
)
def test_one_old_column_of_its_class_deducts(item: str, kind: ColumnClass) -> None:
    assert words(of_2015(site(column(kind), column(kind, OLD)), item)) == {"FAIL"}
    assert words(of_2015(site(column(kind)), item)) == {"PASS"}
    assert words(of_2015(site(column(kind, None)), item)) == ABSTAIN


def test_p5_counts_documents_of_the_first_level_alone() -> None:
    beneath = site(column(K.POLICY), column(K.POLICY, OLD, level=2))
    first = site(column(K.POLICY, OLD))
    without_menu = site(column(K.POLICY, OLD), menu_readable=False)

    assert words(of_2019(beneath, "P5.2")) == {"PASS"}
    assert words(of_2019(first, "P5.2")) == {"FAIL"}
    assert words(of_2019(without_menu, "P5.2")) == {"FAIL", *ABSTAIN}


@pytest.mark.parametrize(
    ("kind", "newest", "expected"),
    [
        pytest.param(K.NOTICE, OLD, {"FAIL"}, id="notices"),
        pytest.param(K.STAFF, OLD, {"FAIL"}, id="staff"),
        pytest.param(K.NEWS, OLD, {"PASS"}, id="news have a row of their own"),
        pytest.param(K.POLICY, OLD, {"PASS"}, id="documents too"),
        pytest.param(K.SURVEY, OLD, {"PASS"}, id="no window"),
    ],
)
def test_p7_counts_what_no_other_row_does(
    kind: ColumnClass, newest: date, expected: set[str]
) -> None:
    assert words(of_2019(site(column(kind, newest)), "P7")) == expected


def test_a_column_seen_empty_twice_was_not_updated() -> None:
    facts = site(column(K.NEWS, None, form=Form.EMPTY))

    assert of_2015(facts, "B2.1").word == "UNDETERMINED"
    assert of_2015(facts, "B2.1", twice=True).word == "FAIL"


def test_an_empty_column_is_known_after_two_visits() -> None:
    facts = site(column(K.SURVEY, None, form=Form.EMPTY))

    assert of_2019(facts, "P7").word == "UNDETERMINED"
    assert of_2019(facts, "P7", twice=True).word == "FAIL"


def test_a_missing_column_is_a_persons_question() -> None:
    for verdict in (of_2015(site(), "C1.1"), of_2015(site(), "C2.1"), of_2019(site(), "I3.1")):
        assert words(verdict) == ABSTAIN
    assert words(of_2015(site(column(K.SURVEY)), "C2.1")) == {"PASS"}


@pytest.mark.parametrize(
    ("letters", "without_letters", "without_replies"),
    [
        pytest.param((letter(DAY),), "PASS", "FAIL", id="a question of today"),
        pytest.param(
            (letter(date(2025, 11, 22)),), "FAIL", "FAIL", id="a question over a year old"
        ),
        pytest.param(
            (letter(date(2026, 1, 5), date(2026, 9, 23)),), "PASS", "PASS", id="a reply in time"
        ),
        pytest.param(
            (letter(date(2026, 1, 5), date(2026, 9, 22)),), "PASS", "FAIL", id="a day too late"
        ),
    ],
)
def test_letters_of_a_year_and_replies_of_two_months(
    letters: tuple[LetterFact, ...], without_letters: str, without_replies: str
) -> None:
    facts = site(column(K.CONSULT, form=Form.MAILBOX), letters=letters)

    assert of_2015(facts, "C1.2").word == without_letters
    assert of_2019(facts, "I3.2").word == without_replies


def test_of_2019_a_site_that_is_no_portal_is_checked_for_vetoes_alone() -> None:
    assert {one.word for one in deductions_2019(site(new_items(6))).values()} == {"NOT_APPLICABLE"}


def test_where_no_letter_can_be_read_the_row_before_decides() -> None:
    away = site(column(K.CONSULT, form=Form.OFFSITE))

    for facts, word in ((site(), "NOT_APPLICABLE"), (away, "UNDETERMINED")):
        assert of_2015(facts, "C1.2").word == of_2019(facts, "I3.2").word == word


def held(count: int) -> tuple[tuple[date, date], ...]:
    return ((DAY - timedelta(days=30), DAY),) * count


@pytest.mark.parametrize(
    ("count", "portal", "expected"),
    [
        pytest.param(0, False, ("FAIL", "NOT_APPLICABLE"), id="none"),
        pytest.param(2, False, ("PASS", "FAIL"), id="few for an office"),
        pytest.param(3, False, ("PASS", "PASS"), id="enough for an office"),
        pytest.param(5, True, ("PASS", "FAIL"), id="few for a portal"),
        pytest.param(6, True, ("PASS", "PASS"), id="enough for a portal"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "items"), [(K.SURVEY, ("C2.2", "C2.3")), (K.INTERVIEW, ("C3.1", "C3.2"))]
)
def test_activities_of_a_year_are_none_few_or_enough(
    kind: ColumnClass,
    items: tuple[str, str],
    count: int,
    *,
    portal: bool,
    expected: tuple[str, str],
) -> None:
    facts = site(column(kind, held=held(count)), portal=portal)

    assert tuple(of_2015(facts, item).word for item in items) == expected


def test_an_activity_that_ended_within_the_year_was_held_in_it() -> None:
    day = date(2025, 11, 23)
    in_time = site(column(K.SURVEY, held=((OLD, day),)))
    too_old = site(column(K.SURVEY, held=((OLD, day - timedelta(days=1)),)))

    assert of_2015(in_time, "C2.2").word == "PASS"
    assert of_2015(too_old, "C2.2").word == "FAIL"


def test_interviews_need_not_be_offered() -> None:
    assert of_2015(site(), "C3.1").word == of_2015(site(), "C3.2").word == "NOT_APPLICABLE"


def test_lost_forms_are_known_after_two_visits() -> None:
    facts = site(column(K.GUIDE), lost_forms=True)

    assert of_2015(facts, "D2.2").word == of_2019(facts, "S4").word == "UNDETERMINED"
    assert of_2015(facts, "D2.2", twice=True).word == "FAIL"
    assert words(of_2015(site(column(K.GUIDE)), "D2.2")) == {"PASS"}


def test_who_reads_a_sample_of_guides_has_not_seen_all_forms_of_2015() -> None:
    facts = site(column(K.GUIDE, rows=6))

    assert words(of_2015(facts, "D2.2")) == {"PASS", "UNDETERMINED"}
    assert words(of_2019(facts, "S4")) == {"PASS"}


def test_nothing_is_deducted_behind_a_dead_front() -> None:
    facts = site(column(K.NEWS, OLD), readable=False, portal=True)

    for found in (deductions_2015(facts), deductions_2019(facts)):
        assert {one.word for one in found.values()} <= ABSTAIN


def test_points_for_failed_visits_are_the_weeks_whatever_else_can_be_read() -> None:
    week = WeekWords(veto=Verdict(word="PASS", why="w"), share=Verdict(word="FAIL", why="w"))
    dead = site(readable=False)

    assert of_2015(dead, "A1").word == "UNDETERMINED"
    assert deductions_2015(dead, week=week)["A1"] is week.share


def test_what_only_a_person_judges_is_never_decided() -> None:
    facts = site(column(K.NEWS))

    assert words(of_2015(facts, "B2.4")) == words(of_2019(facts, "I4.1")) == ABSTAIN


def test_letters_make_no_home_page_rich_in_news() -> None:
    few = site(new_items(6), letters=(letter(DAY),) * 5)
    poor = site(new_items(3), letters=(letter(DAY),) * 5)

    assert words(of_2015(few, "B1")) == {"FAIL", "UNDETERMINED"}
    assert words(of_2015(poor, "B1")) == {"FAIL"}
