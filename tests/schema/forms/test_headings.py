import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.form_files import load_forms
from schema.forms.headings import Table, Vocabulary, find_table, fold, without_brackets
from schema.forms.sheet import Row, Sheet, fill_down
from schema.types.form import Form

FORMS = load_forms()
COLUMN_FORM, SITE_FORM = FORMS
HALF_TO_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def table_of(*rows: list[str], forms: tuple[Form, ...] = FORMS) -> Table | None:
    return find_table(Sheet(name="a", rows=tuple(numbered(*rows))), forms)


def numbered(*rows: list[str]) -> list[Row]:
    return [
        Row(number=number, cells={c: text for c, text in enumerate(row, 1) if text})
        for number, row in enumerate(rows, start=1)
        if any(row)
    ]


def fields_of(*rows: list[str]) -> list[str]:
    table = table_of(*rows)
    assert table is not None
    return [table.fields[column] for column in sorted(table.fields)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("＊首页 网址：", "首页网址", id="star-space-colon"),
        pytest.param("首页\r\n网址", "首页网址", id="line-break"),
        pytest.param("首页ＵＲＬ", "首页url", id="full-width"),
        pytest.param("栏目（系统）名称", "栏目(系统)名称", id="brackets-stay"),
    ],
)
def test_headings_fold_to_what_they_say(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("folded", "bare"),
    [
        pytest.param("首页网址(必填)", "首页网址", id="one"),
        pytest.param("a(b(c))d", "ad", id="nested"),
        pytest.param("(网址)", "(网址)", id="nothing-else"),
        pytest.param("a(b", "a(b", id="open"),
    ],
)
def test_bracketed_remarks_are_dropped_unless_they_are_all(folded: str, bare: str) -> None:
    assert without_brackets(folded) == bare


@given(st.text("首页网址（）()【】：:＊* \u3000\n\u200bＡaURL", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


HEADINGS = [
    (form, name, heading)
    for form in FORMS
    for name, headings in form.headings.items()
    for heading in headings
]


@given(
    chosen=st.sampled_from(HEADINGS),
    blanks=st.lists(st.sampled_from(" \u3000\n\u00a0*"), max_size=3).map("".join),
    place=st.integers(0, 20),
    full_width=st.booleans(),
)
def test_every_heading_and_alias_is_known_however_it_is_set(
    chosen: tuple[Form, str, str], blanks: str, place: int, *, full_width: bool
) -> None:
    form, name, heading = chosen
    worn = heading[:place] + blanks + heading[place:] + "（填写）"
    worn = worn.translate(HALF_TO_FULL) if full_width else worn

    found = Vocabulary(form).field(worn)

    assert found is not None
    assert found[0] == name


def test_brackets_count_where_they_tell_two_fields_apart() -> None:
    form = Form(
        name="表", kind="site", edition="1", recognised_by=("a",), required=(("a",),), words={},
        headings={"a": ("电话(办公)",), "b": ("电话(手机)",)},
    )  # fmt: skip
    vocabulary = Vocabulary(form)

    assert vocabulary.field("电话（手机）") == ("b", 0)
    assert vocabulary.field("电话") is None


def test_columns_stand_in_any_order() -> None:
    assert fields_of(["主办单位", "首页网址", "网站名称"]) == ["sponsor", "home_url", "name"]


def test_titles_above_do_not_hide_the_header() -> None:
    table = table_of(["政府网站基本信息表"], ["填报单位：某市"], [], ["网站名称", "首页网址"])

    assert table is not None
    assert table.header.number == 4


def test_a_group_above_completes_a_short_heading() -> None:
    found = fields_of(
        ["网站", "", "负责人", "", "联系人", ""],
        ["名称", "地址", "姓名", "手机", "姓名", "手机"],
    )

    assert found == ["name", "home_url", "head_name", "head_mobile", "contact_name",
                     "contact_mobile"]  # fmt: skip


def test_a_heading_that_spans_two_rows_counts_in_the_lower_one() -> None:
    rows = numbered(["网站名称", "首页网址", "负责人", ""], ["", "", "姓名", "职务"])

    plain = find_table(Sheet(name=None, rows=tuple(rows)), FORMS)
    fill_down(rows, [])

    assert plain is not None
    assert plain.header.number == 2
    assert set(plain.headings) == {"name", "home_url", "head_name", "head_post"}


def test_the_form_is_told_by_its_headings() -> None:
    sites = table_of(["网站名称", "网址", "主办单位"])
    columns = table_of(["网站名称", "网址", "栏目名称"])

    assert sites is not None
    assert columns is not None
    assert (sites.form.kind, columns.form.kind) == ("site", "column")


def test_of_two_headings_for_one_field_the_official_one_is_read() -> None:
    table = table_of(["网址", "首页网址", "网站名称"])

    assert table is not None
    assert table.fields == {2: "home_url", 3: "name"}
    assert table.unknown == ("网址",)


def test_a_table_that_lacks_a_required_heading_says_which() -> None:
    sites = table_of(["网站标识码", "网站名称", "主办单位"], forms=(SITE_FORM,))
    columns = table_of(["栏目名称", "栏目地址", "一级分类"])

    assert sites is not None
    assert sites.missing == ("首页网址",)
    assert columns is not None
    assert columns.missing == ("网站标识码 或 网站名称",)


def test_a_wished_heading_is_named_too() -> None:
    table = table_of(["网站标识码", "首页网址"])

    assert table is not None
    assert table.missing == ()
    assert table.wished == ("网站名称 或 主办单位",)


def test_a_table_of_something_else_is_none() -> None:
    assert table_of(["姓名", "年龄", "备注"], ["张三", "40", ""]) is None


def test_a_header_far_below_is_not_looked_for() -> None:
    assert table_of(*[["文字"]] * 31, ["网站名称", "首页网址"]) is None
