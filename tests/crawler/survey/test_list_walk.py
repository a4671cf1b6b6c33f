from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.survey.answer import Answer
from schema.types.dates import DateClaim
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import Follow, ListItem, ListState, PageKind
from testkit.facts import HOME, make_claim
from testkit.list_walks import COLUMN, HORIZON, OLD, TODAY, asked, elsewhere, hop, make_walk, rows
from testkit.pages import make_answer, make_entry, make_post, make_reading, next_page


def test_it_begins_with_the_column_itself() -> None:
    walk = make_walk()

    assert asked(walk) == [COLUMN]
    assert walk.first is None


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


def test_a_pager_that_loops_is_noticed() -> None:
    walk = make_walk(max_pages=9)
    walk.absorb(rows(make_entry(1), follow=next_page(f"{COLUMN}2")))

    walk.absorb(rows(make_entry(1), url=f"{COLUMN}2", follow=next_page(f"{COLUMN}3")))

    assert walk.pending == []
    assert "repeats" in walk.reason
    assert not walk.ended
    assert len(walk.items) == 1


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


def test_rows_are_fetched_from_where_the_family_names_them() -> None:
    walk = make_walk()
    walk.absorb(elsewhere(COLUMN, f"{HOME}data/list.json"))

    wanted = walk.pending[0]
    data = make_reading(
        page_class=PageClass.NOT_HTML, list_state=ListState.READ, items=(make_entry(1, TODAY),)
    )
    walk.absorb(make_answer(wanted.url, data))

    assert (wanted.url, wanted.referer) == (f"{HOME}data/list.json", COLUMN)
    assert (walk.state, len(walk.items), walk.complete_to()) == (ListState.READ, 1, date.min)
    assert walk.first is not None
    assert walk.first.request.url == COLUMN


def test_rows_by_post_carry_their_form() -> None:
    walk = make_walk()
    follow = (Follow(url=f"{HOME}q", purpose="rows", method="POST", form=(("page", "1"),)),)

    walk.absorb(make_answer(COLUMN, make_reading(list_state=ListState.ELSEWHERE, follow=follow)))

    assert (walk.pending[0].method, walk.pending[0].form) == ("POST", (("page", "1"),))


@pytest.mark.parametrize(
    ("submitted", "sent"), [(True, ("gb18030", False)), (False, ("", True))], ids=["form", "script"]
)
def test_a_form_that_a_browser_submits_goes_out_in_the_pages_encoding(
    submitted: bool,  # noqa: FBT001 - a table
    sent: tuple[str, bool],
) -> None:
    walk = make_walk()
    step = Follow(
        url=f"{HOME}q", purpose="rows", method="POST", form=(("a", "通知"),), submitted=submitted
    )
    page = make_reading(list_state=ListState.ELSEWHERE, follow=(step,), charset="gb18030")

    walk.absorb(make_answer(COLUMN, page))

    asks = walk.pending[0]
    assert (asks.form_charset, asks.by_script) == sent
    assert asks.referer == COLUMN


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


def test_a_hop_out_of_the_folder_makes_the_column_a_parent() -> None:
    walk = make_walk()
    walk.absorb(hop(COLUMN, f"{HOME}other/list.html"))

    walk.absorb(rows(make_entry(1, TODAY), url=f"{HOME}other/list.html"))

    assert walk.state is ListState.PARENT


@pytest.mark.parametrize(
    ("led_to", "state"),
    [
        (f"{COLUMN}gg/", ListState.PARENT),
        (f"{COLUMN.replace('http:', 'https:')}gg/index.html", ListState.PARENT),
        (f"{COLUMN}index.html", ListState.READ),
        (f"{COLUMN}202611/", ListState.READ),
        (f"{HOME}other/", ListState.READ),
    ],
)
def test_a_redirect_to_a_child_makes_the_column_a_parent(led_to: str, state: ListState) -> None:
    walk = make_walk()
    answer = rows(make_entry(1, TODAY))

    walk.absorb(replace(answer, page=replace(answer.page, final_url=led_to)))

    assert walk.state is state


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


def test_entries_without_an_address_are_told_apart_by_their_titles() -> None:
    walk = make_walk()
    date_claim: DateClaim = make_claim(TODAY)
    one = ListItem(title="甲", url=None, date=date_claim)
    two = ListItem(title="乙", url=None, date=date_claim)

    walk.absorb(rows(one, two, one))

    assert [item.title for item in walk.items] == ["甲", "乙"]


def test_a_row_is_an_entry_and_a_letter_at_once() -> None:
    walk = make_walk()
    entry, letter = make_entry(1), make_post(1, url=make_entry(1).url, title=make_entry(1).title)

    walk.absorb(rows(entry, posts=(letter,)))

    assert (walk.items, walk.posts) == ([entry], [letter])
