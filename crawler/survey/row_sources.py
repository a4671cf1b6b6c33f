"""The addresses that a page names for its rows, tried in turn until one gives the list."""

from dataclasses import dataclass, field

from crawler.survey.answer import Answer
from schema.types.reading import Follow, ListState, PageReading


@dataclass(slots=True, kw_only=True)
class RowSources:
    """What is left to try; `held` are rows without dates: a menu's unit looks like that too."""

    waiting: list[Follow] = field(default_factory=list)
    several: bool = False
    held: Answer | None = None

    def offer(self, reading: PageReading) -> None:
        """Take the addresses that a page names, in its order."""
        found = [follow for follow in reading.follow if follow.purpose == "rows"]
        self.waiting = [*found, *self.waiting]
        self.several = self.several or len(found) > 1

    def take(self) -> Follow | None:
        """Give the next address to try."""
        return self.waiting.pop(0) if self.waiting else None

    def settles(self, answer: Answer) -> bool:
        """Tell whether an answer is the list; other addresses are tried before a doubtful one."""
        reading = answer.reading
        if reading is None or not answer.good:
            return False
        if reading.posts or any(item.date is not None for item in reading.items):
            return True
        if reading.items and self.held is None:
            self.held = answer
        only = not self.several and not self.waiting
        return only and (bool(reading.items) or reading.list_state is ListState.EMPTY)
