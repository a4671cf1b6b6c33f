"""Survey service guides (办事指南): a few of them, the files they offer, the systems they name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TypeVar

from crawler.policy.canonical import normalised, url_key
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnWalk
from crawler.survey.link_word import link_word
from crawler.survey.offered_file import offered_file
from schema.types.capture import Request
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence
from schema.types.file_types import FileTypes
from schema.types.guide import Attachment, GuideReading, OnlineSystem
from schema.types.guide_facts import GuideFact, GuideFileFact, GuideSystemFact
from schema.types.settings import SurveySettings

_ASKED_FOR_EACH = 2
"""Pages asked for each guide wanted: lists of guides hold notices and departments too."""
_Named = TypeVar("_Named", Attachment, OnlineSystem)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A page that a guide column leads to."""

    column_url: str
    url: str


@dataclass(slots=True, kw_only=True)
class GuideWalk:
    """The state of the guides under way: first the guides, then what they offer."""

    columns: Sequence[ColumnWalk]
    bounds: SurveySettings
    types: FileTypes
    pages: dict[str, Answer] = field(default_factory=dict)
    looks: dict[str, Answer] = field(default_factory=dict)
    _leaves: list[_Leaf] = field(init=False)

    def __post_init__(self) -> None:
        most = self.bounds.guides * _ASKED_FOR_EACH
        self._leaves = _leaves(self.columns)[:most]

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when the guides are done."""
        missing = self.bounds.guides - len(self._guides())
        unread = [leaf for leaf in self._leaves if url_key(leaf.url) not in self.pages]
        if missing > 0 and unread:
            return [Request(url=leaf.url, purpose="guide") for leaf in unread[:missing]]
        return [
            Request(url=url, purpose=purpose)
            for purpose, url in self._offered()
            if url_key(url) not in self.looks
        ]

    def asked(self, key: str) -> Request | None:
        """Give the pending request of this key."""
        return next((request for request in self.pending() if request.key == key), None)

    def absorb(self, answer: Answer) -> None:
        """Take in the answer to one of the pending requests."""
        taken = self.pages if answer.request.purpose == "guide" else self.looks
        taken[url_key(answer.request.url)] = answer

    def evidence(self) -> Iterator[Evidence]:
        """Record each guide, then each file and system that was looked at."""
        guides = self._guides()
        for number, (leaf, answer, guide) in enumerate(guides, 1):
            title = "" if answer.reading is None else answer.reading.title
            fact = GuideFact(column_url=leaf.column_url, title=title, url=leaf.url, guide=guide)
            yield Evidence(id=f"guide-{number}", fact=fact, provenance=(answer.provenance(),))
        for number, (leaf, file, url, answer) in enumerate(self._looked(self._files()), 1):
            yield Evidence(
                id=f"guide-file-{number}",
                fact=self._file_fact(leaf, file, url, answer),
                provenance=(answer.provenance(),),
            )
        for number, (leaf, system, url, answer) in enumerate(self._looked(self._systems()), 1):
            yield Evidence(
                id=f"guide-system-{number}",
                fact=_system_fact(leaf, system, url, answer),
                provenance=(answer.provenance(),),
            )

    def _guides(self) -> list[tuple[_Leaf, Answer, GuideReading]]:
        """Give the pages that were read as guides, in the order of asking."""
        found = []
        for leaf in self._leaves:
            answer = self.pages.get(url_key(leaf.url))
            if answer is not None and answer.good and answer.reading and answer.reading.guide:
                found.append((leaf, answer, answer.reading.guide))
        return found[: self.bounds.guides]

    def _files(self) -> list[tuple[_Leaf, Attachment, str]]:
        named = [(leaf, guide.attachments) for leaf, _, guide in self._guides()]
        return _in_turn(named, self.bounds.guide_files)

    def _systems(self) -> list[tuple[_Leaf, OnlineSystem, str]]:
        named = [(leaf, guide.systems) for leaf, _, guide in self._guides()]
        return _in_turn(named, self.bounds.guide_systems)

    def _offered(self) -> Iterator[tuple[str, str]]:
        for _, _, url in self._files():
            yield "guide_file", url
        for _, _, url in self._systems():
            yield "guide_system", url

    def _looked(
        self, named: Iterable[tuple[_Leaf, _Named, str]]
    ) -> Iterator[tuple[_Leaf, _Named, str, Answer]]:
        for leaf, one, url in named:
            answer = self.looks.get(url_key(url))
            if answer is not None:
                yield leaf, one, url, answer

    def _file_fact(self, leaf: _Leaf, file: Attachment, url: str, answer: Answer) -> GuideFileFact:
        return GuideFileFact(
            guide_url=leaf.url,
            name=file.name,
            url=url,
            claimed=file.claimed,
            found=answer.file_type,
            state=offered_file(answer, file.claimed, self.types),
            outcome=answer.page.outcome,
            status=answer.page.status,
            page_class=answer.page_class,
            content_type=answer.page.content_type,
        )


def guide_columns(columns: Iterable[ColumnWalk]) -> tuple[ColumnWalk, ...]:
    """Choose the columns whose pages are guides."""
    return tuple(one for one in columns if one.target.column_class is ColumnClass.GUIDE)


def _system_fact(leaf: _Leaf, system: OnlineSystem, url: str, answer: Answer) -> GuideSystemFact:
    return GuideSystemFact(
        guide_url=leaf.url,
        name=system.name,
        url=url,
        outcome=answer.page.outcome,
        status=answer.page.status,
        page_class=answer.page_class,
        counts_as=link_word(answer),
    )


def _leaves(columns: Iterable[ColumnWalk]) -> list[_Leaf]:
    """Give the pages that guide columns lead to, of each column in turn, each page once.

    A column may be one guide itself.
    """
    each = [
        [
            _Leaf(column_url=column.target.url, url=url)
            for url in (_itself(column) or [item.url for item in column.rows.items])
            if url is not None and normalised(url)
        ]
        for column in columns
    ]
    return _once(_turns(each), lambda leaf: leaf.url)


def _itself(column: ColumnWalk) -> list[str | None]:
    last = column.rows.answers[-1] if column.rows.answers else None
    is_guide = last is not None and last.reading is not None and last.reading.guide is not None
    return [last.request.url] if is_guide and last is not None else []


def _in_turn(
    named: Sequence[tuple[_Leaf, Sequence[_Named]]], most: int
) -> list[tuple[_Leaf, _Named, str]]:
    """Give what guides name, of each guide in turn, each address once."""
    each = [
        [(leaf, one, url) for one in ones if (url := normalised(one.url or "")) is not None]
        for leaf, ones in named
    ]
    return _once(_turns(each), lambda found: found[2])[:most]


def _turns(each: Sequence[Sequence[_T]]) -> Iterator[_T]:
    rows = chain.from_iterable(zip_longest(*each))
    return (one for one in rows if one is not None)


def _once(found: Iterable[_T], address: Callable[[_T], str]) -> list[_T]:
    """Keep the first of each page."""
    first: dict[str, _T] = {}
    for one in found:
        first.setdefault(url_key(address(one)), one)
    return list(first.values())
