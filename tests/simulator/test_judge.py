"""The derivation of the truth on records made by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from simulator.facts import LetterFact, SiteFacts
from simulator.judge import judge
from simulator.model import ColumnClass, Form, Reply
from simulator.windows import months_before
from testkit.judged_site import DAY, column, site

OLD = date(2024, 1, 5)


def letter(asked: date, reply: Reply) -> LetterFact:
    return LetterFact(title="t", path="/l", asked=asked, replied=None, reply=reply)


def word(facts: SiteFacts, item: str) -> str:
    return judge(facts)[item].word


@pytest.mark.parametrize(
    ("newest", "verdict"),
    [
        pytest.param(date(2026, 11, 9), "PASS", id="fourteen days back is inside"),
        pytest.param(date(2026, 11, 8), "FAIL", id="fifteen days back is outside"),
        pytest.param(None, "UNDETERMINED", id="undated proves nothing"),
    ],
)
def test_v2_looks_back_fourteen_days(newest: date | None, verdict: str) -> None:
    assert word(site(column(ColumnClass.NEWS, newest)), "V2") == verdict


def test_a_column_that_home_does_not_show_cannot_pass_v2() -> None:
    hidden = column(ColumnClass.NOTICE, DAY)

    assert word(site(column(ColumnClass.NEWS, OLD), hidden), "V2") == "FAIL"


@pytest.mark.parametrize(
    ("newest", "verdict"),
    [
        pytest.param(date(2026, 5, 23), "PASS", id="six calendar months back is inside"),
        pytest.param(date(2026, 5, 22), "FAIL", id="a day more is outside"),
    ],
)
def test_v3a_counts_notices_by_calendar_months(newest: date, verdict: str) -> None:
    assert word(site(*[column(ColumnClass.NOTICE, newest)] * 5), "V3a") == verdict


def test_four_stale_columns_pass_v3a() -> None:
    assert word(site(*[column(ColumnClass.NEWS, OLD)] * 4), "V3a") == "PASS"


def test_an_unknown_fifth_column_leaves_v3a_open() -> None:
    unknown = column(ColumnClass.POLICY, None)

    assert word(site(*[column(ColumnClass.NEWS, OLD)] * 4, unknown), "V3a") == "UNDETERMINED"


def test_old_document_dates_are_for_a_person() -> None:
    weak = column(ColumnClass.POLICY, OLD, proved=False)

    assert word(site(*[weak] * 5), "V3a") == "NEEDS_PERSON"


def test_a_fresh_document_date_is_an_update() -> None:
    weak = column(ColumnClass.POLICY, DAY, proved=False)

    assert word(site(*[weak] * 5), "V3a") == "PASS"


@pytest.mark.parametrize(
    ("newest", "verdict"),
    [
        pytest.param(date(2025, 8, 23), "PASS", id="fifteen months back is inside"),
        pytest.param(date(2025, 8, 22), "FAIL", id="a day more is outside"),
    ],
)
def test_v3b_gives_plans_a_margin_of_three_months(newest: date, verdict: str) -> None:
    assert word(site(*[column(ColumnClass.PLAN, newest)] * 10), "V3b") == verdict


def test_old_surveys_never_count_for_v3b_but_a_person_may_look() -> None:
    verdict = judge(site(*[column(ColumnClass.SURVEY, OLD)] * 10))["V3b"]

    assert verdict.word == "PASS"
    assert "NEEDS_PERSON" in verdict.also


def test_empties_widen_only_the_upper_bound_of_v3b() -> None:
    empty = column(ColumnClass.SURVEY, None, form=Form.EMPTY)
    stale = [column(ColumnClass.STAFF, OLD)] * 9

    assert word(site(*stale, empty), "V3b") == "UNDETERMINED"


@pytest.mark.parametrize(("count", "verdict"), [(4, "PASS"), (5, "UNDETERMINED")])
def test_one_visit_never_fails_empty_columns(count: int, verdict: str) -> None:
    empty = column(ColumnClass.SURVEY, None, form=Form.EMPTY)

    assert word(site(*[empty] * count), "V3c") == verdict


@pytest.mark.parametrize(("count", "verdict"), [(4, "PASS"), (5, "FAIL")])
def test_two_visits_fail_five_empty_columns(count: int, verdict: str) -> None:
    empty = column(ColumnClass.SURVEY, None, form=Form.EMPTY)

    assert judge(site(*[empty] * count), twice=True)["V3c"].word == verdict


def test_empties_seen_twice_count_for_v3b() -> None:
    empty = column(ColumnClass.SURVEY, None, form=Form.EMPTY)
    stale = [column(ColumnClass.STAFF, OLD)] * 9

    assert judge(site(*stale, empty), twice=True)["V3b"].word == "FAIL"


def test_an_empty_topic_is_no_empty_column() -> None:
    empty = column(ColumnClass.TOPIC, None, form=Form.EMPTY)

    assert judge(site(*[empty] * 6), twice=True)["V3c"].word == "PASS"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"word": "links_only"}, id="links to other hosts"),
        pytest.param({"form": Form.SINGLE, "word": "single"}, id="one article"),
    ],
)
def test_what_is_no_list_of_its_own_is_never_counted_as_stale(changes: dict[str, Any]) -> None:
    old = column(ColumnClass.POLICY, OLD)

    assert word(site(*[old] * 4, column(ColumnClass.POLICY, OLD, **changes)), "V3a") == "PASS"


@pytest.mark.parametrize(
    ("reply", "changes", "verdict"),
    [
        pytest.param(Reply.WAITING, {}, "FAIL", id="a question without a reply"),
        pytest.param(Reply.WAITING, {"consult": False}, "NEEDS_PERSON", id="a mixed mailbox"),
        pytest.param(Reply.WAITING, {"title": "测试信件"}, "PASS", id="a trial"),
        pytest.param(Reply.HOLLOW, {}, "NEEDS_PERSON", id="done by a word alone"),
        pytest.param(Reply.PRIVATE, {}, "PASS", id="private"),
        pytest.param(Reply.ANSWERED, {}, "PASS", id="answered"),
    ],
)
def test_a_second_visit_settles_v5(reply: Reply, changes: dict[str, Any], verdict: str) -> None:
    one = replace(letter(date(2026, 6, 1), reply), **changes)

    assert judge(site(letters=(one,)), twice=True)["V5"].word == verdict


def test_a_mailbox_on_another_host_leaves_v5_open() -> None:
    away = column(ColumnClass.CONSULT, None, form=Form.OFFSITE, word="none")

    assert judge(site(away), twice=True)["V5"].word == "UNDETERMINED"


@pytest.mark.parametrize(
    ("asked", "reply", "verdict"),
    [
        pytest.param(date(2026, 6, 1), Reply.WAITING, "NEEDS_PERSON", id="old and waiting"),
        pytest.param(date(2026, 6, 1), Reply.ACKNOWLEDGED, "NEEDS_PERSON", id="acknowledged"),
        pytest.param(date(2026, 6, 1), Reply.CLOSED, "PASS", id="closed"),
        pytest.param(date(2026, 6, 1), Reply.ANSWERED, "PASS", id="answered"),
        pytest.param(date(2026, 8, 23), Reply.WAITING, "PASS", id="three months to the day"),
        pytest.param(date(2025, 11, 22), Reply.WAITING, "PASS", id="over a year"),
    ],
)
def test_v5_weighs_letters(asked: date, reply: Reply, verdict: str) -> None:
    assert word(site(letters=(letter(asked, reply),)), "V5") == verdict


def test_nothing_is_known_behind_a_dead_front() -> None:
    verdicts = judge(site(column(ColumnClass.NEWS, OLD), readable=False))

    assert {verdicts[item].word for item in ("V1", "V2", "V3a", "V3c", "V5")} == {"UNDETERMINED"}


def test_one_sweep_never_decides_v1_and_a_person_decides_v4() -> None:
    verdicts = judge(site(column(ColumnClass.NEWS, DAY)))

    assert (verdicts["V1"].word, verdicts["V1"].why) == ("UNDETERMINED", "needs_week_of_visits")
    assert verdicts["V4"].word == "NEEDS_PERSON"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 3, 1), 2, date(2026, 1, 1)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
    ],
    ids=["clamped", "the sheet's example", "a year"],
)
def test_months_count_back_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
