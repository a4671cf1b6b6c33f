from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from audit.report.sheet_xlsx import render


def opened(bundle: Any) -> Workbook:
    return load_workbook(BytesIO(render(bundle)))


def rows(book: Workbook, title: str) -> list[tuple[Any, ...]]:
    return list(book[title].iter_rows(values_only=True))


def official(bundle: Any) -> list[tuple[Any, ...]]:
    return rows(opened(bundle), "评分表")


def test_workbook_holds_the_official_table_and_its_worksheets(make: Any) -> None:
    assert opened(make.bundle(make.visit())).sheetnames == [
        "评分表",
        "问题清单",
        "列出未计入的栏目",
        "判定",
        "访问记录",
        "栏目",
        "链接",
        "来信",
        "证据",
        "说明",
    ]


def test_official_table_has_the_printed_columns_and_parts(make: Any) -> None:
    table = official(make.bundle(make.visit(), make.fresh_column(on_home=True)))
    firsts = [row[0] for row in table]

    assert table[0][0] == "全国政府网站普查评分表（2015年）"
    assert table[1][0] == "网站名称：某县人民政府"
    assert table[1][4] == "网站标识码：4300000001"
    assert table[3][0].startswith(
        "结论：未证实单项否决，尚有2项待定：V1、V4，得分尚未确定，在0分至95分之间。机器已判定"
    )
    assert table[4] == ("一级指标", "二级指标", "考察点", "扣分细则", "存在的问题", "扣分")
    assert firsts.index("第一部分　单项否决指标（出现任意一种情形即为不合格网站）") == 5
    assert firsts.index("第二部分　扣分指标") == 13
    assert firsts.index("得分") > firsts.index("扣分合计") > 13


def test_what_people_decided_stands_under_the_official_table(make: Any) -> None:
    plain = make.bundle(make.visit())
    line = "  [有效] V4 属实 张三：=有错字"

    def firsts(bundle: Any) -> list[Any]:
        return [row[0] for row in official(bundle)]

    assert line in firsts(replace(plain, reviewed=(line,)))
    assert [one for one in firsts(replace(plain, reviewed=(line,))) if one != line] == firsts(plain)


def test_points_stand_beside_the_problems_that_take_them(make: Any) -> None:
    table = official(make.bundle(make.visit(), make.fresh_column(on_home=True)))
    by_point = {row[2].split("〔")[-1]: row for row in table if row[2] and "〔" in row[2]}
    closing = {row[0]: row[4] for row in table if row[0] in {"扣分合计", "得分", "结论"}}

    assert by_point["B1〕"][5] == "5"
    assert by_point["B1〕"][4].startswith("【扣分】首页栏目信息更新总量不足")
    assert by_point["A1〕"][5] == "0至20"
    assert by_point["V1〕"][5] == "待定"
    assert by_point["V2〕"][5] == "否"
    assert closing == {"扣分合计": "至少5（未能查全）", "得分": "0至95", "结论": "无法判定"}


def test_vetoed_site_is_not_scored_any_further(make: Any) -> None:
    table = official(make.bundle(make.visit(), *(make.column(f"c{n}/") for n in range(5))))
    by_point = {row[2].split("〔")[-1]: row for row in table if row[2] and "〔" in row[2]}

    assert by_point["V3a〕"][5] == "单项否决"
    assert by_point["B2.1〕"][5] == "不再评分"
    assert ("得分", "有单项否决，不再评分") in [(row[0], row[4]) for row in table]


def test_cells_of_one_group_are_merged(make: Any) -> None:
    sheet = opened(make.bundle(make.visit()))["评分表"]
    merged = {str(one) for one in sheet.merged_cells.ranges}

    assert {"A1:F1", "A7:A13", "B9:B11"} <= merged


def test_merged_cells_never_run_over_a_page(make: Any) -> None:
    sheet = opened(make.bundle(make.visit(), *(make.column(f"c{n}/") for n in range(9))))["评分表"]
    breaks = [one.id for one in sheet.row_breaks.brk]

    assert breaks
    for merged in sheet.merged_cells.ranges:
        assert [at for at in breaks if merged.min_row <= at < merged.max_row] == []


def test_fonts_are_named_as_offices_print(make: Any) -> None:
    sheet = opened(make.bundle(make.visit()))["评分表"]

    assert (sheet["A1"].font.name, sheet["A5"].font.name) == ("黑体", "黑体")
    assert sheet["D7"].font.name == "宋体"
    assert sheet["D7"].alignment.wrap_text


def test_open_numbers_notes_and_honesty_stand_under_the_table(make: Any) -> None:
    firsts = [row[0] for row in official(make.bundle(make.visit(), sweep=7)) if row[0]]

    assert any(line.startswith("分值待核 A1 points：") for line in firsts)
    assert any(line.startswith("注：单项否决指标出现") for line in firsts)
    assert f"指标文件 sha256：{make.pack.digest}" in firsts
    assert "核对命令：pucha replay 7；pucha evidence verify --sweep 7" in firsts


def test_verdicts_stand_with_reasons_and_evidence_and_are_coloured(make: Any) -> None:
    stale = [make.column(f"c{number}/") for number in range(5)]
    book = opened(make.bundle(make.visit(), *stale))
    by_item = {row[0]: row for row in rows(book, "判定")[1:]}
    fills = {row[0].value: row[3].fill.fgColor.rgb for row in book["判定"].iter_rows(min_row=2)}

    assert by_item["V3a"][3] == "单项否决"
    assert by_item["V3a"][5] == "threshold_reached"
    assert by_item["V3a"][9] == "\n".join(row.id for row in stale)
    assert by_item["V4"][3] == "待人工复核"
    assert (fills["V3a"], fills["V3c"]) == ("00FBE3E0", "00E3F1E7")


def test_columns_and_letters_keep_dates_as_dates(make: Any) -> None:
    book = opened(make.bundle(make.visit(), make.fresh_column(), make.letter()))

    assert rows(book, "栏目")[1][:8] == (
        "工作动态",
        f"{make.home}fresh/",
        "动态要闻",
        "已读取",
        1,
        datetime(2026, 11, 22),  # noqa: DTZ001 — a workbook knows no zones
        "list_cell",
        "正常更新",
    )
    asked = rows(book, "来信")[1][2]
    assert asked.date() == date(2026, 6, 26)


def test_evidence_says_where_the_bytes_lie(make: Any) -> None:
    visit = make.visit()
    (_, row) = rows(opened(make.bundle(visit)), "证据")

    assert row == (
        visit.id,
        "首页访问",
        "打开（ok，HTTP 200，0.2秒）",
        make.home,
        "2026-11-23 10:00",
        "ab" * 32,
        "s-0001.warc.gz",
        512,
        2048,
        "ul.list",
        "generic 1",
    )


def test_method_page_names_edition_networks_and_notes(make: Any) -> None:
    bundle = make.bundle(
        make.visit(), network_allow=("10.0.0.0/8",), notes=("试运行",), edition_source="国办发"
    )
    about = rows(opened(bundle), "说明")

    assert ("指标文件 sha256", make.pack.digest) in about
    assert ("放行内网", "10.0.0.0/8") in about
    assert ("说明", "试运行") in about
    assert ("指标出处", "国办发") in about
    assert ("监测时间点", "2026-11-23 10:00（北京时间）") in about


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_text_that_looks_like_a_formula_stays_a_text(make: Any, start: str) -> None:
    title = f"{start}HYPERLINK(1)"
    cell = opened(make.bundle(make.visit(), make.letter(title=title)))["来信"]["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (title, "s", True)


def test_hostile_texts_do_not_break_the_workbook(make: Any) -> None:
    letter = make.letter(title="坏\x00\x0b\ud800字" + "长" * 40_000)
    title = opened(make.bundle(make.visit(), letter))["来信"]["A2"].value

    assert title.startswith("坏?字长")
    assert len(title) == 32_000


@pytest.mark.parametrize(
    ("title", "frozen", "repeated"),
    [
        pytest.param("评分表", "A6", "$5:$5", id="items"),
        pytest.param("证据", "A2", "$1:$1", id="evidence"),
    ],
)
def test_pages_are_ready_to_be_printed(make: Any, title: str, frozen: str, repeated: str) -> None:
    sheet: Any = opened(make.bundle(make.visit()))[title]

    assert sheet.freeze_panes == frozen
    assert sheet.print_title_rows == repeated
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    fitted = sheet.sheet_properties.pageSetUpPr
    assert sheet.page_setup.scale == 80 if title == "评分表" else fitted.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_two_prints_hold_the_same_cells(make: Any) -> None:
    bundle = make.bundle(make.visit(), make.fresh_column(), make.letter())
    first, second = opened(bundle), opened(bundle)

    for title in first.sheetnames:
        assert rows(first, title) == rows(second, title)
