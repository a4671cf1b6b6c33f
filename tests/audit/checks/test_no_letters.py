from datetime import date
from typing import Any

import pytest

from schema.types.column import Channel, ColumnClass
from schema.types.outcome import CountsAs
from schema.types.reading import ListState
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_led_elsewhere


def units(make: Any, *rows: Any) -> Any:
    return make.units("C1.2", make.visit(), *rows)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        pytest.param(365, (0, 0), id="the-year's-first-day-counts"),
        pytest.param(366, (1, 1), id="the-day-before-does-not"),
        pytest.param(None, (0, 1), id="an-undated-letter-may-be-of-this-year"),
    ],
)
def test_one_letter_within_a_year_is_enough(
    make: Any, days_ago: int | None, expected: tuple[int, int]
) -> None:
    assert units(make, make.mailbox(), make.letter(days_ago)) == expected


def test_an_empty_mailbox_is_proved_where_it_was_read_back(make: Any) -> None:
    assert units(make, make.mailbox()) == (1, 1)
    assert units(make, make.mailbox(read_back_to=date(2025, 11, 23))) == (1, 1)
    assert units(make, make.mailbox(read_back_to=date(2025, 11, 24))) == (0, 1)
    assert units(make, make.mailbox(read_back_to=None)) == (0, 1)


def test_a_mailbox_that_says_it_is_empty_must_say_so_at_two_looks(make: Any) -> None:
    once, again = (make.mailbox(list_state=ListState.EMPTY) for _ in range(2))

    assert units(make, once) == (0, 1)
    assert units(make, once, again) == (1, 1)


def test_one_mailbox_with_a_letter_speaks_for_all(make: Any) -> None:
    assert units(make, make.mailbox(), make.mailbox("b/"), make.letter(10)) == (0, 0)


def test_all_mailboxes_must_have_been_read(make: Any) -> None:
    assert units(make, make.mailbox(), make.mailbox("b/", read_back_to=None)) == (0, 1)


def test_complaints_are_no_consult_letters(make: Any) -> None:
    judgement = make.judge("C1.2", make.visit(), make.mailbox(channel=Channel.EXCLUDED))

    assert (judgement.verdict, judgement.reason) == (Verdict.NOT_APPLICABLE, "no_consult_column")


def test_a_column_whose_letters_were_not_read_stays_open(make: Any) -> None:
    column = make.column("xx/", column_class=ColumnClass.CONSULT)

    judgement = make.judge("C1.2", make.visit(), column)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "mailbox_unread")
    assert judgement.evidence == (column.id,)


def test_a_site_that_nobody_saw_stays_open(make: Any) -> None:
    judgement = make.judge("C1.2", make.visit(counts_as=CountsAs.FAILED))

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "homepage_not_opened")


def test_a_site_without_such_a_column_is_left_out(make: Any) -> None:
    assert make.judge("C1.2", make.visit(), make.column()).verdict is Verdict.NOT_APPLICABLE


def test_letters_on_another_host_are_neither_there_nor_lacking(make: Any) -> None:
    url = "http://hd.example.gov.cn/box/"
    led = make.evidence(make_led_elsewhere("县长信箱", url, ColumnClass.CONSULT), HOME)
    judgement = make.judge("C1.2", make.visit(), make.fresh_column(), led)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "mailbox_elsewhere")
