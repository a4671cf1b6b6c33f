from datetime import date, timedelta
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.column_walk import ColumnTarget
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.mailbox_walk import MailboxWalk
from schema.types.column import Channel, ColumnClass
from schema.types.facts import ColumnFact, LetterFact, MailboxFact
from schema.types.outcome import Outcome
from schema.types.reading import LetterNote, LetterState, ListState, PageKind, Post
from testkit.facts import HOME
from testkit.pages import make_answer, make_entry, make_post, make_reading, next_page

BOX = f"{HOME}xx/"
ASKED = date(2026, 6, 1)
REPLIED = date(2026, 6, 9)
HORIZON = date(2025, 11, 20)
ANSWERED = LetterState.ANSWERED
UNANSWERED = LetterState.UNANSWERED


def make_walk(*posts: Post, max_letters: int = 5, **reading: Any) -> MailboxWalk:
    target = ColumnTarget(
        name="县长信箱", url=BOX, column_class=ColumnClass.CONSULT, registered=False, on_home=True
    )
    rows = ListWalk(
        target=ListTarget(name=target.name, url=BOX, horizon=HORIZON, max_pages=1, max_hops=1)
    )
    rows.start()
    walk = MailboxWalk(target=target, channel=Channel.CONSULT, rows=rows, max_letters=max_letters)
    values = {"list_state": ListState.READ, "kind": PageKind.INTERACTION_LIST, "posts": posts}
    walk.absorb(make_answer(BOX, make_reading(**{**values, **reading})))
    return walk


def detail(number: int = 1, **post: Any) -> Answer:
    own = Post(**{"title": "来信", "url": None, **post})
    reading = make_reading(kind=PageKind.INTERACTION_DETAIL, posts=(own,))
    return make_answer(f"{BOX}{number}.html", reading, purpose="letter")


def letters(walk: MailboxWalk) -> list[LetterFact]:
    return [e.fact for e in walk.evidence("column-1") if isinstance(e.fact, LetterFact)]


def mailbox(walk: MailboxWalk) -> MailboxFact:
    return next(e.fact for e in walk.evidence("c") if isinstance(e.fact, MailboxFact))


def test_open_letters_are_read_before_those_called_answered() -> None:
    walk = make_walk(make_post(1, state=ANSWERED), make_post(2, state=UNANSWERED), max_letters=1)

    assert [(r.url, r.purpose) for r in walk.pending()] == [(f"{BOX}2.html", "letter")]


def test_an_answer_with_its_day_is_looked_at_last_while_there_is_room() -> None:
    posts = (
        make_post(1, state=ANSWERED, replied=REPLIED),
        make_post(2, state=ANSWERED),
        make_post(3, state=UNANSWERED),
    )

    assert [r.url for r in make_walk(*posts).pending()] == [f"{BOX}{n}.html" for n in (3, 2, 1)]
    assert [r.url for r in make_walk(*posts, max_letters=2).pending()] == [
        f"{BOX}3.html",
        f"{BOX}2.html",
    ]


SETTLED = {
    "closed": make_post(1, state=LetterState.UNKNOWN, note=LetterNote.CLOSED),
    "no address": make_post(1, url=None),
    "no web address": make_post(1, url="javascript:open(1)"),
}


@pytest.mark.parametrize("post", SETTLED.values(), ids=SETTLED)
def test_a_letter_that_its_row_settles_is_not_asked_for(post: Post) -> None:
    assert make_walk(post).pending() == []


# seen in the row, seen on its page → state and note (vocabulary §6)
DECIDED = {
    "reply on the page": (
        {"state": UNANSWERED, "note": LetterNote.WAITING},
        {"state": ANSWERED, "replied": REPLIED},
        (ANSWERED, None),
    ),
    "called answered, page without a reply": (
        {"state": ANSWERED},
        {"state": UNANSWERED},
        (UNANSWERED, LetterNote.ACKNOWLEDGED),
    ),
    "a word that nobody knows, page without a reply": (
        {"note": LetterNote.REPLY_UNREAD},
        {"state": UNANSWERED},
        (UNANSWERED, LetterNote.ACKNOWLEDGED),
    ),
    "acknowledged on the page": (
        {"state": UNANSWERED},
        {"state": UNANSWERED, "note": LetterNote.ACKNOWLEDGED},
        (UNANSWERED, LetterNote.ACKNOWLEDGED),
    ),
    "closed on the page": (
        {"state": UNANSWERED},
        {"state": LetterState.UNKNOWN, "note": LetterNote.CLOSED},
        (LetterState.UNKNOWN, LetterNote.CLOSED),
    ),
    "no reply anywhere": ({"state": UNANSWERED}, {"state": UNANSWERED}, (UNANSWERED, None)),
    "row silent, page without a reply": ({}, {"state": UNANSWERED}, (UNANSWERED, None)),
}


@pytest.mark.parametrize(("row", "page", "expected"), DECIDED.values(), ids=DECIDED)
def test_the_letters_own_page_decides(
    row: dict[str, Any], page: dict[str, Any], expected: tuple[object, object]
) -> None:
    walk = make_walk(make_post(1, asked=ASKED, **row))

    walk.absorb(detail(**page))

    (letter,) = letters(walk)
    assert letter.detail_read
    assert (letter.state, letter.note) == expected
    assert letter.asked == ASKED


UNREAD = {
    "no answer": make_answer(f"{BOX}1.html", outcome=Outcome.RESET, purpose="letter"),
    "an article": make_answer(
        f"{BOX}1.html", make_reading(kind=PageKind.ARTICLE), purpose="letter"
    ),
    "a list of other letters": make_answer(
        f"{BOX}1.html",
        make_reading(
            kind=PageKind.INTERACTION_LIST,
            list_state=ListState.READ,
            posts=(make_post(9, state=UNANSWERED),),
        ),
        purpose="letter",
    ),
}


@pytest.mark.parametrize("answer", UNREAD.values(), ids=UNREAD)
def test_without_its_own_page_the_row_decides(answer: Answer) -> None:
    walk = make_walk(make_post(1, state=ANSWERED))

    walk.absorb(answer)

    (letter,) = letters(walk)
    assert (letter.state, letter.detail_read) == (ANSWERED, False)


def test_a_letter_is_proved_by_its_own_page_else_by_its_row() -> None:
    walk = make_walk(make_post(1, locator="tr:nth-child(2)"), make_post(2))
    walk.absorb(detail(2))

    _, _, unread, read = walk.evidence("column-1")

    assert [(p.url, p.locator) for p in unread.provenance] == [(BOX, "tr:nth-child(2)")]
    assert [p.url for p in read.provenance] == [f"{BOX}2.html"]


def test_bare_titles_are_letters_of_unknown_state() -> None:
    walk = make_walk(items=(make_entry(1, ASKED),))

    (letter,) = letters(walk)

    assert (letter.state, letter.asked) == (LetterState.UNKNOWN, ASKED)


def test_the_column_shows_the_newest_day_of_each_letter() -> None:
    walk = make_walk(make_post(1, asked=ASKED, replied=REPLIED, state=ANSWERED), make_post(2))

    fact = walk.evidence("column-1")[0].fact

    assert isinstance(fact, ColumnFact)
    assert fact.newest is not None
    assert fact.newest.value == REPLIED
    assert fact.items[1].undated is not None


def test_a_mailbox_says_how_far_it_was_read_back() -> None:
    whole = make_walk(make_post(1, asked=ASKED))
    part = make_walk(make_post(1, asked=ASKED), follow=next_page(f"{BOX}2"))
    undated = make_walk(make_post(1), make_post(2, asked=ASKED), follow=next_page(f"{BOX}2"))

    assert mailbox(whole).read_back_to == date.min
    assert mailbox(part).read_back_to == ASKED
    assert mailbox(undated).read_back_to is None


@pytest.mark.parametrize("state", [ListState.UNREADABLE, ListState.NONE, ListState.ELSEWHERE])
def test_a_mailbox_without_a_list_was_not_read_back(state: ListState) -> None:
    walk = make_walk(list_state=state)

    assert (mailbox(walk).letters, mailbox(walk).read_back_to) == (0, None)


@pytest.mark.parametrize(
    ("states", "only"),
    [((ANSWERED, ANSWERED), True), ((ANSWERED, UNANSWERED), False), ((), False)],
    ids=["all answered", "one open", "none shown"],
)
def test_a_selection_of_answered_letters_is_noted(
    *, states: tuple[LetterState, ...], only: bool
) -> None:
    walk = make_walk(*(make_post(n, state=s) for n, s in enumerate(states)))

    assert mailbox(walk).only_answered_shown == only


@pytest.mark.parametrize("named", [{"title": "来信选登"}, {"title": "局长信箱"}], ids=str)
def test_name_of_a_selection_outweighs_an_unknown_letter(named: dict[str, str]) -> None:
    walk = make_walk(make_post(1, state=ANSWERED), make_post(2), **named)
    walk.selections = ("选登",)

    assert mailbox(walk).only_answered_shown == ("选登" in named["title"])


UNREAD_REPLY = {
    "row says answered": ({"state": ANSWERED}, (ANSWERED, None)),
    "row says waiting": (
        {"state": UNANSWERED, "note": LetterNote.WAITING},
        (UNANSWERED, LetterNote.WAITING),
    ),
    "row is silent": ({}, (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD)),
}


@pytest.mark.parametrize(("row", "expected"), UNREAD_REPLY.values(), ids=UNREAD_REPLY)
def test_a_reply_that_was_not_read_leaves_the_row_to_tell(
    row: dict[str, Any], expected: tuple[object, object]
) -> None:
    walk = make_walk(make_post(1, asked=ASKED, **row))

    walk.absorb(detail(state=LetterState.UNKNOWN, note=LetterNote.REPLY_UNREAD))

    (letter,) = letters(walk)
    assert (letter.state, letter.note) == expected
    assert not letter.detail_read


def test_ids_of_the_evidence_are_told_apart() -> None:
    walk = make_walk(make_post(1), make_post(2))

    assert [one.id for one in walk.evidence("column-4")] == [
        "column-4",
        "column-4-mailbox",
        "column-4-letter-1",
        "column-4-letter-2",
    ]


def test_twice_as_many_letters_are_asked_where_the_list_says_nothing_the_oldest_before() -> None:
    days = [date(2026, 11, 20) - timedelta(days=30 * n) for n in range(14)]
    posts = [make_post(n, asked=day) for n, day in enumerate(days)]

    asked = [request.url for request in make_walk(*posts, max_letters=4).pending()]

    within = [post.url for post in posts if post.asked and post.asked >= HORIZON]
    assert asked == [*within[:5], *reversed(within[-3:])]
