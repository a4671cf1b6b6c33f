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
from schema.types.guide_facts import GuideFact, GuideFileFact, GuidesFact, GuideSystemFact
from schema.types.outcome import PageClass
from schema.types.reading import ListState, PageKind
from schema.types.settings import SurveySettings

_ASKED_FOR_EACH = 2
"""Pages asked for each guide wanted: lists of guides hold notices and departments too."""
_Offer = TypeVar("_Offer", Attachment, OnlineSystem)
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
    _known: int = field(init=False)
    """Entries of the lists of guides, those without an address that can be asked included."""

    def __post_init__(self) -> None:
        most = self.bounds.guides * _ASKED_FOR_EACH
        leaves = _leaves(self.columns)
        self._leaves = leaves[:most]
        self._known = len(leaves) + sum(map(_without_address, self.columns))

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when the guides are done."""
        missing = self.bounds.guides - len(self._guides())
        unread = [leaf for leaf in self._leaves if url_key(leaf.url) not in self.pages]
        if missing > 0 and unread:
            return [
                Request(url=leaf.url, purpose="guide", referer=leaf.column_url)
                for leaf in unread[:missing]
            ]
        return [one for one in self._offered() if url_key(one.url) not in self.looks]

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
        if self.columns:
            yield Evidence(id="guides", fact=self._as_a_whole(), provenance=())

    def _as_a_whole(self) -> GuidesFact:
        """Tell how much of the guides was read, and of what they name was looked at."""
        guides = self._guides()
        answers = [self.pages.get(url_key(leaf.url)) for leaf in self._leaves]
        files, systems = list(self._looked(self._files())), list(self._looked(self._systems()))
        return GuidesFact(
            read=len(guides),
            left=self._known - sum(answer is not None and _is_told(answer) for answer in answers),
            whole=all(map(_is_whole, self.columns)),
            files_left=_named([guide.attachments for _, _, guide in guides]) - len(files),
            systems_left=_named([guide.systems for _, _, guide in guides]) - len(systems),
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

    def _offered(self) -> Iterator[Request]:
        for leaf, _, url in self._files():
            yield Request(url=url, purpose="guide_file", referer=leaf.url)
        for leaf, _, url in self._systems():
            yield Request(url=url, purpose="guide_system", referer=leaf.url)

    def _looked(
        self, named: Iterable[tuple[_Leaf, _Offer, str]]
    ) -> Iterator[tuple[_Leaf, _Offer, str, Answer]]:
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
    reading = None if last is None else last.reading
    is_guide = reading is not None and reading.guide is not None and not column.rows.items
    return [last.request.url] if is_guide and last is not None else []


def _without_address(column: ColumnWalk) -> int:
    """Count the entries of a list that lead nowhere that can be asked (scripts)."""
    if _itself(column):
        return 0
    return sum(not normalised(item.url or "") for item in column.rows.items)


def _is_whole(column: ColumnWalk) -> bool:
    """Tell whether no guide of a column stands behind the entries that were seen."""
    seen = {ListState.READ, ListState.EMPTY}
    return bool(_itself(column)) or (column.rows.ended and column.rows.state in seen)


def _is_told(answer: Answer) -> bool:
    """Tell whether a page was read as a guide, or as the notice that it is.

    A list of further guides, a page that scripts fill and one of no known kind tell nothing.
    """
    if not answer.good or answer.reading is None:
        return False
    notice = answer.reading.kind is PageKind.ARTICLE and answer.page_class is PageClass.PAGE
    return answer.reading.guide is not None or notice


def _named(each: Iterable[Sequence[Attachment | OnlineSystem]]) -> int:
    """Count what guides name, each address once; what has none counts by itself."""
    urls = [normalised(one.url or "") for ones in each for one in ones]
    return len({url_key(url) for url in urls if url is not None}) + urls.count(None)


def _in_turn(
    named: Sequence[tuple[_Leaf, Sequence[_Offer]]], most: int
) -> list[tuple[_Leaf, _Offer, str]]:
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
