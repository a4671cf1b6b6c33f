from typing import Any

import pytest

from crawler.policy.canonical import url_key
from schema.forms.merge import ImportPlan, column_changes, plan_import
from schema.types.column import Column, ColumnClass
from schema.types.ids import ColumnId, SiteId
from schema.types.register import ColumnRow, Place, RegisterFile, SiteRow
from schema.types.site import RunState, Site

HOME = "http://www.x.gov.cn/"
CODE = "4300000001"


def place(row: int, file: str = "a.xlsx", sheet: str | None = "表") -> Place:
    return Place(file=file, sheet=sheet, row=row)


def known(**changes: Any) -> Site:
    return Site(**{"id": SiteId(7), "home_url": HOME, "code": CODE, "name": "某县", **changes})


def site_row(row: Any = 2, **cells: Any) -> SiteRow:
    """Make a row in which only these cells are filled."""
    filled = {"home_url": HOME, **cells}
    return SiteRow(place=place(row), site=Site(id=None, **filled), stated=frozenset(filled))


def column_row(row: int = 2, *, code: str | None = CODE, site: str | None = None, **cells: Any
               ) -> ColumnRow:  # fmt: skip
    filled = {"name": "通知公告", "url": f"{HOME}tzgg/", **cells}
    column = Column(**{"id": None, "column_class": ColumnClass.OTHER, **filled})
    return ColumnRow(
        place=place(row), site_code=code, site_name=site, column=column, stated=frozenset(filled)
    )


def plan(sites: list[Site], *rows: SiteRow | ColumnRow) -> ImportPlan:
    file = RegisterFile(
        sites=tuple(row for row in rows if isinstance(row, SiteRow)),
        columns=tuple(row for row in rows if isinstance(row, ColumnRow)),
    )
    return plan_import(sites, file, url_key)


def reasons(made: ImportPlan) -> list[tuple[int, str | None, str]]:
    return [(one.place.row, one.column, one.reason) for one in made.rejects]


def test_an_unknown_site_is_new() -> None:
    row = site_row(name="某县")

    assert plan([], row).new_sites == [row.site]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"code": CODE}, id="by-code"),
        pytest.param({"home_url": "https://x.gov.cn/index.html"}, id="by-home"),
    ],
)
def test_a_site_is_known_by_its_code_or_its_home(cells: dict[str, str]) -> None:
    made = plan([known()], site_row(**cells))

    assert (made.new_sites, made.rejects) == ([], [])


def test_the_same_row_again_changes_nothing() -> None:
    made = plan([known()], site_row(code=CODE, name="某县"))

    assert (made.unchanged_sites, made.changed_sites, made.changes) == (1, [], [])


def test_every_changed_cell_is_told() -> None:
    made = plan([known(sponsor="旧")], site_row(code=CODE, name="某县", sponsor="新", city="某市"))

    assert made.changed_sites == [known(sponsor="新", city="某市")]
    assert made.changes == [f"{HOME}: sponsor '旧' → '新'", f"{HOME}: city (empty) → '某市'"]


def test_an_empty_cell_never_wipes_what_is_known() -> None:
    site = known(
        is_portal=True, run_state=RunState.CLOSED, sponsor="某县政府办", extra={"icp": "1"}
    )

    made = plan([site], site_row())

    assert (made.unchanged_sites, made.changed_sites) == (1, [])


def test_a_row_that_states_everything_may_take_a_flag_back() -> None:
    row = SiteRow(place=place(2), site=Site(id=None, home_url=HOME))

    assert plan([known(is_portal=True)], row).changed_sites == [known(is_portal=False)]


def test_further_cells_are_added_to_those_known() -> None:
    made = plan([known(extra={"icp": "1"})], site_row(extra={"address": "某路"}))

    assert made.changed_sites[0].extra == {"icp": "1", "address": "某路"}
    assert made.changes == [f"{HOME}: address (empty) → '某路'"]


def test_personal_data_are_not_printed_when_they_change() -> None:
    made = plan([known()], site_row(extra={"contact_mobile": "13800000000"}))

    assert made.changes == [f"{HOME}: contact_mobile changed"]


def test_a_code_comes_to_a_site_that_had_none() -> None:
    assert plan([known(code=None)], site_row(code=CODE)).changed_sites == [known()]


def test_a_site_that_moved_keeps_its_id() -> None:
    made = plan([known()], site_row(code=CODE, home_url="http://new.gov.cn/"))

    assert made.changed_sites == [known(home_url="http://new.gov.cn/")]


@pytest.mark.parametrize(
    ("sites", "cells", "column"),
    [
        pytest.param([known()], {"code": "4300000002"}, "网站标识码", id="home-has-another-code"),
        pytest.param(
            [known(), known(id=SiteId(8), code="4300000002", home_url="http://y.gov.cn/")],
            {"code": "4300000002"},
            "网站标识码",
            id="code-of-another-site",
        ),
        pytest.param(
            [known(), known(id=SiteId(8), code=None, home_url="http://y.gov.cn/")],
            {"code": CODE, "home_url": "http://y.gov.cn/"},
            "网站标识码",
            id="moves-onto-another-site",
        ),
    ],
)
def test_a_row_that_contradicts_the_register_is_refused(
    sites: list[Site], cells: dict[str, str], column: str
) -> None:
    made = plan(sites, site_row(**cells))

    assert [one.column for one in made.rejects] == [column]
    assert (made.new_sites, made.changed_sites, made.unchanged_sites) == ([], [], 0)


@pytest.mark.parametrize("sites", [[], [known()]], ids=["new", "known"])
def test_two_rows_of_one_site_conflict_whether_it_is_known_or_not(sites: list[Site]) -> None:
    made = plan(
        sites,
        site_row(2, code=CODE),
        site_row(3, code=CODE, home_url="http://other.gov.cn/"),
        site_row(4, home_url="https://x.gov.cn/index.html"),
    )

    assert reasons(made) == [
        (3, "网站标识码", "the same code stands in row 2"),
        (4, "首页网址", "the same home address stands in row 2"),
    ]
    assert len(made.new_sites) + made.unchanged_sites == 1


def test_nobody_moves_into_an_address_that_its_owner_leaves_in_the_same_file() -> None:
    made = plan(
        [known()],
        site_row(2, code=CODE, home_url="http://new.gov.cn/"),
        site_row(3, code="4300000002"),
    )

    assert [row for row, _, _ in reasons(made)] == [3]


def test_columns_find_their_site_by_code_or_by_name() -> None:
    made = plan([known()], column_row(2), column_row(3, code=None, site="某县", url=f"{HOME}zcwj/"))

    assert {home: [row.column.url for row in rows] for home, rows in made.columns.items()} == {
        url_key(HOME): [f"{HOME}tzgg/", f"{HOME}zcwj/"]
    }


def test_columns_find_a_site_of_the_same_file_under_its_new_address() -> None:
    moved = site_row(2, code=CODE, home_url="http://new.gov.cn/")

    assert list(plan([known()], moved, column_row(3)).columns) == ["new.gov.cn/"]


def test_a_changed_site_is_still_one_site_by_its_name() -> None:
    made = plan([known()], site_row(sponsor="新"), column_row(code=None, site="某县"))

    assert made.rejects == []
    assert len(made.columns) == 1


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        pytest.param(
            column_row(code="4300000009"), "网站标识码", "no site has the code", id="code"
        ),
        pytest.param(column_row(code=None, site="乙"), "网站名称", "no site", id="name"),
        pytest.param(column_row(code=None, site="某县"), "网站名称", "2 sites", id="namesakes"),
    ],
)
def test_a_column_of_nobody_is_refused(row: ColumnRow, column: str, reason: str) -> None:
    made = plan([known(), known(id=SiteId(8), code=None, home_url="http://y.gov.cn/")], row)

    assert [one.column for one in made.rejects] == [column]
    assert made.rejects[0].reason.startswith(reason)


def test_the_same_column_address_twice_is_refused() -> None:
    elsewhere = ColumnRow(
        place=place(9, file="b.csv", sheet=None), site_code=CODE, site_name=None,
        column=column_row().column,
    )  # fmt: skip

    made = plan([known()], column_row(2), column_row(3, name="x"), elsewhere)

    assert reasons(made) == [
        (3, "栏目地址", "the same address stands in row 2"),
        (9, "栏目地址", "the same address stands in row 2 of a.xlsx"),
    ]


def registered(**changes: Any) -> dict[str, Column]:
    column = Column(**{
        "id": ColumnId(5), "name": "通知公告", "url": f"{HOME}tzgg/",
        "column_class": ColumnClass.NOTICE, "class_given": "通知公告", "update_days": 30,
        "monitored": False, **changes,
    })  # fmt: skip
    return {url_key(column.url): column}


def test_a_new_column_is_new() -> None:
    row = column_row()

    assert column_changes({}, [row], url_key) == ([row.column], [], 0)


def test_the_same_column_row_again_changes_nothing() -> None:
    assert column_changes(registered(), [column_row()], url_key) == ([], [], 1)


def test_a_changed_column_keeps_its_id_and_what_the_row_leaves_empty() -> None:
    rows = [column_row(name="公告栏", update_days=14)]

    _, changed, _ = column_changes(registered(), rows, url_key)

    assert changed == list(registered(name="公告栏", update_days=14).values())
