from typing import Any

import pytest

from schema.types.column import ColumnClass
from schema.types.dates import DateSource, Undated
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from schema.types.verdict import Verdict


def answer(make: Any, *rows: Any) -> tuple[Verdict, str]:
    judgement = make.judge("V2", *rows)
    return judgement.verdict, judgement.reason


def home(make: Any, url: str = "home/", at: Any = None, **given: Any) -> Any:
    return make.column(url, at, on_home=True, **given)


def test_one_update_passes(make: Any) -> None:
    rows = (make.visit(), home(make), home(make, "b/", items=(make.item(14),)))

    assert answer(make, *rows) == (Verdict.PASS, "updated")


def test_no_update_in_any_home_column_fails(make: Any) -> None:
    rows = (make.visit(), home(make), home(make, "b/", items=(make.item(15),)))

    judgement = make.judge("V2", *rows)

    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "no_update")
    assert judgement.evidence == (rows[1].id, rows[2].id)
    assert judgement.explanation == (
        "2周内（自2026-11-09起）有更新的首页栏目0个，证实无更新2个，共2个；"
        "首页栏目均无更新，构成单项否决。"
    )


def front(make: Any, days_ago: int, entries: int = 6) -> Any:
    """Make the homepage's own entries, all of one day."""
    items = tuple(make.item(days_ago, url=f"{make.home}xw/{n}.html") for n in range(entries))
    return home(make, "", column_class=ColumnClass.HOME, items=items)


@pytest.mark.parametrize(
    ("days_ago", "entries", "given", "expected"),
    [
        pytest.param(40, 6, {}, Verdict.NEEDS_PERSON, id="all-shown-is-old"),
        pytest.param(3, 6, {}, Verdict.PASS, id="new-entries-shown"),
        pytest.param(40, 4, {}, Verdict.PASS, id="hardly-any-shown"),
        pytest.param(
            40, 6, {"column_class": ColumnClass.NEWS}, Verdict.PASS, id="news-in-the-menu"
        ),
        pytest.param(40, 6, {"shown": True}, Verdict.PASS, id="a-column-that-is-shown"),
    ],
)
def test_where_all_that_a_homepage_shows_is_old_a_menu_alone_passes_nobody(
    make: Any, days_ago: int, entries: int, given: dict[str, Any], expected: Verdict
) -> None:
    old = make.item(40, url=f"{make.home}xw/0.html")
    items = (make.item(3, url=f"{make.home}tj/1.html"), *((old,) if given.pop("shown", 0) else ()))
    menu = home(make, "tj/", **{"column_class": ColumnClass.STATISTICS, "items": items, **given})

    found, reason = answer(make, make.visit(), front(make, days_ago, entries), home(make), menu)

    assert found is expected
    assert reason == ("shown_columns_old" if expected is Verdict.NEEDS_PERSON else "updated")


def test_items_that_show_no_date_are_not_updated(make: Any) -> None:
    column = home(make, items=(make.item(undated=Undated.NONE_SHOWN),))

    assert answer(make, make.visit(), column)[0] is Verdict.FAIL


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"list_state": ListState.UNREADABLE}, id="unreadable"),
        pytest.param({"list_state": ListState.ELSEWHERE}, id="elsewhere"),
        pytest.param({"page_class": PageClass.CHALLENGE}, id="shield"),
        pytest.param({"outcome": Outcome.DEADLINE, "page_class": None}, id="not-fetched"),
        pytest.param({"complete_to": None}, id="read-in-part"),
        pytest.param({"list_state": ListState.EMPTY, "items": ()}, id="empty-once"),
    ],
)
def test_home_column_that_proves_nothing_holds_the_item_open(
    make: Any, given: dict[str, Any]
) -> None:
    rows = (make.visit(), home(make), home(make, "b/", **given))

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "home_columns_open")


GUIDES: dict[str, Any] = {"column_class": ColumnClass.GUIDE, "name": "办事指南"}
UNREAD: dict[str, Any] = {"list_state": ListState.UNREADABLE, "items": (), "complete_to": None}


def test_a_column_of_services_that_was_not_read_holds_nothing_open(make: Any) -> None:
    rows = (make.visit(), home(make), home(make, "b/", **GUIDES, **UNREAD))

    judgement = make.judge("V2", *rows)

    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "no_update")
    assert judgement.measure["columns"] == 1


@pytest.mark.parametrize(
    "given",
    [
        {**GUIDES, "name": "政务服务动态", **UNREAD},
        {**GUIDES, **UNREAD, "items": None},
    ],
    ids=["a-longer-name", "entries-were-seen"],
)
def test_a_column_that_may_publish_holds_the_item_open(make: Any, given: dict[str, Any]) -> None:
    if given["items"] is None:
        given = {
            **given,
            "items": (make.item(undated=Undated.UNREAD),),
            "list_state": ListState.READ,
        }

    rows = (make.visit(), home(make), home(make, "b/", **given))

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "home_columns_open")


def test_letters_left_waiting_in_a_column_of_the_homepage_may_hide_a_reply(make: Any) -> None:
    letters = home(make, "xx/", column_class=ColumnClass.CONSULT)

    assert answer(make, make.visit(), home(make), letters, make.limit(letters_only=True)) == (
        Verdict.UNDETERMINED,
        "survey_cut_short",
    )


def test_an_update_in_a_column_of_services_passes(make: Any) -> None:
    rows = (make.visit(), home(make), home(make, "b/", items=(make.item(2),), **GUIDES))

    assert answer(make, *rows) == (Verdict.PASS, "updated")


@pytest.mark.parametrize("given", [UNREAD, {}], ids=["unread", "old"])
def test_services_alone_are_no_home_columns(make: Any, given: dict[str, Any]) -> None:
    rows = (make.visit(), home(make, "b/", **GUIDES, **given))

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "no_home_columns")


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"undated": Undated.UNASSIGNED}, id="unassigned"),
        pytest.param({"undated": Undated.UNREAD}, id="unread"),
        pytest.param({"days_ago": 300, "source": DateSource.URL}, id="date-of-the-url"),
        pytest.param({"days_ago": 300, "inferred_year": True}, id="inferred-year"),
    ],
)
def test_item_in_doubt_never_fails(make: Any, item: dict[str, Any]) -> None:
    column = home(make, items=(make.item(300), make.item(**item)))

    assert answer(make, make.visit(), column) == (Verdict.UNDETERMINED, "home_columns_open")


def test_home_column_empty_in_two_visits_has_no_update(make: Any) -> None:
    empty: dict[str, Any] = {"list_state": ListState.EMPTY, "items": ()}
    rows = (home(make, "b/", **empty), home(make, "b/", make.later(), **empty))

    assert answer(make, make.visit(), home(make), *rows)[0] is Verdict.FAIL


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"list_state": ListState.PARENT}, id="parent"),
        pytest.param({"list_state": ListState.SINGLE}, id="single"),
        pytest.param({"list_state": ListState.LINKS_ONLY}, id="links-only"),
        pytest.param({"list_state": ListState.NONE}, id="no-list"),
        pytest.param({"exempt": "archive"}, id="exempt"),
    ],
)
def test_column_that_never_counts_cannot_fail_a_home_page(make: Any, given: dict[str, Any]) -> None:
    assert answer(make, make.visit(), home(make, **given)) == (
        Verdict.UNDETERMINED,
        "no_home_columns",
    )
    assert answer(make, make.visit(), home(make), home(make, "b/", **given))[0] is Verdict.FAIL


def test_links_to_other_hosts_are_no_update_unless_registered(make: Any) -> None:
    links: dict[str, Any] = {"list_state": ListState.LINKS_ONLY, "items": (make.item(1),)}

    assert answer(make, make.visit(), home(make, **links))[0] is Verdict.UNDETERMINED
    assert answer(make, make.visit(), home(make, registered=True, **links))[0] is Verdict.PASS


def test_update_elsewhere_is_no_update_of_the_home_page(make: Any) -> None:
    rows = (make.visit(), make.fresh_column())

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "no_home_columns")
    assert answer(make, *rows, home(make))[0] is Verdict.FAIL


@pytest.mark.parametrize(
    "counts", [word for word in CountsAs if word is not CountsAs.OPENED], ids=str
)
def test_homepage_that_did_not_open_decides_nothing(make: Any, counts: CountsAs) -> None:
    rows = (make.visit(counts_as=counts), home(make))

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "homepage_not_opened")


def test_proved_update_passes_even_where_the_homepage_did_not_open(make: Any) -> None:
    assert answer(make, make.failed_visit(), home(make, items=(make.item(2),)))[0] is Verdict.PASS


def test_survey_cut_short_never_fails(make: Any) -> None:
    limit = make.limit()
    judgement = make.judge("V2", make.visit(), home(make), limit)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "survey_cut_short")
    assert limit.id in judgement.evidence


def test_letters_that_were_left_waiting_hide_no_update(make: Any) -> None:
    assert answer(make, make.visit(), home(make), make.limit(letters_only=True)) == (
        Verdict.FAIL,
        "no_update",
    )


def test_update_in_a_survey_cut_short_still_passes(make: Any) -> None:
    rows = (make.visit(), home(make, items=(make.item(2),)), make.limit())

    assert answer(make, *rows)[0] is Verdict.PASS


def test_letters_of_the_public_are_no_update_and_no_proof_that_there_was_none(make: Any) -> None:
    box = home(make, "hdjl/xx/", column_class=ColumnClass.CONSULT, items=(make.item(1),))
    rows = (make.visit(), home(make), box)

    judgement = make.judge("V2", *rows)

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "letters_alone_new")
    assert "来信不算信息发布" in judgement.explanation


def test_a_letter_that_the_homepage_shows_is_told_by_its_mailbox(make: Any) -> None:
    letter = make.item(1, url=f"{make.home}hdjl/xx/2026/17.html")
    shown = make.column("", on_home=True, column_class=ColumnClass.HOME, items=(letter,))
    box = home(make, "hdjl/xx/", column_class=ColumnClass.CONSULT, items=(make.item(300),))

    assert answer(make, make.visit(), home(make), shown, box)[1] == "letters_alone_new"
    assert answer(make, make.visit(), home(make), shown)[0] is Verdict.PASS


def test_a_publication_beside_new_letters_passes(make: Any) -> None:
    box = home(make, "hdjl/xx/", column_class=ColumnClass.CONSULT, items=(make.item(1),))

    assert answer(make, make.visit(), home(make, items=(make.item(2),)), box)[0] is Verdict.PASS


def test_what_the_office_asks_its_public_is_a_publication(make: Any) -> None:
    survey = home(make, "hdjl/yjzj/", column_class=ColumnClass.SURVEY, items=(make.item(1),))

    assert answer(make, make.visit(), home(make), survey)[0] is Verdict.PASS


def test_new_letters_close_nothing_that_another_column_leaves_open(make: Any) -> None:
    box = home(make, "hdjl/xx/", column_class=ColumnClass.CONSULT, items=(make.item(1),))
    unread = home(make, "b/", list_state=ListState.UNREADABLE)

    assert answer(make, make.visit(), home(make), box, unread)[1] == "home_columns_open"


def test_a_mailbox_alone_cannot_fail_a_homepage(make: Any) -> None:
    box = home(make, "hdjl/xx/", column_class=ColumnClass.CONSULT, items=(make.item(300),))

    assert answer(make, make.visit(), box) == (Verdict.UNDETERMINED, "no_home_columns")
    assert answer(make, make.visit(), home(make), box)[0] is Verdict.FAIL
