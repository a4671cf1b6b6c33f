from datetime import date

import pytest

from config.form_files import load_forms
from crawler.policy.canonical import normalised
from schema.forms.column_row import read_column
from schema.forms.headings import find_table
from schema.forms.line import Line, RefusedRow
from schema.forms.sheet import Row, Sheet
from schema.types.column import ColumnClass
from schema.types.register import ColumnRow, Place

COLUMN_FORM = load_forms()[0]
GOOD = {"网站标识码": "4300000001", "网站名称": "某县", "栏目名称": "通知公告",
        "栏目地址": "http://www.x.gov.cn/tzgg/"}  # fmt: skip


def line(**changes: str) -> Line:
    filled = {**GOOD, **changes}
    header = Row(number=1, cells=dict(enumerate(filled, 1)))
    row = Row(number=2, cells={c: t for c, t in enumerate(filled.values(), 1) if t})
    table = find_table(Sheet(name=None, rows=(header, row)), (COLUMN_FORM,))
    assert table is not None
    return Line(table, row, Place(file="a.csv", sheet=None, row=2))


def read(one: Line, *, date1904: bool = False) -> ColumnRow:
    return read_column(one, COLUMN_FORM, normalised, date1904=date1904)


def test_a_full_row_becomes_a_column_of_the_named_site() -> None:
    one = line(类型="系统", 一级分类="办事指南", 二级分类="在线系统", 更新周期="14天", 监测状态="0",
               是否导航栏目="是", 开设日期="2015.4.8", 跳转地址="http://y.gov.cn/")  # fmt: skip

    found = read(one)

    assert (found.site_code, found.site_name) == ("4300000001", "某县")
    column = found.column
    assert (column.id, column.name, column.url) == (None, "通知公告", GOOD["栏目地址"])
    assert (column.column_class, column.class_given) == (ColumnClass.GUIDE, "办事指南 / 在线系统")
    assert (column.is_system, column.navigation, column.monitored) == (True, True, False)
    assert (column.update_days, column.opened_on) == (14, date(2015, 4, 8))
    assert column.jump_url == "http://y.gov.cn/"
    assert one.remarks == []


def test_only_filled_cells_are_stated() -> None:
    assert read(line()).stated == frozenset({"name", "url"})
    assert read(line(监测状态="1", 类型="栏目", 分类="6")).stated == frozenset({
        "name", "url", "monitored", "is_system", "column_class", "class_given",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("通知公告", "", ColumnClass.NOTICE),
        ("公开专栏", "人事任免", ColumnClass.PERSONNEL),
        ("政策文件", "某某", ColumnClass.POLICY),
        ("DCZJ", "", ColumnClass.SURVEY),
    ],
)
def test_the_finer_known_class_decides(first: str, second: str, expected: ColumnClass) -> None:
    one = line(一级分类=first, 二级分类=second)

    assert read(one).column.column_class is expected
    assert one.remarks == []


@pytest.mark.parametrize("given", ["", "某某"])
def test_a_column_without_a_known_class_is_other_with_a_remark(given: str) -> None:
    one = line(一级分类=given)

    column = read(one).column

    assert (column.column_class, column.class_given) == (ColumnClass.OTHER, given or None)
    assert "其他" in one.remarks[0].text


@pytest.mark.parametrize(
    ("heading", "word", "field", "value"),
    [
        ("类型", "专题", "is_system", False),
        ("应更新天数", "每月", "update_days", None),
        ("监测状态", "?", "monitored", True),
        ("开设日期", "不详", "opened_on", None),
    ],
)
def test_an_unknown_word_is_remarked_and_the_default_stands(
    heading: str, word: str, field: str, value: object
) -> None:
    one = line(一级分类="通知公告", **{heading: word})

    found = read(one)

    assert getattr(found.column, field) == value
    assert field not in (found.stated or ())
    assert [remark.column for remark in one.remarks] == [heading]


def test_day_numbers_follow_the_workbook() -> None:
    assert read(line(开设日期="40640"), date1904=True).column.opened_on == date(2015, 4, 8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"栏目名称": ""}, "column_name", id="no-name"),
        pytest.param({"栏目地址": "/tzgg/"}, "column_url", id="relative-address"),
        pytest.param({"网站标识码": "", "网站名称": "无"}, "site_code", id="nobody's"),
    ],
)
def test_a_row_without_what_it_needs_is_refused(changes: dict[str, str], field: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        read(line(**changes))

    assert refused.value.field == field
