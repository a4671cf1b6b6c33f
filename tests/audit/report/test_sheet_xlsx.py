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


def test_workbook_holds_five_sheets(make: Any) -> None:
    assert opened(make.bundle(make.visit())).sheetnames == [
        "评分表",
        "栏目",
        "来信",
        "证据",
        "说明",
    ]


def test_items_stand_with_their_verdicts_in_words(make: Any) -> None:
    stale = [make.column(f"c{number}/") for number in range(5)]
    table = rows(opened(make.bundle(make.visit(), *stale)), "评分表")
    by_item = {row[0]: row for row in table[6:]}

    assert table[0][0] == "全国政府网站普查评分表（2015年）"
    assert table[4][0].startswith("结论：单项否决成立：V3a。机器已判定")
    assert by_item["V3a"][4] == "单项否决"
    assert by_item["V3a"][6] == "threshold_reached"
    assert by_item["V3a"][8] == "\n".join(row.id for row in stale)
    assert by_item["V4"][4] == "待人工复核"
    assert by_item["V3c"][4] == "达标"


def test_verdicts_are_coloured_too(make: Any) -> None:
    stale = [make.column(f"c{number}/") for number in range(5)]
    sheet = opened(make.bundle(make.visit(), *stale))["评分表"]
    fills = {row[0].value: row[4].fill.fgColor.rgb for row in sheet.iter_rows(min_row=7)}

    assert fills["V3a"] == "00FBE3E0"
    assert fills["V3c"] == "00E3F1E7"


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
        pytest.param("评分表", "A7", "$6:$6", id="items"),
        pytest.param("证据", "A2", "$1:$1", id="evidence"),
    ],
)
def test_pages_are_ready_to_be_printed(make: Any, title: str, frozen: str, repeated: str) -> None:
    sheet: Any = opened(make.bundle(make.visit()))[title]

    assert sheet.freeze_panes == frozen
    assert sheet.print_title_rows == repeated
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_two_prints_hold_the_same_cells(make: Any) -> None:
    bundle = make.bundle(make.visit(), make.fresh_column(), make.letter())
    first, second = opened(bundle), opened(bundle)

    for title in first.sheetnames:
        assert rows(first, title) == rows(second, title)
