from datetime import date
from typing import Any

import pytest

from audit.people.ledger import LedgerLine, LedgerState, check_move, ledger
from schema.types.casework import Act
from schema.types.errors import UsageError

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
