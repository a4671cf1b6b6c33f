"""The addresses that a page names for its rows, tried in turn until one gives the list."""

from dataclasses import dataclass, field

from crawler.survey.answer import Answer
from schema.types.reading import Follow, ListState, PageReading

ASKED = "a script asks for rows, and whose they are nobody says"
_SOURCES = {"rows", "asked"}


@dataclass(slots=True, kw_only=True)
class RowSources:
    """What is left to try; `held` are rows without dates: a menu's unit looks like that too."""

    waiting: list[Follow] = field(default_factory=list)
    several: bool = False
    asked: bool = False
    """One that only a script asks for was tried: it may show an update, and proves nothing else."""
    held: Answer | None = None

    def offer(self, reading: PageReading) -> None:
        """Take the addresses that a page names, in its order."""
        found = [follow for follow in reading.follow if follow.purpose in _SOURCES]
        self.waiting = [*found, *self.waiting]
        self.several = self.several or len(found) > 1

    def take(self) -> Follow | None:
        """Give the next address to try."""
        source = self.waiting.pop(0) if self.waiting else None
        self.asked = self.asked or (source is not None and source.purpose == "asked")
        return source

    @property
    def unsure(self) -> bool:
        """Tell whether what one address says need not be of the whole list."""
        return self.several or self.asked

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
