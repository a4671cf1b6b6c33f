"""New publications of a homepage, told from the letters that it shows."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from audit.case.casefile import CaseFile, open_case
from audit.case.publications import Publications, page_of
from schema.types.column import ColumnClass
from schema.types.facts import ColumnFact, Fact, ItemFact
from schema.types.navigation import FoundColumn, Leaves, Match, NavigationFact
from testkit.facts import AT, HOME, make_claim, make_column, make_evidence, make_letter

TODAY = date(2026, 11, 23)
SINCE = TODAY - timedelta(days=14)
NEW, OLD = TODAY - timedelta(days=1), TODAY - timedelta(days=15)


def item(path: str | None, day: date = NEW) -> ItemFact:
    url = None if path is None else HOME + path
    return ItemFact(title=f"{path}", url=url, date=make_claim(day), undated=None)


def shown(*items: ItemFact) -> ColumnFact:
    return make_column(name="首页", url=HOME, column_class=ColumnClass.HOME, items=items)


def box(path: str = "hdjl/xx/") -> ColumnFact:
    return make_column(url=HOME + path, column_class=ColumnClass.CONSULT, items=())


def case_of(*facts: Fact) -> CaseFile:
    rows = [make_evidence(fact, number) for number, fact in enumerate(facts, 1)]
    return open_case(rows, as_of=AT)


def told(*facts: Fact) -> tuple[set[object], set[object]]:
    """Give the publications and the letters of the first column."""
    case = case_of(*facts)
    found = Publications.of(case, SINCE)
    return set(found.new_in(case.columns[0])), set(found.new_letters_in(case.columns[0]))


def pages(*paths: str) -> set[object]:
    return {f"example.gov.cn/{path}" for path in paths}


def test_only_what_is_new_is_named() -> None:
    assert told(shown(item("a.html"), item("b.html", OLD))) == (pages("a.html"), set())


def test_an_entry_without_an_address_is_named_by_its_title() -> None:
    assert told(shown(item(None))) == ({(HOME, "None")}, set())


def test_everything_in_a_mailbox_is_a_letter() -> None:
    full = make_column(column_class=ColumnClass.COMPLAINT, items=(item("x/1.html"),))

    assert told(full) == (set(), pages("x/1.html"))


@pytest.mark.parametrize(
    "others",
    [
        pytest.param((make_letter(url=f"{HOME}xx/1.html"),), id="a letter that was met"),
        pytest.param((box("xx/"),), id="in a mailbox's folder"),
        pytest.param((box("xx/1.html"),), id="the mailbox itself"),
    ],
)
def test_a_letter_on_the_homepage_is_told_by_its_address(others: Sequence[Fact]) -> None:
    assert told(shown(item("xx/1.html"), item("a.html")), *others) == (
        pages("a.html"),
        pages("xx/1.html"),
    )


def found(path: str, kind: ColumnClass, leaves: Leaves = Leaves.NO) -> FoundColumn:
    return FoundColumn(
        name="", url=HOME + path, column_class=kind, breadcrumb=(), leaves=leaves, match=Match.NONE
    )


def test_a_mailbox_that_only_the_menu_names_tells_its_letters_too() -> None:
    menu = NavigationFact(registered=1, found=(found("xx/", ColumnClass.CONSULT),), unfound=())

    assert told(shown(item("xx/1.html")), menu) == (set(), pages("xx/1.html"))


def test_the_nearest_column_decides() -> None:
    """意见征集 stands in the folder of 互动交流 and lists what the office writes."""
    nearer = make_column(url=f"{HOME}hdjl/yjzj/", column_class=ColumnClass.SURVEY, items=())

    assert told(shown(item("hdjl/yjzj/1.html"), item("hdjl/1.html")), box("hdjl/"), nearer) == (
        pages("hdjl/yjzj/1.html"),
        pages("hdjl/1.html"),
    )


def test_a_folder_that_holds_more_than_letters_tells_nothing() -> None:
    list_beside = make_column(url=f"{HOME}xx/index.html", column_class=ColumnClass.NEWS, items=())

    assert told(shown(item("xx/1.html")), box("xx/"), list_beside) == (pages("xx/1.html"), set())


def test_one_page_has_one_name_under_every_scheme_and_session() -> None:
    assert page_of("http://www.a.cn/x.html;jsessionid=0A1B") == page_of("https://a.cn/x.html")
