from datetime import date, timedelta
from typing import Any

import pytest

from schema.types.column import Channel, ColumnClass
from schema.types.reading import LetterState
from schema.types.verdict import Verdict


def reply(make: Any, replied: date | None, number: int = 1) -> Any:
    given = {"state": LetterState.ANSWERED, "url": f"{make.home}box/{number}.html"}
    return make.letter(300, replied=replied, **given)


def units(make: Any, *rows: Any) -> Any:
    return make.units("I3.2", make.visit(), *rows)


@pytest.mark.parametrize(
    ("replied", "expected"),
    [
        pytest.param(date(2026, 9, 23), (0, 0), id="two-months-ago-to-the-day"),
        pytest.param(date(2026, 9, 22), (1, 1), id="the-day-before"),
        pytest.param(None, (0, 1), id="a-reply-without-a-day"),
    ],
)
def test_a_reply_within_two_months_is_enough(
    make_2019: Any, replied: date | None, expected: tuple[int, int]
) -> None:
    assert units(make_2019, make_2019.mailbox(), reply(make_2019, replied)) == expected


def test_old_letters_answered_late_must_have_been_read_too(make_2019: Any) -> None:
    old = reply(make_2019, date(2026, 5, 1))
    year = make_2019.today - timedelta(days=365)

    assert units(make_2019, make_2019.mailbox(read_back_to=year), old) == (1, 1)
    assert units(make_2019, make_2019.mailbox(read_back_to=date(2026, 9, 1)), old) == (0, 1)


def test_no_reply_at_all_is_another_rows_question(make_2019: Any) -> None:
    assert units(make_2019, make_2019.mailbox()) == (0, 1)


def test_one_fresh_reply_passes_whatever_else_is_open(make_2019: Any) -> None:
    rows = (reply(make_2019, make_2019.today), reply(make_2019, None, 2))

    assert units(make_2019, make_2019.mailbox(read_back_to=None), *rows) == (0, 0)


def test_complaints_are_no_consult_column(make_2019: Any) -> None:
    box = make_2019.mailbox(channel=Channel.EXCLUDED)

    assert make_2019.judge("I3.2", make_2019.visit(), box).verdict is Verdict.NOT_APPLICABLE


def test_a_letter_that_nobody_opened_may_have_been_answered_since(make_2019: Any) -> None:
    make = make_2019
    old = reply(make, make.today - timedelta(days=200))
    unread = make.letter(
        20, url=f"{make.home}box/2.html", state=LetterState.UNKNOWN, detail_read=False
    )

    assert units(make, make.mailbox(), old) == (1, 1)
    assert units(make, make.mailbox(), old, unread) == (0, 1)


def test_a_mailbox_that_shows_no_list_leaves_its_replies_open(make_2019: Any) -> None:
    column = make_2019.column("szxx/", column_class=ColumnClass.CONSULT, items=())
    judgement = make_2019.judge("I3.2", make_2019.visit(), column)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "mailbox_unread")
    assert (judgement.units.proved, judgement.units.upper) == (0, 1)
