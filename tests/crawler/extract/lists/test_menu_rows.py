import pytest

from crawler.extract.lists.menu_rows import has_bare_rows, is_menu, names_itself
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.dates import DateSource
from testkit.facts import AT, HOME, make_claim
from testkit.pages import make_entry

MENU = tuple(make_entry(n, title=f"栏目之{n}", url=f"{HOME}c{n}/") for n in range(4))


def test_a_menu_has_short_names_and_no_days() -> None:
    day = make_claim(AT.date(), source=DateSource.LIST_CELL)

    assert is_menu(MENU)
    assert not is_menu((make_entry(1, title="关于做好高层次人才申报工作的通知"),))
    assert not is_menu((*MENU, make_entry(5, title="公告", date=day)))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"{HOME}c3/", True),
        (f"{HOME}c3/index.html", True),
        (f"{HOME}c3/1.html", False),
        (None, False),
    ],
)
def test_a_menu_leads_to_the_page_that_it_stands_on(page: str | None, *, expected: bool) -> None:
    assert names_itself(MENU, page) is expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div><ul class='e2'></ul></div>", True),
        ("<ul><li>通知</li></ul>", False),
        ("<ul style='display:none'></ul>", False),
        ("<p></p>", False),
    ],
)
def test_a_place_for_rows_without_any_is_bare(markup: str, *, expected: bool) -> None:
    assert has_bare_rows(lay_blocks(parse(markup))) is expected
