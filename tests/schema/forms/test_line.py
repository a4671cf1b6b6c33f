import pytest

from config.form_files import load_forms
from crawler.policy.canonical import normalised
from schema.forms.headings import find_table
from schema.forms.line import Line, RefusedRow
from schema.forms.sheet import Row, Sheet
from schema.types.register import Place

FORMS = load_forms()
HEADER = ["序号", "网站标识码", "网站名称", "首页网址", "跳转网址", "是否门户", "附注"]


def line(*texts: str, flaws: dict[int, str] | None = None, hidden: bool = False) -> Line:
    header = Row(number=3, cells=dict(enumerate(HEADER, 1)))
    cells = {column: text for column, text in enumerate(texts, 1) if text}
    row = Row(number=7, cells=cells, flaws=flaws or {}, hidden=hidden)
    table = find_table(Sheet(name="表", rows=(header, row)), FORMS)
    assert table is not None
    return Line(table, row, Place(file="a.xlsx", sheet="表", row=7))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["注：本表由各单位填写"], id="note"),
        pytest.param(["", "说明", "逐栏填写"], id="explanation"),
        pytest.param(["合计", "3", "3个"], id="sum"),
        pytest.param(["填报人：张三", "", "审核人：李四"], id="signatures"),
        pytest.param(["注1.首页网址须完整"], id="numbered-note"),
    ],
)
def test_notes_sums_and_signatures_are_no_rows(texts: list[str]) -> None:
    assert line(*texts).is_note


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["", "", "注册会计师协会"], id="a-name-that-begins-like-a-note"),
        pytest.param(["注：", "", "某市", "http://a.gov.cn/"], id="with-an-address"),
        pytest.param(["1", "4300000001", "某市"], id="no-address"),
    ],
)
def test_a_register_row_is_never_taken_for_a_note(texts: list[str]) -> None:
    assert not line(*texts).is_note


def test_a_row_with_only_its_number_is_empty() -> None:
    assert line("5").empty


def test_a_row_with_only_an_unreadable_cell_is_not_empty() -> None:
    assert not line(flaws={3: "the error #N/A"}).empty


def test_the_header_repeated_on_a_later_page_is_known() -> None:
    assert line(*HEADER).repeats_header


def test_the_number_does_not_tell_two_rows_apart() -> None:
    assert line("1", "", "甲").key == line("2", "", "甲").key
    assert line("1", "", "甲").key != line("1", "", "乙").key


def test_an_unreadable_cell_refuses_the_row_with_its_address() -> None:
    with pytest.raises(RefusedRow, match="cell C7 holds a formula"):
        line(flaws={3: "a formula"}).check_flaws()


def test_an_unreadable_cell_of_a_column_that_is_not_read_does_no_harm() -> None:
    line(flaws={1: "a formula", 7: "a formula"}).check_flaws()


def test_a_hidden_row_is_remarked() -> None:
    one = line("1", hidden=True)

    one.check_flaws()

    assert "hidden" in one.remarks[0].text


def test_a_missing_address_refuses_the_row() -> None:
    with pytest.raises(RefusedRow, match="empty"):
        line("1").url("home_url", normalise=normalised)
    with pytest.raises(RefusedRow, match="'无'"):
        line("1", "", "", "无").url("home_url", normalise=normalised)


def test_an_optional_address_that_cannot_be_read_is_left_out_with_a_remark() -> None:
    one = line("1", "", "", "", "见首页")

    assert one.optional_url("jump_url", normalised) is None
    assert [(r.column, "left out" in r.text) for r in one.remarks] == [("跳转网址", True)]


@pytest.mark.parametrize(
    ("word", "value", "stated", "remarks"),
    [
        ("是", True, True, 0),
        ("否", False, True, 0),
        ("", False, False, 0),
        ("也许", False, False, 1),
    ],
)
def test_a_flag_is_stated_only_by_a_known_word(
    word: str, *, value: bool, stated: bool, remarks: int
) -> None:
    one = line("1", "", "", "", "", word)

    assert one.flag("is_portal", default=False) is value
    assert ("is_portal" in one.stated) is stated
    assert len(one.remarks) == remarks


def test_a_remark_names_the_heading_of_the_file() -> None:
    one = line("1", "", "", "", "", "也许")

    one.flag("is_portal", default=False)

    assert one.remarks[0].column == "是否门户"
    assert one.remarks[0].place.row == 7


def test_a_lost_code_is_no_code() -> None:
    one = line("1", "4.3E+09")

    assert one.code("code") is None
    assert one.remarks[0].column == "网站标识码"
