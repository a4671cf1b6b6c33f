from datetime import date
from typing import Any

import pytest

from schema.types.column import Channel, ColumnClass
from schema.types.outcome import CountsAs
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_led_elsewhere


def answer(make: Any, *rows: Any, mailbox: dict[str, Any] | None = None) -> tuple[Verdict, str]:
    judgement = make.judge("V5", make.visit(), make.mailbox(**(mailbox or {})), *rows)
    return judgement.verdict, judgement.reason


def twice(make: Any, asked_days_ago: int | None = 150, **given: Any) -> list[Any]:
    return [make.letter(asked_days_ago, at, **given) for at in (None, make.later())]


PASSED = (Verdict.PASS, "no_unanswered_letter")
PERSON = (Verdict.NEEDS_PERSON, "letters_need_person")
FAILED = (Verdict.FAIL, "unanswered_letter")


def test_old_letter_unanswered_in_two_visits_fails(make: Any) -> None:
    rows = twice(make)
    judgement = make.judge("V5", make.visit(), make.mailbox(), *rows)

    assert (judgement.verdict, judgement.reason) == FAILED
    assert judgement.evidence == tuple(row.id for row in rows)
    assert judgement.explanation == (
        "1年内超过3个月未答复的咨询来信已证实1封，待再次核实0封，待人工复核0封；构成单项否决。"
    )


def test_one_visit_never_fails(make: Any) -> None:
    assert answer(make, make.letter()) == (Verdict.UNDETERMINED, "needs_second_visit")


def test_letter_answered_between_the_visits_does_not_count(make: Any) -> None:
    answered = make.letter(at=make.later(), state=LetterState.ANSWERED)

    assert answer(make, make.letter(), answered) == PASSED


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"state": LetterState.ANSWERED}, PASSED, id="answered-undated"),
        pytest.param(
            {"state": LetterState.ANSWERED, "replied": date(2026, 11, 1)}, PASSED, id="answered"
        ),
        pytest.param(
            {"state": LetterState.UNKNOWN, "note": LetterNote.CLOSED}, PASSED, id="closed"
        ),
        pytest.param(
            {"state": LetterState.ANSWERED, "detail_read": False}, PASSED, id="row-says-answered"
        ),
        pytest.param({"note": LetterNote.ACKNOWLEDGED}, PERSON, id="acknowledged"),
        pytest.param({}, FAILED, id="no-reply-text"),
        pytest.param({"note": LetterNote.WAITING}, FAILED, id="waiting-on-its-own-page"),
        pytest.param({"channel": Channel.EXCLUDED}, PASSED, id="complaint"),
        pytest.param({"channel": Channel.MIXED}, PERSON, id="mixed-mailbox"),
        pytest.param(
            {"detail_read": False, "note": LetterNote.WAITING}, PERSON, id="row-says-waiting"
        ),
        pytest.param(
            {"detail_read": False, "note": LetterNote.IN_PROGRESS},
            PERSON,
            id="row-says-in-progress",
        ),
        pytest.param({"state": LetterState.UNKNOWN}, PASSED, id="nothing-shown"),
        pytest.param({"title": "测试来信"}, PERSON, id="test-letter"),
        pytest.param({"title": "TEST 1"}, PERSON, id="test-letter-in-capitals"),
    ],
)
def test_each_row_of_the_table(
    make: Any, given: dict[str, Any], expected: tuple[Verdict, str]
) -> None:
    assert answer(make, *twice(make, **given)) == expected


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        pytest.param(92, PASSED, id="three-months-ago-to-the-day"),
        pytest.param(93, FAILED, id="a-day-more-than-three-months"),
        pytest.param(364, FAILED, id="a-day-less-than-a-year"),
        pytest.param(365, PASSED, id="a-year-ago-to-the-day"),
        pytest.param(10, PASSED, id="recent"),
        pytest.param(None, PERSON, id="age-unknown"),
    ],
)
def test_letter_counts_between_three_months_and_a_year(
    make: Any, days_ago: int | None, expected: tuple[Verdict, str]
) -> None:
    assert answer(make, *twice(make, days_ago)) == expected


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"note": LetterNote.ACKNOWLEDGED}, id="acknowledged"),
        pytest.param({"detail_read": False, "note": LetterNote.WAITING}, id="row-alone"),
        pytest.param({"channel": Channel.MIXED}, id="mixed"),
    ],
)
def test_letter_too_young_to_count_needs_no_person(make: Any, given: dict[str, Any]) -> None:
    assert answer(make, *twice(make, 30, **given)) == PASSED


def test_detail_page_decides_where_it_was_read(make: Any) -> None:
    row = make.letter(at=make.later(2), detail_read=False, state=LetterState.ANSWERED)

    assert answer(make, *twice(make), row) == FAILED


def test_row_seen_after_the_detail_page_may_say_answered(make: Any) -> None:
    row = make.letter(at=make.later(9), detail_read=False, state=LetterState.ANSWERED)

    assert answer(make, *twice(make), row) == PASSED


def test_second_visit_must_have_read_the_detail(make: Any) -> None:
    row = make.letter(at=make.later(), detail_read=False, note=LetterNote.WAITING)

    assert answer(make, make.letter(), row) == (Verdict.UNDETERMINED, "needs_second_visit")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(160, PERSON, id="about-the-same-time"),
        pytest.param(250, FAILED, id="months-before"),
    ],
)
def test_duplicate_of_an_answered_letter_goes_to_a_person(
    make: Any, asked: int, expected: tuple[Verdict, str]
) -> None:
    twin = make.letter(asked, url=f"{make.home}box/2.html", state=LetterState.ANSWERED)

    assert answer(make, *twice(make), twin) == expected


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [
        pytest.param({}, PASSED, id="read-to-its-end"),
        pytest.param({"read_back_to": date(2025, 11, 23)}, PASSED, id="read-back-a-year"),
        pytest.param({"list_state": ListState.EMPTY, "letters": 0}, PASSED, id="empty"),
        pytest.param(
            {"only_answered_shown": True},
            (Verdict.PASS, "published_letters_only"),
            id="answered-letters-only",
        ),
        pytest.param({"channel": Channel.EXCLUDED, "read_back_to": None}, None, id="complaints"),
    ],
)
def test_mailboxes_read_back_a_year_pass(
    make: Any, mailbox: dict[str, Any], expected: tuple[Verdict, str] | None
) -> None:
    assert answer(make, mailbox=mailbox) == (expected or (Verdict.PASS, "no_consult_column"))


@pytest.mark.parametrize(
    "mailbox",
    [
        pytest.param({"read_back_to": date(2025, 11, 24)}, id="a-day-short"),
        pytest.param({"read_back_to": None}, id="unknown-how-far"),
        pytest.param({"list_state": ListState.UNREADABLE}, id="unreadable"),
        pytest.param({"list_state": ListState.ELSEWHERE}, id="elsewhere"),
        pytest.param({"list_state": ListState.NONE}, id="no-list"),
        pytest.param({"list_state": ListState.SINGLE}, id="single"),
        pytest.param({"list_state": ListState.LINKS_ONLY}, id="links-only"),
        pytest.param({"channel": Channel.MIXED, "read_back_to": None}, id="mixed"),
        pytest.param({"only_answered_shown": True, "read_back_to": None}, id="selection-in-part"),
    ],
)
def test_mailbox_that_was_not_read_back_holds_the_item_open(
    make: Any, mailbox: dict[str, Any]
) -> None:
    assert answer(make, mailbox=mailbox) == (Verdict.UNDETERMINED, "mailbox_unread")


def test_consult_column_without_its_letters_holds_the_item_open(make: Any) -> None:
    column = make.column("ask/", column_class=ColumnClass.CONSULT)
    judgement = make.judge("V5", make.visit(), make.mailbox(), column)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "mailbox_unread")
    assert judgement.evidence == (column.id,)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"list_state": ListState.PARENT}, id="parent"),
        pytest.param({"exempt": "login"}, id="exempt"),
    ],
)
def test_consult_column_that_holds_no_letters_does_not(make: Any, given: dict[str, Any]) -> None:
    column = make.column("ask/", column_class=ColumnClass.CONSULT, **given)

    assert answer(make, column) == PASSED


def test_site_without_a_consult_column_passes(make: Any) -> None:
    judgement = make.judge("V5", make.visit(), make.fresh_column())

    assert (judgement.verdict, judgement.reason) == (Verdict.PASS, "no_consult_column")


@pytest.mark.parametrize(
    ("visit", "reason"),
    [
        pytest.param({"counts_as": CountsAs.UNDETERMINED}, "homepage_not_opened", id="closed"),
        pytest.param({}, "no_columns_found", id="nothing-found"),
    ],
)
def test_missing_column_proves_nothing_in_a_survey_with_a_gap(
    make: Any, visit: dict[str, Any], reason: str
) -> None:
    judgement = make.judge("V5", make.visit(**visit))

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, reason)


def test_survey_cut_short_cannot_pass_but_can_fail(make: Any) -> None:
    limit = make.limit()

    assert answer(make, limit) == (Verdict.UNDETERMINED, "survey_cut_short")
    assert answer(make, limit, *twice(make)) == FAILED


def test_counted_letter_outweighs_one_for_a_person(make: Any) -> None:
    other = twice(make, url=f"{make.home}box/2.html", note=LetterNote.ACKNOWLEDGED)

    assert answer(make, *twice(make), *other) == FAILED


def test_letters_that_a_bound_left_unread_never_pass(make: Any) -> None:
    unread = make.letter(150, state=LetterState.UNKNOWN, detail_read=False)

    judgement = make.judge(
        "V5", make.visit(), make.column(), make.mailbox(), unread, make.limit(letters_only=True)
    )

    assert judgement.verdict is Verdict.UNDETERMINED


def test_letters_on_another_host_are_not_called_answered(make: Any) -> None:
    for url in ("http://hd.example.gov.cn/box/", "http://12345.hunan.gov.cn/"):
        led = make.evidence(make_led_elsewhere("县长信箱", url, ColumnClass.CONSULT), HOME)
        alone = make.judge("V5", make.visit(), make.fresh_column(), led)
        beside = make.judge("V5", make.visit(), led, make.mailbox())

        assert (alone.verdict, alone.reason) == (Verdict.UNDETERMINED, "mailbox_elsewhere")
        assert alone.evidence == (led.id,)
        assert beside.verdict is Verdict.PASS


def test_a_parent_whose_mailboxes_nobody_saw_is_unread(make: Any) -> None:
    parent = make.mailbox("hdjl/", list_state=ListState.PARENT)
    alone = make.judge("V5", make.visit(), parent)
    beside = make.judge("V5", make.visit(), parent, make.mailbox())

    assert (alone.verdict, alone.reason) == (Verdict.UNDETERMINED, "mailbox_unread")
    assert beside.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("given", "open_"),
    [
        pytest.param({}, True, id="row-says-nothing"),
        pytest.param({"note": LetterNote.REPLY_UNREAD}, True, id="reply-unread"),
        pytest.param({"asked_days_ago": 30}, False, id="too-young-to-count"),
        pytest.param({"url": None}, False, id="no-page-of-its-own"),
        pytest.param({"detail_read": True}, False, id="its-page-shows-nothing"),
        pytest.param({"note": LetterNote.WITHHELD}, False, id="reply-withheld"),
        pytest.param({"channel": Channel.EXCLUDED}, False, id="complaint"),
    ],
)
def test_a_letter_of_which_nothing_was_read_is_not_called_answered(
    make: Any,
    given: dict[str, Any],
    open_: bool,  # noqa: FBT001 - a case's value
) -> None:
    unread = {"detail_read": False, "state": LetterState.UNKNOWN, **given}
    letter = make.letter(unread.pop("asked_days_ago", 150), **unread)
    judgement = make.judge("V5", make.visit(), make.mailbox(), letter)

    expected = (Verdict.UNDETERMINED, "letters_unread") if open_ else PASSED
    assert (judgement.verdict, judgement.reason) == expected
    assert not open_ or "有1封来信是否答复未能读到" in judgement.explanation
