from datetime import date

import pytest

from schema.types.outcome import PageClass
from schema.types.reading import Follow, ListState
from testkit.facts import HOME
from testkit.list_walks import COLUMN, TODAY, asked, elsewhere, make_walk
from testkit.pages import make_answer, make_entry, make_reading


def test_it_begins_with_the_column_itself() -> None:
    walk = make_walk()

    assert asked(walk) == [COLUMN]
    assert walk.first is None


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
