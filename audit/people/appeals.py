"""Appeals and explanations of a site's operator (申诉与说明), and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schema.types.casework import Act, Entry
from schema.types.errors import UsageError


class AppealState(StrEnum):
    """What became of an appeal."""

    OPEN = "待处理"
    ACCEPTED = "已采纳"
    DISMISSED = "未采纳"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal with its answer; its number is that of its entry in the log."""

    made: Entry
    state: AppealState
    answer: Entry | None

    @property
    def number(self) -> int:
        """Give the number that commands name it by."""
        return self.made.id


def appeals(entries: Iterable[Entry]) -> tuple[Appeal, ...]:
    """Give all appeals of a log, oldest first."""
    log = tuple(entries)
    answers = {
        one.body["appeal"]: one
        for one in log
        if one.act in {Act.ACCEPT, Act.DISMISS} and "appeal" in one.body
    }
    return tuple(_appeal(one, answers.get(one.id)) for one in log if one.act is Act.APPEAL)


def open_appeal(entries: Iterable[Entry], number: int) -> Appeal:
    """Give an appeal that waits for an answer; raise UsageError where there is none."""
    found = next((one for one in appeals(entries) if one.number == number), None)
    if found is None:
        raise UsageError(f"there is no appeal {number}: `pucha appeal list` shows them")
    if found.state is not AppealState.OPEN:
        raise UsageError(f"appeal {number} is decided already ({found.state.value})")
    return found


def _appeal(made: Entry, answer: Entry | None) -> Appeal:
    if answer is None:
        return Appeal(made=made, state=AppealState.OPEN, answer=None)
    accepted = answer.act is Act.ACCEPT
    state = AppealState.ACCEPTED if accepted else AppealState.DISMISSED
    return Appeal(made=made, state=state, answer=answer)
