"""Look at a sample of a site's links (链接可用性): the homepage's first, then the columns'.

The site's own pictures on the homepage are links too (首页上的链接，包括图片).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from urllib.parse import urlsplit

from crawler.policy.canonical import normalised, same_site, url_key
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnWalk
from crawler.survey.link_word import link_word
from crawler.survey.repeated_titles import repeated_titles
from crawler.survey.single_looks import SingleLooks
from schema.types.capture import Request
from schema.types.evidence import Evidence
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.outcome import CountsAs, Outcome, PageClass

MOST_CONSIDERED = 2_000
"""Links of a site that are weighed for the sample."""
_ROW_OF_FAILURES = 10
"""So many of a site's pages failing one after another, to the last, are a shield's answers."""
_FIRST_PAGE = re.compile(r"(?:index|default|main|home|login|logout)\w*(?:\.\w+)?\Z", re.IGNORECASE)
_AT_ONCE = 3
"""Answers before the last good one that may have been asked for behind it."""
_IN_A_WAVE = 16
"""So many requests are under way at once: all of them may have been, once we are shut out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link with the answer that showed it; its address is as it is requested."""

    url: str
    source: Answer
    on_home: bool
    outside: bool
    pages: int = 1
    """How many of the pages read lead there."""
    picture: bool = False


@dataclass(slots=True, kw_only=True)
class LinkWalk:
    """The state of the sample under way; `left` counts the links that it leaves out."""

    links: Sequence[FoundLink]
    own: str
    """The homepage's address."""
    left: int
    deadline: float
    left_on_home: int = 0
    """Those of the `left` that stand on the homepage."""
    looks: dict[str, Answer] = field(default_factory=dict)
    _waiting: SingleLooks = field(init=False)

    def __post_init__(self) -> None:
        requests = (
            Request(
                url=link.url,
                purpose="link",
                deadline=self.deadline,
                referer=link.source.page.final_url,
            )
            for link in self.links
        )
        self._waiting = SingleLooks(requests, self.own)

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when all is done, or the site had enough."""
        return self._waiting.pending()

    def asked(self, key: str) -> Request | None:
        """Give the pending request of this key."""
        return self._waiting.asked(key)

    def absorb(self, answer: Answer) -> None:
        """Take in the answer to one of the pending requests."""
        self._waiting.settle(answer)
        self.looks[answer.request.url] = answer

    def seen(self) -> Iterator[tuple[FoundLink, Answer]]:
        """Give the links that were looked at, each with its answer."""
        for link in self.links:
            answer = self.looks.get(link.url)
            if answer is not None:
                yield link, answer

    def evidence(self) -> Iterator[Evidence]:
        """Record each link that did not open, then what the sample came to."""
        opened, failed = [], []
        shut_out = self._shut_out()
        for link, answer in self.seen():
            word = CountsAs.UNDETERMINED if link.url in shut_out else _word(link, answer, self.own)
            if word is CountsAs.OPENED:
                opened.append(link.url)
            else:
                failed.append((link, answer, word))
        for number, (link, answer, word) in enumerate(failed, 1):
            yield Evidence(
                id=f"link-{number}",
                fact=_fact(link, answer, word, refused=link.url in shut_out),
                provenance=(answer.provenance(), link.source.provenance()),
            )
        if opened or failed:
            unasked = [link for link in self.links if link.url not in self.looks]
            yield Evidence(
                id="links",
                fact=LinksFact(
                    opened=tuple(opened),
                    not_opened=len(failed),
                    left=self.left + len(unasked),
                    left_on_home=self.left_on_home + _on_home(unasked),
                ),
                provenance=(),
            )

    def _shut_out(self) -> set[str]:
        """Give the site's own links that failed once none of its pages opened any more.

        Some shields answer 404 for all but the homepage once they had enough of us: so many links
        in a row, and not one opened behind them, tell of that and not of the links. A second visit,
        which asks for nothing but failed links, tells no such row.
        """
        own = [(link.url, one) for link, one in self.seen() if not link.outside]
        own.sort(key=lambda seen: seen[1].page.fetched_at)
        words = [link_word(one) for _, one in own]
        if CountsAs.OPENED not in words:
            return set()
        last = len(words) - 1 - words[::-1].index(CountsAs.OPENED)

        def failed(first: int) -> set[str]:
            row = zip(own[max(0, first) :], words[max(0, first) :], strict=True)
            return {url for (url, _), word in row if word is CountsAs.FAILED}

        is_row = len(failed(last - _AT_ONCE)) >= _ROW_OF_FAILURES
        return failed(last - _IN_A_WAVE) if is_row else set()


def choose_links(
    home: Answer, columns: Sequence[ColumnWalk], known: Collection[str], limit: int, deadline: float
) -> LinkWalk:
    """Choose the sample: every link whose answer is `known` (by request key), and `limit` more.

    Beside it are entries of one title under days far apart: their texts are compared.

    The choice goes by a digest of the address, so that the next survey of a changed page looks at
    the same links again: only two looks can call one dead.
    """
    found = _found(home, columns)
    compared = repeated_titles(columns) if limit else frozenset()
    free: list[FoundLink] = []
    rest: list[FoundLink] = []
    for link in found:
        beside = Request(url=link.url).key in known or url_key(link.url) in compared
        (free if beside else rest).append(link)
    rest.sort(key=_rank)
    return LinkWalk(
        links=(*free, *rest[:limit]),
        own=home.page.final_url,
        left=len(rest[limit:]),
        left_on_home=_on_home(rest[limit:]),
        deadline=deadline,
    )


def _on_home(links: Iterable[FoundLink]) -> int:
    return sum(link.on_home for link in links)


def _rank(link: FoundLink) -> tuple[bool, bytes]:
    return not link.on_home, sha256(url_key(link.url).encode("utf-8", "surrogatepass")).digest()


def _found(home: Answer, columns: Iterable[ColumnWalk]) -> list[FoundLink]:
    """Give the links of the homepage and of the columns' lists, each page once."""
    own = home.page.final_url
    found: dict[str, FoundLink] = {}
    sources: dict[str, set[str]] = {}
    for source, written, picture in _written(home, columns):
        url = normalised(written)
        key = None if url is None else url_key(url)
        if url is None or key is None or (key not in found and len(found) >= MOST_CONSIDERED):
            continue
        outside = not same_site(url, own)
        if picture and outside:
            continue
        link = FoundLink(
            url=url, source=source, on_home=source is home, outside=outside, picture=picture
        )
        found.setdefault(key, link)
        sources.setdefault(key, set()).add(source.page.final_url)
    found.pop(url_key(own), None)
    return [replace(link, pages=len(sources[key])) for key, link in found.items()]


def _written(home: Answer, columns: Iterable[ColumnWalk]) -> Iterator[tuple[Answer, str, bool]]:
    """Give the addresses, each with the page that shows it, and whether it is a picture's."""
    if home.reading is not None:
        unseen = frozenset(home.reading.unseen)
        for url in home.reading.linked:
            if url not in unseen:
                yield home, url, False
        for url in home.reading.pictures:
            yield home, url, True
    for column in columns:
        for answer in column.rows.answers:
            for item in () if answer.reading is None else answer.reading.items:
                if item.url:
                    yield answer, item.url, False


def _word(link: FoundLink, answer: Answer, home: str) -> CountsAs:
    """Say what a look counts for; a page in a picture's place shows none, and may be a shield's.

    Nor does the homepage in the place of another page, to which a redirect led (疑似软404,
    interpretation notes §5).
    """
    word = link_word(answer)
    instead = link.picture and answer.page_class is not PageClass.NOT_HTML
    lost = url_key(answer.page.final_url) == url_key(home) and _names_page(link.url)
    return CountsAs.UNDETERMINED if (instead or lost) and word is CountsAs.OPENED else word


def _names_page(url: str) -> bool:
    """Tell the address of a page of its own: a file that is no folder's or site's first page."""
    leaf = urlsplit(url).path.rpartition("/")[2]
    return bool(leaf) and _FIRST_PAGE.match(leaf) is None


def _fact(link: FoundLink, answer: Answer, word: CountsAs, *, refused: bool) -> LinkFact:
    return LinkFact(
        url=link.url,
        found_on=link.source.page.final_url,
        on_home=link.on_home,
        outside=link.outside,
        pages=link.pages,
        outcome=Outcome.RATE_LIMITED if refused else answer.page.outcome,
        status=answer.page.status,
        page_class=answer.page_class,
        counts_as=word,
        at=answer.page.fetched_at,
    )
