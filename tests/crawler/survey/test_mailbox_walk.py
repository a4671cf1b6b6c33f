from datetime import date

import pytest

from crawler.survey.column_walk import ColumnTarget
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.mailbox_walk import MailboxWalk
from schema.types.column import Channel, ColumnClass
from schema.types.facts import ColumnFact, LetterFact, MailboxFact
from schema.types.reading import LetterNote, LetterState, ListState, PageKind, Post
from testkit.facts import HOME
from testkit.pages import make_answer, make_post, make_reading

URL = f"{HOME}xx/"
ASKED = date(2026, 10, 1)


def walk(*posts: Post) -> MailboxWalk:
    rows = ListWalk(
        target=ListTarget(
            name="县长信箱", url=URL, horizon=date(2025, 11, 22), max_pages=3, max_hops=2
        )
    )
    rows.start()
    target = ColumnTarget(
        name="县长信箱",
        url=URL,
        column_class=ColumnClass.CONSULT,
        registered=True,
        on_home=False,
    )
    made = MailboxWalk(target=target, channel=Channel.CONSULT, rows=rows, max_letters=5)
    made.absorb(
        make_answer(
            URL,
            make_reading(
                url=URL, kind=PageKind.INTERACTION_LIST, list_state=ListState.READ, posts=posts
            ),
        )
    )
    return made


def detail(made: MailboxWalk, post: Post) -> LetterFact:
    reading = make_reading(kind=PageKind.INTERACTION_DETAIL, posts=(post,))
    made.absorb(make_answer(post.url or "", reading, purpose="letter"))
    return letters(made)[0]


def letters(made: MailboxWalk) -> list[LetterFact]:
    return [one.fact for one in made.evidence("m") if isinstance(one.fact, LetterFact)]


def test_a_row_with_a_reply_date_needs_no_page_and_others_do() -> None:
    settled = make_post(1, state=LetterState.ANSWERED, asked=ASKED, replied=ASKED)
    closed = make_post(2, note=LetterNote.CLOSED)

    made = walk(settled, closed, make_post(3, asked=ASKED))

    assert [request.url for request in made.pending()] == [f"{HOME}xx/3.html"]


def test_the_page_decides_over_the_row() -> None:
    row = make_post(1, state=LetterState.UNANSWERED, note=LetterNote.IN_PROGRESS, asked=ASKED)
    made = walk(row)

    fact = detail(made, make_post(1, state=LetterState.ANSWERED, replied=date(2026, 10, 9)))

    assert (fact.state, fact.replied, fact.asked) == (
        LetterState.ANSWERED,
        date(2026, 10, 9),
        ASKED,
    )
    assert fact.detail_read


def test_a_done_word_over_a_page_without_reply_is_an_acknowledgement() -> None:
    made = walk(make_post(1, state=LetterState.ANSWERED, asked=ASKED))

    fact = detail(made, make_post(1, state=LetterState.UNANSWERED))

    assert (fact.state, fact.note) == (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("states", "only"),
    [
        ((LetterState.ANSWERED, LetterState.ANSWERED), True),
        ((LetterState.ANSWERED, LetterState.UNANSWERED), False),
        ((), False),
    ],
)
def test_a_selection_of_answered_letters_is_noted(
    states: tuple[LetterState, ...], *, only: bool
) -> None:
    made = walk(*(make_post(n, state=state, asked=ASKED) for n, state in enumerate(states)))

    facts = [one.fact for one in made.evidence("m") if isinstance(one.fact, MailboxFact)]

    assert [fact.only_answered_shown for fact in facts] == [only]


def test_a_letter_is_an_entry_of_its_column_by_its_newest_date() -> None:
    made = walk(make_post(1, asked=ASKED, replied=date(2026, 10, 9), state=LetterState.ANSWERED))

    column = next(one.fact for one in made.evidence("m") if isinstance(one.fact, ColumnFact))

    assert column.newest is not None
    assert column.newest.value == date(2026, 10, 9)
