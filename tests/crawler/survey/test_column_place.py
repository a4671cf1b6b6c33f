from dataclasses import replace

import pytest

from crawler.survey.answer import Answer
from crawler.survey.list_walk import ListWalk
from schema.types.ids import Digest
from schema.types.reading import ListState, PageKind
from testkit.facts import HOME
from testkit.list_walks import COLUMN, TODAY, hop, make_walk, rows
from testkit.pages import make_answer, make_entry, make_reading


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
