"""Survey one interaction column (政务咨询): its list of letters, then the letters themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from crawler.policy.canonical import normalised, url_key
from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget, column_fact
from crawler.survey.list_walk import ListWalk
from schema.types.capture import Request
from schema.types.column import Channel
from schema.types.dates import DateClaim, DateSource, Undated
from schema.types.evidence import Evidence
from schema.types.facts import ItemFact, LetterFact, MailboxFact
from schema.types.reading import LetterNote, LetterState, ListItem, ListState, PageKind, Post

_TWICE = 2
_NEWEST = 5
"""Letters at the front of a list, which tell of the latest replies."""


@dataclass(slots=True, kw_only=True)
class MailboxWalk:
    """The state of one mailbox under way."""

    target: ColumnTarget
    channel: Channel
    rows: ListWalk
    max_letters: int
    selections: tuple[str, ...] = ()
    """Names of lists that publish selected or answered letters only (来信选登)."""
    details: dict[str, Answer] = field(default_factory=dict)
    _asked: list[str] | None = None

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when the mailbox is done."""
        if self.rows.pending:
            return self.rows.pending
        if self._asked is None:
            self._asked = self._worth_reading()
        return [
            Request(url=url, purpose="letter", referer=self.rows.address)
            for url in self._asked
            if url_key(url) not in self.details
        ]

    def absorb(self, answer: Answer) -> None:
        """Take in the answer to one of the pending requests."""
        if answer.request.purpose == "letter":
            self.details[url_key(answer.request.url)] = answer
        else:
            self.rows.absorb(answer)

    def _worth_reading(self) -> list[str]:
        """Choose letters whose own page decides, as many as may be asked.

        Those that the list does not settle come first, up to twice as many; behind an 已回复 with
        its day may stand a mere acknowledgement, so those pages are asked too while there is room.
        """
        posts = [post for post in self._posts() if post.note is not LetterNote.CLOSED]
        unsettled = [post for post in posts if post.state is not LetterState.ANSWERED]
        answered = [post for post in posts if post.state is LetterState.ANSWERED]
        first = _addresses(self._newest_and_oldest(unsettled))[: _TWICE * self.max_letters]
        rest = _addresses(sorted(answered, key=_settled_by_list))
        room = max(0, self.max_letters - len(first))
        return [*first, *[url for url in rest if url not in first][:room]]

    def _newest_and_oldest(self, posts: list[Post]) -> list[Post]:
        """Put the first few letters before the oldest: those of the last months never count.

        Nor do those from before the horizon, which go last.
        """
        horizon = self.rows.target.horizon
        days = {post.url: post.asked or horizon for post in posts}
        behind = sorted(posts[_NEWEST:], key=lambda one: (days[one.url] < horizon, days[one.url]))
        return [*posts[:_NEWEST], *behind]

    def _posts(self) -> list[Post]:
        """Give the rows; a list without any word of letters is read as bare titles."""
        return self.rows.posts or [_bare(item) for item in self.rows.items]

    def evidence(self, evidence_id: str) -> list[Evidence]:
        """Record the column, how far its letters were read, and each letter."""
        sources = tuple(answer.provenance(answer.place) for answer in self.rows.answers)
        posts = self._posts()
        letters = [self._letter(post) for post in posts]
        found = [
            Evidence(
                id=evidence_id,
                fact=column_fact(self.target, self.rows, tuple(_item(fact) for fact, _ in letters)),
                provenance=sources,
            ),
            Evidence(
                id=f"{evidence_id}-mailbox",
                fact=self._mailbox([fact for fact, _ in letters]),
                provenance=sources,
            ),
        ]
        for number, (post, (fact, detail)) in enumerate(zip(posts, letters, strict=True), 1):
            seen = () if detail is None else (detail.provenance(detail.place),)
            row = tuple(replace(source, locator=post.locator) for source in sources[:1])
            found.append(
                Evidence(id=f"{evidence_id}-letter-{number}", fact=fact, provenance=seen or row)
            )
        return found

    def _letter(self, post: Post) -> tuple[LetterFact, Answer | None]:
        """Merge row and page: the detail page decides where it was read (vocabulary §6)."""
        detail = self.details.get(url_key(post.url)) if post.url else None
        seen = letter_of(detail)
        if seen is not None and seen.note is LetterNote.REPLY_UNREAD:
            return self._unread(post, seen), detail
        decided = seen or post
        fact = LetterFact(
            column_url=self.target.url,
            channel=self.channel,
            title=post.title or (seen.title if seen else ""),
            url=post.url,
            asked=(seen.asked if seen else None) or post.asked,
            replied=(seen.replied if seen else None) or post.replied,
            state=decided.state,
            note=decided.note or _promised(post, seen),
            detail_read=seen is not None,
        )
        return fact, detail if seen is not None else None

    def _unread(self, row: Post, seen: Post) -> LetterFact:
        """State a letter whose reply stands where it was not read: its row alone may tell."""
        return LetterFact(
            column_url=self.target.url,
            channel=self.channel,
            title=row.title or seen.title,
            url=row.url,
            asked=seen.asked or row.asked,
            replied=row.replied,
            state=row.state,
            note=row.note if row.state is not LetterState.UNKNOWN or row.note else seen.note,
            detail_read=False,
        )

    def _is_selection(self) -> bool:
        """Tell whether the column's name, or its page's, says that it shows selected letters."""
        first = self.rows.first
        title = first.reading.title if first is not None and first.reading is not None else ""
        return any(word in name for word in self.selections for name in (self.target.name, title))

    def _mailbox(self, letters: list[LetterFact]) -> MailboxFact:
        whole = all(fact.asked is not None for fact in letters) or self.rows.ended
        return MailboxFact(
            name=self.target.name,
            url=self.target.url,
            channel=self.channel,
            list_state=self.rows.state if self.rows.first else ListState.UNREADABLE,
            reason=self.rows.reason,
            letters=len(letters),
            read_back_to=self.rows.complete_to() if whole else None,
            only_answered_shown=bool(letters)
            and (
                self._is_selection() or all(fact.state is LetterState.ANSWERED for fact in letters)
            ),
        )


def _item(letter: LetterFact) -> ItemFact:
    """Give a letter as an entry of its column: its newest date is that of its reply, or its own."""
    days = [day for day in (letter.replied, letter.asked) if day is not None]
    claim = DateClaim(value=max(days), source=DateSource.LIST_CELL) if days else None
    return ItemFact(
        title=letter.title,
        url=letter.url,
        date=claim,
        undated=Undated.UNREAD if claim is None else None,
        claims=() if claim is None else (claim,),
    )


def letter_of(detail: Answer | None) -> Post | None:
    """Give the letter that a page of its own shows; an address that led to a list shows none."""
    if detail is None or detail.reading is None or not detail.good:
        return None
    reading = detail.reading
    own = reading.posts if reading.kind is PageKind.INTERACTION_DETAIL else ()
    return next(iter(own), None)


def _addresses(posts: Iterable[Post]) -> list[str]:
    return list(dict.fromkeys(post.url for post in posts if post.url and normalised(post.url)))


def _settled_by_list(post: Post) -> bool:
    """Tell whether the row alone settles the letter: answered, with the day of its reply."""
    return post.state is LetterState.ANSWERED and post.replied is not None


def _promised(row: Post, seen: Post | None) -> LetterNote | None:
    """Note a done-word in the list over a page without a reply: it was acknowledged at most.

    So does a word there that nobody knows (已归档): it may be a done-word.
    """
    if seen is None or seen.state is not LetterState.UNANSWERED:
        return None
    promised = row.state is LetterState.ANSWERED or row.note is LetterNote.REPLY_UNREAD
    return LetterNote.ACKNOWLEDGED if promised else None


def _bare(item: ListItem) -> Post:
    asked = None if item.date is None else item.date.value
    return Post(title=item.title, url=item.url, asked=asked, locator=item.locator)
