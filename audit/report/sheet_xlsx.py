"""The sheet as a workbook: the official table first, its worksheets behind, ready for A4."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from audit.report.bundle import ReportFormat, SheetBundle
from audit.report.fields import Field, Table, TableShape
from audit.report.score_table import SHAPE, ScoreRow, groups_of, score_rows, totals
from audit.report.sheet_tables import FINDINGS, sheet_tables
from audit.report.wording import VERIFYING, coverage, moment, overall
from audit.report.workbook import (
    BORDER,
    HEAD_FILL,
    HEAD_FONT,
    HEI,
    MIDDLE,
    SONG,
    TEXT,
    fill,
    framed,
    height_of,
    new_book,
    prepare_print,
    set_widths,
    write_table,
)
from schema.types.finding import SheetItem
from schema.types.verdict import Verdict

_WIDTH = len(SHAPE.fields)
_PARTS = (
    ("veto", "第一部分　单项否决指标（出现任意一种情形即为不合格网站）"),
    ("deduct", "第二部分　扣分指标"),
    ("bonus", "第三部分　加分指标"),
)
_TITLE = Font(name=HEI, size=18)
_SECTION = Font(name=HEI, size=11)
_STRONG = Font(name=SONG, size=10, bold=True)
_SMALL = Font(name=SONG, size=9)
_LEFT = Alignment(wrap_text=True, vertical="center", horizontal="left")
_INKS = {
    Verdict.PASS: ("14532D", "E3F1E7"),
    Verdict.FAIL: ("7F1D1D", "FBE3E0"),
    Verdict.NOT_APPLICABLE: ("44403C", "F1F0EE"),
    Verdict.UNDETERMINED: ("334155", "E8ECF1"),
    Verdict.NEEDS_PERSON: ("713F12", "FAEDD0"),
}
_POINTS_COLUMN = 6
_HEAD_ROW = 5
_SCALE = 80
_PAPER_POINTS = 590
"""Height of the rows that one A4 page takes at this scale."""
_VERDICT_COLUMN = 4
ABOUT = TableShape(
    title="说明",
    fields=(
        Field(head="项目", width=18, meaning="说明的项目", source="巡检"),
        Field(head="内容", width=110, meaning="说明的内容", source="巡检"),
    ),
)


def render(bundle: SheetBundle) -> bytes:
    """Print a bundle as .xlsx; texts of the audited site stay texts, formulas among them."""
    sheet = bundle.sheet
    book = new_book(f"{sheet.edition_name} {sheet.url}", sheet.as_of)
    _official(book, bundle)
    for table in sheet_tables(bundle):
        page = write_table(book, table)
        if table.shape is FINDINGS:
            _paint_verdicts(page, sheet.items)
    write_table(book, _about(bundle))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _official(book: Workbook, bundle: SheetBundle) -> None:
    page: Worksheet = book.create_sheet(SHAPE.title)
    set_widths(page, SHAPE.fields)
    head = _head(page, bundle)
    at = head + 1
    for kind, title in _PARTS:
        rows = score_rows(bundle.sheet, kind)
        if rows:
            _wide(page, at, title).font = _SECTION
            at = _part(page, at + 1, rows)
    for name, value in totals(bundle.sheet):
        _total(page, at, name, value)
        at += 1
    _notes(page, at, bundle)
    page.freeze_panes = f"A{head + 1}"
    prepare_print(page, head=head, scale=_SCALE)


def _head(page: Worksheet, bundle: SheetBundle) -> int:
    """Write the title, what the sheet is about, and the heading row; give that row's number."""
    sheet = bundle.sheet
    _, conclusion = overall(sheet)
    title = fill(page, 1, 1, sheet.edition_name)
    title.font, title.alignment = _TITLE, MIDDLE
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=_WIDTH)
    page.row_dimensions[1].height = 34
    pairs = (
        (
            f"网站名称：{sheet.site_name or '（未登记名称）'}",
            f"网站标识码：{sheet.site_code or '无'}",
        ),
        (f"首页网址：{sheet.url}", f"监测时间点：{moment(sheet.as_of)}（北京时间）"),
    )
    for row, (left, right) in enumerate(pairs, start=2):
        fill(page, row, 1, left)
        fill(page, row, 5, right)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        page.merge_cells(start_row=row, end_row=row, start_column=5, end_column=_WIDTH)
        page.row_dimensions[row].height = height_of([(left, 76), (right, 54)])
    line = fill(page, 4, 1, f"结论：{conclusion}。{coverage(sheet)}。")
    line.font = _STRONG
    page.merge_cells(start_row=4, end_row=4, start_column=1, end_column=_WIDTH)
    page.row_dimensions[4].height = height_of([(conclusion, 110)])
    for number, name in enumerate(SHAPE.heads, start=1):
        cell = fill(page, 5, number, name)
        cell.font, cell.fill, cell.border, cell.alignment = HEAD_FONT, HEAD_FILL, BORDER, MIDDLE
    page.row_dimensions[5].height = 22
    return 5


def _part(page: Worksheet, first: int, rows: tuple[ScoreRow, ...]) -> int:
    """Write the rows of a part; cells of one 一级指标 or 二级指标 are merged page by page."""
    for at, row in enumerate(rows, start=first):
        for column, value in enumerate(row.cells, start=1):
            cell = fill(page, at, column, value)
            cell.border = BORDER
            cell.alignment = TEXT if column in {4, 5} else MIDDLE
        ink, paper = _INKS[row.verdict]
        mark = page.cell(row=at, column=_POINTS_COLUMN)
        mark.font = Font(name=SONG, size=10, bold=row.verdict is Verdict.FAIL, color=ink)
        mark.fill = PatternFill("solid", fgColor=paper)
        widths = zip(row.cells, (field.width for field in SHAPE.fields), strict=True)
        page.row_dimensions[at].height = height_of(list(widths)[2:])
    sheets_of_paper = _turn_pages(page, first, len(rows))
    _merge_runs(
        page, first, 1, [f"{n} {r.group}" for n, r in zip(sheets_of_paper, rows, strict=True)]
    )
    names = [f"{n} {r.group} {r.name}" for n, r in zip(sheets_of_paper, rows, strict=True)]
    _merge_runs(page, first, 2, names)
    return first + len(rows)


def _turn_pages(page: Worksheet, first: int, rows: int) -> list[int]:
    """Break the page where the next row would not fit; give each row's page.

    A merged cell that ran over a break would lose its words there.
    """
    heights = page.row_dimensions
    last = max((one.id for one in page.row_breaks.brk), default=0)
    used = sum(heights[row].height or 0 for row in range(last + 1, first))
    pages = []
    for row in range(first, first + rows):
        height = heights[row].height or 0
        if used + height > _PAPER_POINTS:
            page.row_breaks.append(Break(id=row - 1))
            used = heights[_HEAD_ROW].height or 0
        used += height
        pages.append(len(page.row_breaks.brk))
    return pages


def _merge_runs(page: Worksheet, first: int, column: int, names: list[str]) -> None:
    at = first
    for _, length in groups_of(names):
        if length > 1:
            page.merge_cells(
                start_row=at, end_row=at + length - 1, start_column=column, end_column=column
            )
        at += length


def _total(page: Worksheet, row: int, name: str, value: str) -> None:
    fill(page, row, 1, name).font = _SECTION
    page.cell(row=row, column=1).alignment = MIDDLE
    cell = fill(page, row, 5, value)
    cell.font, cell.alignment = _STRONG, MIDDLE
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    page.merge_cells(start_row=row, end_row=row, start_column=5, end_column=_WIDTH)
    framed(page, row, 1, _WIDTH)
    page.row_dimensions[row].height = 20


def _notes(page: Worksheet, row: int, bundle: SheetBundle) -> None:
    """Write the edition's notes, its open numbers, what people decided, and the honesty line."""
    sheet = bundle.sheet
    lines = [
        *(f"注：{note}" for note in sheet.edition_notes),
        *(f"分值待核 {item.id} {one}" for item in sheet.items for one in item.open_numbers),
        *bundle.reviewed,
        *(f"{name}：{value}" for name, value in bundle.honesty),
    ]
    for at, text in enumerate(lines, start=row):
        cell = fill(page, at, 1, text)
        cell.font, cell.alignment = _SMALL, _LEFT
        page.merge_cells(start_row=at, end_row=at, start_column=1, end_column=_WIDTH)
        page.row_dimensions[at].height = height_of([(text, 140)])


def _wide(page: Worksheet, row: int, text: str) -> Cell:
    cell = fill(page, row, 1, text)
    cell.alignment = _LEFT
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_WIDTH)
    framed(page, row, 1, _WIDTH)
    page.row_dimensions[row].height = 20
    return cell


def _about(bundle: SheetBundle) -> Table:
    sheet = bundle.sheet
    rows = [
        *bundle.honesty,
        ("核对办法", VERIFYING),
        ("指标出处", bundle.edition_source),
        ("覆盖", f"{coverage(sheet)}；采集{bundle.pages}个页面，用时{bundle.seconds:.1f}秒"),
        *(("指标说明", note) for note in sheet.edition_notes),
        *(("放行内网", network) for network in bundle.network_allow),
        *(("说明", note) for note in bundle.notes),
    ]
    return Table(shape=ABOUT, rows=rows)


def _paint_verdicts(page: Worksheet, items: tuple[SheetItem, ...]) -> None:
    for row, item in enumerate(items, start=2):
        ink, paper = _INKS[item.finding.verdict]
        cell = page.cell(row=row, column=_VERDICT_COLUMN)
        cell.font = Font(name=SONG, size=10, bold=True, color=ink)
        cell.fill = PatternFill("solid", fgColor=paper)


FORMAT = ReportFormat(
    name="xlsx",
    extension="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    render=render,
)
