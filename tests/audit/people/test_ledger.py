from datetime import UTC, date, datetime
from typing import Any

import pytest

from audit.people.ledger import LedgerLine, LedgerState, check_move, ledger
from schema.types.casework import Act
from schema.types.errors import UsageError

TODAY = date(2026, 11, 25)
ISSUED = {"notice": "20261125-1", "due": "2026-12-09"}


def line_after(log: Any, *acts: Act) -> LedgerLine:
    bodies = {Act.ISSUE: ISSUED, Act.KEEP: {"after": ["2:1/link-4"]}}
    found = log.entry(Act.FIND, text="死链", body={"url": "http://x/", "before": ["1:1/link-2"]})
    entries = [found, *(log.entry(act, body=bodies.get(act, {})) for act in acts)]
    (line,) = ledger(entries)
    return line


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), LedgerState.FOUND),
        ((Act.ISSUE,), LedgerState.ISSUED),
        ((Act.ISSUE, Act.BEGIN), LedgerState.UNDER_WAY),
        ((Act.ISSUE, Act.BEGIN, Act.REPORT), LedgerState.REPORTED),
        ((Act.ISSUE, Act.REPORT, Act.CLOSE), LedgerState.CLOSED),
        ((Act.ISSUE, Act.REPORT, Act.KEEP), LedgerState.RETURNED),
        ((Act.ISSUE, Act.KEEP), LedgerState.ISSUED),
        ((Act.ISSUE, Act.REPORT, Act.KEEP, Act.BEGIN), LedgerState.UNDER_WAY),
        ((Act.FALSE_ALARM,), LedgerState.FALSE_ALARM),
        ((Act.ISSUE, Act.EXEMPT), LedgerState.EXEMPT),
        ((Act.BEGIN,), LedgerState.FOUND),
    ],
)
def test_a_line_goes_through_the_states_of_the_ledger(
    log: Any, acts: tuple[Act, ...], state: LedgerState
) -> None:
    assert line_after(log, *acts).state is state


def test_a_notice_gives_its_number_and_due_day(log: Any) -> None:
    line = line_after(log, Act.ISSUE)

    assert (line.notice, line.due) == ("20261125-1", date(2026, 12, 9))


def test_a_problem_was_found_when_its_evidence_saw_it_else_when_it_was_put_down(log: Any) -> None:
    seen = datetime(2026, 11, 23, 10, tzinfo=UTC)
    told = log.entry(Act.FIND, body={"seen": seen.isoformat()})
    older = log.entry(Act.FIND)

    assert [one.found_at for one in (*ledger([told]), *ledger([older]))] == [seen, older.at]


def test_a_line_keeps_evidence_before_and_after(log: Any) -> None:
    line = line_after(log, Act.ISSUE, Act.REPORT, Act.KEEP)

    assert (line.before, line.after) == (("1:1/link-2",), ("2:1/link-4",))


def test_a_closed_problem_that_comes_back_counts_as_a_recurrence(log: Any) -> None:
    line = line_after(log, Act.ISSUE, Act.CLOSE, Act.FIND, Act.ISSUE, Act.CLOSE, Act.FIND)

    assert line.state is LedgerState.FOUND
    assert line.recurrences == 2


def test_a_false_alarm_found_again_is_no_recurrence(log: Any) -> None:
    assert line_after(log, Act.FALSE_ALARM, Act.FIND).recurrences == 0


def test_a_move_out_of_order_is_refused_with_the_state(log: Any) -> None:
    check_move(line_after(log, Act.ISSUE), Act.REPORT)
    with pytest.raises(UsageError, match="新发现"):
        check_move(line_after(log), Act.REPORT)


def test_a_line_that_a_decision_took_out_says_so_and_is_owed_no_more(log: Any) -> None:
    found = [log.entry(Act.FIND), log.entry(Act.ISSUE, body=ISSUED)]
    (accepted,) = ledger([*found, log.entry(Act.FALSE_ALARM, body={"decided": Act.ACCEPT})])
    (rejected,) = ledger([*found, log.entry(Act.FALSE_ALARM, body={"decided": Act.REJECT})])

    assert (accepted.state.value, rejected.state.value) == ("申诉采纳", "误报")
    assert not accepted.open
    assert not rejected.open


@pytest.mark.parametrize(
    ("act", "again"),
    [
        (Act.ISSUE, []),
        (Act.CLOSE, ["same", "changed"]),
        (Act.FALSE_ALARM, ["changed"]),
        (Act.EXEMPT, ["changed"]),
    ],
)
def test_what_was_excused_comes_back_only_with_another_page(
    log: Any, act: Act, again: list[str]
) -> None:
    pages = {"same": "b" * 64, "changed": "c" * 64}
    line = line_after(log, act)

    assert [name for name, basis in pages.items() if line.may_return(basis, TODAY)] == again


def test_an_excuse_is_bound_to_what_was_seen_then(log: Any) -> None:
    entries = [log.entry(Act.FIND), log.entry(Act.FALSE_ALARM, basis="d" * 64)]
    (line,) = ledger(entries)

    assert line.may_return("b" * 64, TODAY)
    assert not line.may_return("d" * 64, TODAY)


def test_what_a_decision_took_out_comes_back_once_it_stands_no_more(log: Any) -> None:
    entries = [log.entry(Act.FIND), log.entry(Act.FALSE_ALARM, body={"decided": Act.REJECT})]
    (line,) = ledger(entries)

    assert line.may_return("b" * 64, TODAY)


def test_an_excuse_ends_with_its_last_day_though_the_page_is_the_same(log: Any) -> None:
    excused = log.entry(Act.EXEMPT, body={"until": "2027-06-30"})
    (line,) = ledger([log.entry(Act.FIND), excused])

    assert not line.may_return("b" * 64, date(2027, 6, 30))
    assert line.may_return("b" * 64, date(2027, 7, 1))
