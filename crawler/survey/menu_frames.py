"""Ask for the frames of a homepage that hold its navigation, and keep what they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.policy.canonical import normalised, same_site, url_key
from crawler.survey.answer import Answer
from schema.types.capture import Request
from schema.types.reading import ColumnLink, PageReading

_MOST_FRAMES = 4


@dataclass(slots=True, kw_only=True)
class MenuFrames:
    """The state of the menus' frames: `pending` is asked for next."""

    pending: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)

    def ask(self, reading: PageReading) -> None:
        """Ask for the frames that a part of the homepage names; each once, a few in all."""
        for step in reading.follow:
            key = url_key(step.url)
            usable = normalised(step.url) is not None and same_site(step.url, reading.url or "")
            room = len(self._asked) < _MOST_FRAMES
            if step.purpose == "menu" and usable and room and key not in self._asked:
                self._asked.add(key)
                # A frame is a part of the homepage, which robots.txt is not asked for.
                self.pending.append(Request(url=step.url, purpose="menu", obey_robots=False))

    def absorb(self, answer: Answer) -> None:
        """Take in one frame."""
        self.pending = [one for one in self.pending if one.key != answer.request.key]
        if answer.good:
            self.answers.append(answer)

    def columns(self, own: Iterable[ColumnLink]) -> tuple[ColumnLink, ...]:
        """Give the homepage's own columns and those of the frames, each address once.

        A menu's entry goes before a block's heading, as it alone tells the column's level.
        """
        links = [*own, *(link for one in self._readings() for link in one.columns)]
        found: dict[str, ColumnLink] = {}
        for link in links:
            known = found.setdefault(link.url, link)
            if link.in_navigation and not known.in_navigation:
                found[link.url] = link
        return tuple(found.values())

    def linked(self, own: Iterable[str]) -> frozenset[str]:
        """Give the keys of all addresses that the homepage and its frames link to."""
        every = [*own, *(url for one in self._readings() for url in one.linked)]
        return frozenset(map(url_key, every))

    def _readings(self) -> list[PageReading]:
        return [one.reading for one in self.answers if one.reading is not None]
