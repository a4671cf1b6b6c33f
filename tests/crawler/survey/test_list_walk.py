from datetime import date
from typing import Any

import pytest

from crawler.survey.answer import Answer
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListItem, ListState, PageKind
from testkit.facts import HOME, make_claim
from testkit.list_walks import COLUMN, HORIZON, OLD, TODAY, asked, elsewhere, hop, make_walk, rows
from testkit.pages import make_answer, make_entry, make_post, make_reading, next_page


def test_a_list_without_a_next_page_was_read_whole() -> None:
    walk = make_walk()

    walk.absorb(rows(make_entry(1, TODAY)))

    assert (walk.pending, walk.state, walk.complete_to()) == ([], ListState.READ, date.min)


def test_an_ordered_list_is_complete_down_to_its_last_row() -> None:
    walk = make_walk()

    walk.absorb(rows(make_entry(2, TODAY), make_entry(1, OLD), follow=next_page(f"{COLUMN}2")))

    assert walk.pending == []
    assert walk.complete_to() == OLD


def test_an_unordered_list_proves_nothing_below_its_rows() -> None:
    walk = make_walk()
    fresh = rows(make_entry(1, TODAY), ordered_by_date=False, follow=next_page(f"{COLUMN}2"))

    walk.absorb(fresh)

    assert walk.pending == []
    assert walk.complete_to() is None


def test_an_unordered_list_of_old_entries_is_read_on() -> None:
    walk = make_walk()
    old = rows(make_entry(1, OLD), ordered_by_date=False, follow=next_page(f"{COLUMN}2"))

    walk.absorb(old)

    assert asked(walk) == [f"{COLUMN}2"]
    assert walk.pending[0].referer == COLUMN


def test_a_pinned_entry_is_no_sign_of_order() -> None:
    walk = make_walk()
    pin = ListItem(title="置顶", url=f"{HOME}pin.html", date=make_claim(OLD), pinned=True)

    walk.absorb(rows(pin, make_entry(1, TODAY), follow=next_page(f"{COLUMN}2")))

    assert walk.complete_to() == TODAY


def test_reading_on_ends_at_the_bound_of_pages() -> None:
    walk = make_walk(max_pages=3)

    for number in range(1, 10):
        if not walk.pending:
            break
        url = walk.pending[0].url
        walk.absorb(rows(make_entry(number), url=url, follow=next_page(f"{COLUMN}{number + 1}")))

    assert len(walk.answers) == 3
    assert walk.complete_to() is None


def test_a_later_page_that_fails_takes_the_proof_of_completeness() -> None:
    walk = make_walk()
    walk.absorb(rows(make_entry(1), follow=next_page(f"{COLUMN}2")))

    walk.absorb(make_answer(f"{COLUMN}2", outcome=Outcome.RESET))

    assert walk.state is ListState.READ
    assert walk.complete_to() is None


FAILED = {
    "no answer": make_answer(COLUMN, outcome=Outcome.CONNECT_TIMEOUT),
    "forbidden": make_answer(COLUMN, outcome=Outcome.ROBOTS_DISALLOWED),
    "shield": make_answer(COLUMN, make_reading(page_class=PageClass.CHALLENGE)),
    "soft 404": make_answer(
        COLUMN, make_reading(page_class=PageClass.SOFT_404, list_state=ListState.EMPTY)
    ),
    "empty body": make_answer(COLUMN, make_reading(page_class=PageClass.EMPTY)),
}


@pytest.mark.parametrize("answer", FAILED.values(), ids=FAILED)
def test_what_could_not_be_read_is_unreadable_and_never_empty(answer: Answer) -> None:
    walk = make_walk()

    walk.absorb(answer)

    assert walk.state is ListState.UNREADABLE
    assert walk.reason
    assert walk.complete_to() is None


def test_a_page_that_says_so_is_empty() -> None:
    walk = make_walk()

    walk.absorb(make_answer(COLUMN, make_reading(list_state=ListState.EMPTY)))

    assert (walk.state, walk.complete_to()) == (ListState.EMPTY, date.min)


@pytest.mark.parametrize("state", [ListState.UNREADABLE, ListState.NONE, ListState.PARENT])
def test_the_end_of_a_page_without_rows_proves_nothing(state: ListState) -> None:
    walk = make_walk()

    walk.absorb(make_answer(COLUMN, make_reading(list_state=state)))

    assert walk.complete_to() is None


@pytest.mark.parametrize("to", [COLUMN, f"{COLUMN}frame.html"], ids=["itself", "ring"])
def test_frames_that_lead_round_in_a_ring_end(to: str) -> None:
    walk = make_walk(max_hops=3)

    for _ in range(20):
        if not walk.pending:
            break
        url = walk.pending[0].url
        walk.absorb(elsewhere(url, COLUMN if url == to else to))

    assert walk.pending == []
    assert (walk.state, walk.complete_to()) == (ListState.ELSEWHERE, None)


def test_elsewhere_without_an_address_stays_elsewhere() -> None:
    walk = make_walk()

    walk.absorb(make_answer(COLUMN, make_reading(list_state=ListState.ELSEWHERE)))

    assert (walk.pending, walk.state) == ([], ListState.ELSEWHERE)
    assert walk.complete_to() is None


def test_hops_are_followed_as_far_as_the_bound() -> None:
    walk = make_walk(max_hops=2)

    for number in range(1, 10):
        if not walk.pending:
            break
        walk.absorb(hop(walk.pending[0].url, f"{COLUMN}{number}.html"))

    assert [answer.request.url for answer in walk.answers] == [
        COLUMN,
        f"{COLUMN}1.html",
        f"{COLUMN}2.html",
    ]
    assert walk.complete_to() is None


@pytest.mark.parametrize(
    "reading",
    [{"in_part": True}, {"above": ("首页", "通知公告")}, {"rival": HORIZON}],
    ids=["its_rows", "its_crumbs", "newer_entries"],
)
def test_a_list_of_a_part_of_the_column_proves_nothing_of_the_whole(reading: Any) -> None:
    walk = make_walk()

    walk.absorb(rows(make_entry(1, OLD), **reading))

    assert (walk.state, walk.complete_to()) == (ListState.READ, None)


def test_newer_entries_beside_letters_are_no_letters() -> None:
    walk = make_walk()

    walk.absorb(rows(rival=TODAY, posts=(make_post(1, asked=OLD),)))

    assert walk.complete_to() == date.min


def test_newer_entries_that_nobody_asks_about_leave_the_list_as_it_is() -> None:
    walk = make_walk()

    walk.absorb(rows(make_entry(1, OLD), rival=date(2025, 1, 5), above=("首页",)))

    assert walk.complete_to() == date.min


def test_one_article_is_a_single_page() -> None:
    walk = make_walk()

    walk.absorb(make_answer(COLUMN, make_reading(kind=PageKind.ARTICLE)))

    assert walk.state is ListState.SINGLE


def test_letters_are_read_back_to_the_horizon() -> None:
    walk = make_walk(max_pages=9)
    letters = (make_post(1, asked=TODAY),)
    reading = make_reading(list_state=ListState.READ, posts=letters, follow=next_page(f"{COLUMN}2"))
    walk.absorb(make_answer(COLUMN, reading))
    went_on = asked(walk)

    older = make_reading(
        list_state=ListState.READ,
        posts=(make_post(2, asked=OLD),),
        follow=next_page(f"{COLUMN}3"),
    )
    walk.absorb(make_answer(f"{COLUMN}2", older))

    assert went_on == [f"{COLUMN}2"]
    assert walk.pending == []
    assert walk.complete_to() == OLD
