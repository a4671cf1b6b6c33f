from typing import Any

import pytest

from audit.people.appeals import AppealState, appeals, open_appeal
from schema.types.casework import Act, Role
from schema.types.errors import UsageError


def test_an_appeal_is_open_until_it_is_answered(log: Any) -> None:
    entries = [log.entry(Act.APPEAL, "王五", role=Role.OPERATOR), log.entry(Act.APPEAL, "王五")]
    entries.append(log.entry(Act.ACCEPT, body={"appeal": entries[0].id}))

    states = [one.state for one in appeals(entries)]

    assert states == [AppealState.ACCEPTED, AppealState.OPEN]


def test_a_dismissed_appeal_shows_its_answer(log: Any) -> None:
    made = log.entry(Act.APPEAL, "王五")
    (one,) = appeals([made, log.entry(Act.DISMISS, text="页面无说明", body={"appeal": made.id})])

    assert one.state is AppealState.DISMISSED
    assert one.answer is not None
    assert one.answer.text == "页面无说明"


def test_an_appeal_is_decided_once(log: Any) -> None:
    made = log.entry(Act.APPEAL, "王五")
    answer = log.entry(Act.DISMISS, body={"appeal": made.id})

    assert open_appeal([made], made.id).made is made
    with pytest.raises(UsageError, match="decided already"):
        open_appeal([made, answer], made.id)
    with pytest.raises(UsageError, match="there is no appeal 99"):
        open_appeal([made], 99)
