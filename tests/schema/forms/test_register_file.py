import json
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from xlwt import Workbook as OldWorkbook  # type: ignore[attr-defined]

from config.form_files import load_forms
from crawler.policy.canonical import normalised, url_key
from schema.forms.cells import read_date
from schema.forms.grid import read_sheets
from schema.forms.merge import plan_import
from schema.forms.register_file import read_register
from schema.types.errors import FormError
from schema.types.form import Form
from schema.types.register import RegisterFile

FORMS = load_forms()
SUITE = Path(__file__).resolve().parents[4] / "shared" / "suites" / "import-xlsx-csv"
SITES = [
    ["政府网站基本信息表", "", ""],
    ["网站标识码", "网站名称", "首页网址"],
    ["4300000001", "甲县", "http://www.a.gov.cn/"],
    ["4300000002", "乙县", "http://www.b.gov.cn/"],
    ["注：本表由各单位填写"],
]
COLUMNS = [
    ["网站标识码", "栏目名称", "栏目地址", "一级分类"],
    ["4300000001", "公告", "http://www.a.gov.cn/gg/", "通知公告"],
]


def csv_of(rows: list[list[str]]) -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode()


def xlsx_of(**sheets: list[list[str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def xls_of(rows: list[list[str]]) -> bytes:
    book, out = OldWorkbook(), BytesIO()
    sheet = book.add_sheet("表")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    book.save(out)
    return out.getvalue()


def read(data: bytes, forms: tuple[Form, ...] = FORMS, name: str = "a.xlsx") -> RegisterFile:
    return read_register(name, data, forms=forms, normalise=normalised)


def reasons(found: RegisterFile) -> list[tuple[int, str | None, str]]:
    return [(one.place.row, one.column, one.reason) for one in found.rejects]


def remarks(found: RegisterFile) -> list[tuple[int, str | None, str]]:
    return [(one.place.row, one.column, one.text) for one in found.remarks]


@pytest.mark.parametrize(
    "data", [csv_of(SITES), xlsx_of(表=SITES), xls_of(SITES)], ids=["csv", "xlsx", "xls"]
)
def test_every_kind_of_file_gives_the_same_sites(data: bytes) -> None:
    found = read(data)

    assert [(row.place.row, row.site.code, row.site.home_url) for row in found.sites] == [
        (3, "4300000001", "http://www.a.gov.cn/"),
        (4, "4300000002", "http://www.b.gov.cn/"),
    ]
    assert (found.rejects, found.remarks) == ((), ())


def test_both_forms_may_stand_in_one_workbook() -> None:
    found = read(xlsx_of(网站=SITES, 栏目=COLUMNS, 填表说明=[["随便写"]]))

    assert (len(found.sites), len(found.columns)) == (2, 1)
    assert found.columns[0].place.sheet == "栏目"
    assert found.remarks == ()


def test_a_sheet_without_a_table_is_told() -> None:
    found = read(xlsx_of(网站=SITES, 其他=[["姓名", "年龄"]]))

    assert [(one.place.sheet, one.text) for one in found.remarks] == [
        ("其他", "the sheet holds no table of a form")
    ]


def test_a_bad_row_is_refused_with_its_place_and_the_rest_is_taken() -> None:
    found = read(csv_of([*SITES[:3], ["4300000003", "丙县", "无"], SITES[3]]))

    assert [row.place.row for row in found.sites] == [3, 5]
    assert reasons(found) == [(4, "首页网址", "'无' is no address")]


def test_remarks_of_a_refused_row_are_not_told() -> None:
    found = read(csv_of([*SITES[:2], ["99", "丙县", "无"]]))

    assert (len(found.rejects), found.remarks) == (1, ())


def test_an_exact_duplicate_is_refused_by_the_row_that_it_repeats() -> None:
    found = read(xlsx_of(一=SITES, 二=[SITES[1], SITES[2]]))

    assert [(one.place.sheet, one.reason) for one in found.rejects] == [
        ("二", "duplicate of row 3 of sheet 一")
    ]


def test_unknown_columns_are_told_and_not_kept() -> None:
    found = read(csv_of([["网站名称", "首页网址", "密码"], ["甲", "http://a.gov.cn/", "secret"]]))

    assert remarks(found) == [(1, None, "the column '密码' is not read")]
    assert "secret" not in str(found)


def test_a_table_without_names_or_sponsors_is_told() -> None:
    found = read(csv_of([["网站标识码", "首页网址"], ["4300000001", "http://a.gov.cn/"]]))

    assert remarks(found) == [(1, None, "there is no column 网站名称 或 主办单位")]


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        pytest.param([["栏目名称", "栏目地址"]], "网站标识码 或 网站名称", id="column"),
        pytest.param([["网站标识码", "网站名称", "主办单位", "省份"]], "首页网址", id="site"),
    ],
)
def test_a_table_that_lacks_a_required_heading_is_refused_whole(
    rows: list[list[str]], missing: str
) -> None:
    with pytest.raises(FormError, match=f"sheet 表: .*lacks {missing}$"):
        read(xlsx_of(表=rows))


def test_a_file_without_any_table_names_the_headings_that_were_looked_for() -> None:
    with pytest.raises(FormError, match="《政府网站基本信息表》 has 首页网址"):
        read("姓名,年龄\n张三,40\n".encode())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"http://www.a.gov.cn/\nwww.b.gov.cn\n\nbad one\n", id="text"),
        pytest.param(b"http://www.a.gov.cn/\r\nwww.b.gov.cn\r\n\r\nbad one", id="dos-text"),
        pytest.param(
            xlsx_of(表=[["http://www.a.gov.cn/"], ["www.b.gov.cn"], [], ["bad one"]]), id="xlsx"
        ),
    ],
)
def test_a_plain_list_of_addresses_is_a_list_of_sites(data: bytes) -> None:
    found = read(data)

    assert [(row.place.row, row.site.home_url) for row in found.sites] == [
        (1, "http://www.a.gov.cn/"),
        (2, "http://www.b.gov.cn/"),
    ]
    assert [row.stated for row in found.sites] == [frozenset({"home_url"})] * 2
    assert [row for row, _, _ in reasons(found)] == [4]


@pytest.mark.parametrize("title", ["网址", "首页网址", "地址列表", "url"])
def test_a_list_may_have_a_heading(title: str) -> None:
    found = read(f"{title}\nhttp://www.a.gov.cn/\nhttp://www.b.gov.cn/\n".encode())

    assert (len(found.sites), found.rejects) == (2, ())


def test_a_repeated_header_is_no_row() -> None:
    found = read(csv_of([*SITES[:3], SITES[1], SITES[3]]))

    assert (len(found.sites), found.rejects) == (2, ())


@given(
    order=st.permutations(range(3)),
    delimiter=st.sampled_from(",;\t"),
    charset=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_order_delimiter_and_charset_do_not_matter(
    order: list[int], delimiter: str, charset: str
) -> None:
    rows = [[row[index] for index in order] for row in SITES[1:4]]
    text = "\n".join(delimiter.join(row) for row in rows)

    found = read(text.encode(charset))

    assert [row.site for row in found.sites] == [row.site for row in read(csv_of(SITES)).sites]


@given(st.binary(max_size=400))
def test_any_bytes_give_a_register_or_one_sentence(data: bytes) -> None:
    found = None
    with suppress(FormError):
        found = read(data)

    assert found is None or found.sites or found.columns or found.rejects or found.remarks


# --- files written by others ------------------------------------------------------------------


@pytest.fixture(scope="module")
def suite_forms() -> tuple[Form, ...]:
    """Give the site form with the headings that the suite guessed beside ours."""
    site = FORMS[1]
    headings = {**site.headings, "contact_tel": ("办公电话",), "filled_on": ("填报日期",)}
    required = (*site.required, ("contact_tel",), ("filled_on",))
    return (site.model_copy(update={"headings": headings, "required": required}),)


def suite_file(name: str) -> bytes:
    if not (SUITE / "manifest.json").exists():
        pytest.skip("the suite of foreign workbooks is not here (../shared/suites)")
    return (SUITE / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("ok.xlsx", [2, 3, 4], []),
        ("formulas.xlsx", [], [2, 3, 4]),
        ("date-serials.xlsx", [2, 3, 4, 5, 6, 7], []),
        ("epoch-1904.xlsx", [2], []),
        ("codes.xlsx", [2, 3, 4, 5, 6, 7, 8, 9], []),
        ("merged-headers.xlsx", [4, 5], []),
        ("merged-values.xlsx", [2, 3, 4], []),
        ("million-empty-rows.xlsx", [2], []),
        ("duplicates.xlsx", [2, 4, 5, 6], [3]),
        ("url-cells.xlsx", [2, 3, 4, 5, 6, 10, 12, 13], [7, 8, 9, 11]),
        ("hidden.xlsx", [2, 3, 4], []),
        ("columns-reversed.xlsx", [2], []),
        ("columns-extra.xlsx", [2], []),
    ],
)
def test_foreign_workbooks_give_the_expected_rows(
    name: str, taken: list[int], refused: list[int], suite_forms: tuple[Form, ...]
) -> None:
    found = read(suite_file(name), suite_forms)

    assert [row.place.row for row in found.sites] == taken
    assert [one.place.row for one in found.rejects] == refused


def test_every_file_of_the_suite_is_tried() -> None:
    names = {entry["file"] for entry in json.loads(suite_file("manifest.json"))}
    (mark,) = test_foreign_workbooks_give_the_expected_rows.pytestmark  # type: ignore[attr-defined]

    assert names == {row[0] for row in mark.args[1]} | {"columns-missing.xlsx"}


def test_foreign_codes_are_repaired_or_flagged(suite_forms: tuple[Form, ...]) -> None:
    found = read(suite_file("codes.xlsx"), suite_forms)

    codes = {row.place.row: row.site.code for row in found.sites}
    assert {row: codes[row] for row in (4, 5, 6, 7, 8, 9)} == {
        4: "4300000003", 5: None, 6: "4300000005", 7: "4300000006", 8: "4300000007",
        9: "4300000008",
    }  # fmt: skip
    assert [row for row, column, _ in remarks(found) if column] == [2, 3, 5]


def test_foreign_formulas_are_named_by_their_cell(suite_forms: tuple[Form, ...]) -> None:
    found = read(suite_file("formulas.xlsx"), suite_forms)

    assert [one.reason.split()[1] for one in found.rejects] == ["B2", "F3", "D4"]


@pytest.mark.parametrize("name", ["date-serials.xlsx", "epoch-1904.xlsx"])
def test_foreign_dates_are_one_day(name: str, suite_forms: tuple[Form, ...]) -> None:
    data = suite_file(name)
    (sheet,) = read_sheets(name, data)

    days = {
        str(read_date(row.site.extra["filled_on"], date1904=sheet.date1904))
        for row in read(data, suite_forms).sites
    }
    assert days == {"2015-04-08"}


def test_a_foreign_merged_sponsor_reaches_every_row(suite_forms: tuple[Form, ...]) -> None:
    found = read(suite_file("merged-values.xlsx"), suite_forms)

    assert {row.site.sponsor for row in found.sites} == {"某市1局"}


def test_foreign_addresses_are_repaired_with_a_note_or_flagged(
    suite_forms: tuple[Form, ...],
) -> None:
    found = read(suite_file("url-cells.xlsx"), suite_forms)

    told = {row for row, column, _ in remarks(found) if column == "首页网址"}
    assert told == {2, 3, 4, 5, 6, 10, 12}


def test_foreign_variants_of_one_address_are_conflicts(suite_forms: tuple[Form, ...]) -> None:
    plan = plan_import([], read(suite_file("duplicates.xlsx"), suite_forms), url_key)

    assert [one.place.row for one in plan.rejects] == [5, 6]
    assert len(plan.new_sites) == 2


def test_what_is_hidden_is_told(suite_forms: tuple[Form, ...]) -> None:
    found = read(suite_file("hidden.xlsx"), suite_forms)

    hidden = [(one.place.sheet, one.place.row) for one in found.remarks if "hidden" in one.text]
    assert hidden == [("基本信息表", 3), ("隐藏", 1)]


def test_missing_columns_refuse_the_foreign_file_by_their_names(
    suite_forms: tuple[Form, ...],
) -> None:
    with pytest.raises(FormError, match=r"sheet 基本信息表: .*lacks 办公电话, 填报日期"):
        read(suite_file("columns-missing.xlsx"), suite_forms)
