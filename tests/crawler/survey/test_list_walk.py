from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.rendered import RenderBudget
from schema.types.capture import RENDER
from schema.types.dates import DateClaim
from schema.types.ids import Digest
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import Follow, ListItem, ListState, PageKind
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_entry, make_post, make_reading, next_page

COLUMN = f"{HOME}tzgg/"
TODAY = date(2026, 11, 20)
OLD = date(2024, 1, 5)
HORIZON = date(2026, 5, 20)


def make_walk(max_pages: int = 3, max_hops: int = 2, renders: int = 0) -> ListWalk:
    target = ListTarget(
        name="通知公告", url=COLUMN, horizon=HORIZON, max_pages=max_pages, max_hops=max_hops
    )
    walk = ListWalk(target=target, budget=RenderBudget(left=renders))
    walk.start()
    return walk


def rows(*items: ListItem, url: str = COLUMN, **changes: Any) -> Answer:
    reading = make_reading(url=url, list_state=ListState.READ, items=items, **changes)
    return make_answer(url, reading)


def elsewhere(url: str, to: str) -> Answer:
    follow = (Follow(url=to, purpose="rows"),)
    return make_answer(url, make_reading(list_state=ListState.ELSEWHERE, follow=follow))


def hop(url: str, to: str) -> Answer:
    return make_answer(url, make_reading(follow=(Follow(url=to, purpose="hop"),)))


def asked(walk: ListWalk) -> list[str]:
    return [request.url for request in walk.pending]


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


def source(number: int) -> Follow:
    return Follow(url=f"{HOME}unit/{number}", purpose="rows")


def units() -> Answer:
    follow = (source(1), source(2))
    return make_answer(COLUMN, make_reading(list_state=ListState.ELSEWHERE, follow=follow))


def test_units_are_tried_until_one_has_dated_rows() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(rows(make_entry(1), url=source(1).url))
    assert asked(walk) == [source(2).url]

    walk.absorb(rows(make_entry(2, TODAY), url=source(2).url))

    assert (walk.state, [item.title for item in walk.items]) == (ListState.READ, ["第2号通知"])


def test_undated_rows_are_better_than_none() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(rows(make_entry(1), url=source(1).url))

    walk.absorb(make_answer(source(2).url, outcome=Outcome.CONNECT_TIMEOUT))

    assert (walk.state, len(walk.items)) == (ListState.READ, 1)


TWO = make_reading(
    list_state=ListState.ELSEWHERE,
    follow=tuple(Follow(url=f"{HOME}{name}", purpose="rows") for name in ("a", "b")),
)


@pytest.mark.parametrize(
    ("other", "complete"),
    [(TODAY, None), (OLD, date.min), (None, date.min)],
    ids=["newer", "old_too", "without_a_day"],
)
def test_other_units_are_asked_where_the_first_list_is_old(
    other: date | None, complete: date | None
) -> None:
    walk = make_walk()
    walk.absorb(make_answer(COLUMN, TWO))
    walk.absorb(rows(make_entry(1, OLD), url=f"{HOME}a"))
    went_on = asked(walk)

    walk.absorb(rows(make_entry(2, other), url=f"{HOME}b"))

    assert went_on == [f"{HOME}b"]
    assert (asked(walk), len(walk.items), walk.complete_to()) == ([], 1, complete)


def test_other_units_are_left_alone_where_the_first_list_has_news() -> None:
    walk = make_walk()
    walk.absorb(make_answer(COLUMN, TWO))

    walk.absorb(rows(make_entry(1, TODAY), url=f"{HOME}a"))

    assert (asked(walk), walk.complete_to()) == ([], date.min)


def test_units_that_were_not_asked_leave_an_old_list_unproved() -> None:
    walk = make_walk(max_hops=1)
    walk.absorb(make_answer(COLUMN, TWO))

    walk.absorb(rows(make_entry(1, OLD), url=f"{HOME}a"))

    assert (asked(walk), walk.complete_to()) == ([], None)


@pytest.mark.parametrize(
    ("content", "state"), [(False, ListState.EMPTY), (True, ListState.UNREADABLE)]
)
def test_a_page_with_content_is_not_empty_for_the_rows_it_has_from_elsewhere(
    state: ListState, *, content: bool
) -> None:
    walk = make_walk()
    named = elsewhere(COLUMN, f"{HOME}a").reading
    assert named is not None
    walk.absorb(make_answer(COLUMN, replace(named, content=content)))

    walk.absorb(make_answer(f"{HOME}a", make_reading(list_state=ListState.EMPTY)))

    assert walk.state is state


def test_one_unit_of_several_does_not_make_a_column_empty() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(make_answer(source(1).url, outcome=Outcome.CONNECT_TIMEOUT))

    walk.absorb(make_answer(source(2).url, make_reading(list_state=ListState.EMPTY)))

    assert walk.state is ListState.UNREADABLE


def test_list_that_goes_on_out_of_reach_has_no_end() -> None:
    walk = make_walk()

    walk.absorb(
        make_answer(
            COLUMN,
            make_reading(list_state=ListState.READ, items=(make_entry(1, TODAY),), more=True),
        )
    )

    assert walk.complete_to() == TODAY


def rendered(*items: ListItem, outcome: Outcome = Outcome.OK) -> Answer:
    state = ListState.READ if items else ListState.EMPTY
    answer = make_answer(COLUMN, make_reading(list_state=state, items=items), purpose=RENDER)
    page = replace(answer.page, rendered=True, outcome=outcome, reason="shown")
    return replace(answer, page=page)


def bare() -> Answer:
    return make_answer(COLUMN, make_reading(list_state=ListState.UNREADABLE))


def test_column_that_scripts_fill_is_read_as_a_browser_shows_it() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())
    assert [(one.url, one.purpose) for one in walk.pending] == [(COLUMN, RENDER)]

    walk.absorb(rendered(make_entry(1, TODAY)))

    assert (walk.state, len(walk.items), walk.pending) == (ListState.READ, 1, [])
    assert walk.complete_to() == TODAY


def test_column_rendered_without_a_row_is_not_empty() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())

    walk.absorb(rendered())

    assert walk.state is ListState.UNREADABLE
    assert "shown" in walk.reason


def test_column_rendered_in_part_proves_nothing() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())

    walk.absorb(rendered(make_entry(1, OLD), outcome=Outcome.OK_TRUNCATED))

    assert (walk.state, walk.items) == (ListState.UNREADABLE, [])


def test_column_that_was_read_is_not_rendered() -> None:
    walk = make_walk(renders=1)

    walk.absorb(rows(make_entry(1, TODAY)))

    assert walk.pending == []


def home_served_at(url: str, final_url: str | None = None) -> Answer:
    entries = (make_entry(1, TODAY),)
    reading = make_reading(list_state=ListState.READ, items=entries, follow=())
    made = make_answer(url, reading)
    page = replace(made.page, sha256=Digest("ab" * 32), final_url=final_url or url)
    return replace(made, page=page)


@pytest.mark.parametrize(
    "answer",
    [home_served_at(COLUMN), home_served_at(COLUMN, HOME)],
    ids=["under the column's address", "by a redirect"],
)
def test_the_homepage_in_a_columns_place_is_no_list_of_it(answer: Answer) -> None:
    walk = make_walk()
    walk.home = home_served_at(HOME)

    walk.absorb(answer)

    assert (walk.state, walk.items) == (ListState.UNREADABLE, [])
    assert "homepage" in walk.reason
    assert walk.complete_to() is None


def home_of(url: str, kind: PageKind = PageKind.HOME, entries: int = 6) -> Answer:
    """Give a homepage whose bytes differ each time it is asked for."""
    items = tuple(make_entry(number, TODAY) for number in range(entries))
    return make_answer(url, make_reading(kind=kind, list_state=ListState.PARENT, items=items))


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        pytest.param(home_of(COLUMN), ListState.UNREADABLE, id="the homepage with another clock"),
        pytest.param(home_of(COLUMN, entries=7), ListState.PARENT, id="another front page"),
        pytest.param(home_of(COLUMN, PageKind.COLUMN), ListState.PARENT, id="no front page"),
    ],
)
def test_the_homepage_is_known_by_its_entries_too(answer: Answer, state: ListState) -> None:
    walk = make_walk()
    walk.home = home_of(HOME)

    walk.absorb(answer)

    assert walk.state is state


def test_the_homepage_itself_may_be_a_column() -> None:
    home = replace(make_walk().target, url=HOME)
    walk = ListWalk(target=home, home=home_served_at(HOME))
    walk.start()

    walk.absorb(home_served_at(HOME))

    assert walk.state is ListState.READ


@pytest.mark.parametrize(
    ("column", "led_to", "state"),
    [
        ("list.asp?id=5", "list.asp?id=7", ListState.PARENT),
        ("list.asp?id=5", "list.asp?id=5", ListState.READ),
        ("tzgg/", "tzgg/index.html", ListState.READ),
        ("tzgg/", "xjtzgg/", ListState.PARENT),
    ],
)
def test_a_refresh_to_another_query_or_folder_makes_a_parent(
    column: str, led_to: str, state: ListState
) -> None:
    url, target = HOME + column, HOME + led_to
    walk = ListWalk(target=replace(make_walk().target, url=url))
    walk.start()

    walk.absorb(hop(url, target))
    walk.absorb(rows(make_entry(1, TODAY), url=target))

    assert walk.state is state
