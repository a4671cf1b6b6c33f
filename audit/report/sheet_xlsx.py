"""The sheet as a workbook (评分表, 栏目, 来信, 证据, 说明), ready to be printed on A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.report.bundle import ReportFormat, SheetBundle
from audit.report.evidence_rows import evidence_rows
from audit.report.wording import (
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    METHOD,
    NOTE_WORDS,
    STATE_WORDS,
    VERIFYING,
    coverage,
    figures,
    moment,
    overall,
    verdict_word,
)
from audit.windows import SHANGHAI
from schema.types.finding import SheetItem
from schema.types.verdict import Verdict

Value = str | int | date | None
Heads = Sequence[tuple[str, int]]
"""Names of the columns with their widths in characters."""

_LONGEST = 32_000
"""Excel refuses cells of more than 32,767 characters."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_THIN = Side(style="thin", color="B8C0CA")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(wrap_text=True, vertical="top")
_HEAD_FILL = PatternFill("solid", fgColor="27486B")
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_INKS = {
    Verdict.PASS: ("14532D", "E3F1E7"),
    Verdict.FAIL: ("7F1D1D", "FBE3E0"),
    Verdict.NOT_APPLICABLE: ("44403C", "F1F0EE"),
    Verdict.UNDETERMINED: ("334155", "E8ECF1"),
    Verdict.NEEDS_PERSON: ("713F12", "FAEDD0"),
}
_VERDICT_COLUMN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One table of the workbook; `above` are lines over its heading row."""

    title: str
    heads: Heads
    rows: Sequence[Sequence[Value]]
    above: Sequence[str] = ()


def render(bundle: SheetBundle) -> bytes:
    """Print a bundle as .xlsx; texts of the audited site stay texts, formulas among them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "pucha"
    book.properties.title = f"{bundle.sheet.edition_name} {bundle.sheet.url}"
    stamp = bundle.sheet.as_of.astimezone(SHANGHAI).replace(tzinfo=None)
    book.properties.created = stamp
    book.properties.modified = stamp
    _paint_verdicts(_write(book, _items_table(bundle)), bundle.sheet.items)
    for table in (_columns(bundle), _letters(bundle), _evidence(bundle), _about(bundle)):
        _write(book, table)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _items_table(bundle: SheetBundle) -> _Table:
    sheet = bundle.sheet
    _, conclusion = overall(sheet)
    return _Table(
        title="评分表",
        heads=(
            ("编号", 7),
            ("考察点", 16),
            ("类别", 10),
            ("规则", 36),
            ("判定", 12),
            ("理由", 42),
            ("理由代码", 18),
            ("数据", 22),
            ("证据编号", 20),
        ),
        rows=[_item_row(item) for item in sheet.items],
        above=(
            sheet.edition_name,
            f"网站：{sheet.site_name or '（未登记名称）'}  标识码：{sheet.site_code or '无'}",
            f"网址：{sheet.url}",
            f"监测时间点：{moment(sheet.as_of)}（北京时间）  指标版本：{sheet.edition}",
            f"结论：{conclusion}。{coverage(sheet)}。",
        ),
    )


def _item_row(item: SheetItem) -> Sequence[Value]:
    finding = item.finding
    return (
        item.id,
        item.name,
        KIND_WORDS[item.kind],
        item.rule,
        verdict_word(item),
        finding.explanation,
        finding.reason,
        "\n".join(f"{name} {value}" for name, value in figures(finding.measure)),
        "\n".join(finding.evidence),
    )


def _columns(bundle: SheetBundle) -> _Table:
    return _Table(
        title="栏目",
        heads=(
            ("栏目", 24),
            ("网址", 48),
            ("分类", 12),
            ("读取情况", 14),
            ("条数", 8),
            ("最新日期", 12),
            ("日期来源", 14),
            ("状态", 12),
            ("证据编号", 14),
        ),
        rows=[
            (
                line.name,
                line.url,
                line.column_class,
                LIST_WORDS.get(line.list_state, line.list_state),
                line.rows,
                None if line.newest is None else line.newest.value,
                None if line.newest is None else line.newest.source,
                STATE_WORDS[line.state],
                line.evidence,
            )
            for line in bundle.sheet.columns
        ],
    )


def _letters(bundle: SheetBundle) -> _Table:
    return _Table(
        title="来信",
        heads=(
            ("标题", 40),
            ("网址", 48),
            ("来信日期", 12),
            ("答复日期", 12),
            ("状态", 10),
            ("备注", 22),
            ("证据编号", 14),
        ),
        rows=[
            (
                fact.title,
                fact.url,
                fact.asked,
                fact.replied,
                LETTER_WORDS[fact.state],
                NOTE_WORDS[fact.note],
                row,
            )
            for row, fact in bundle.letters
        ],
    )


def _evidence(bundle: SheetBundle) -> _Table:
    return _Table(
        title="证据",
        heads=(
            ("证据编号", 14),
            ("类型", 10),
            ("内容", 36),
            ("网址", 48),
            ("时间（北京）", 17),
            ("正文摘要 sha256", 34),
            ("归档文件", 30),
            ("偏移", 12),
            ("长度", 10),
            ("位置", 24),
            ("读取程序", 18),
        ),
        rows=[
            (
                row.id,
                row.kind,
                row.says,
                row.url,
                row.fetched,
                row.digest,
                row.segment,
                row.offset,
                row.length,
                row.locator,
                row.extractor,
            )
            for row in evidence_rows(bundle.evidence)
        ],
    )


def _about(bundle: SheetBundle) -> _Table:
    sheet = bundle.sheet
    rows = [
        ("方法", METHOD),
        ("核对", VERIFYING),
        ("指标版本", f"{sheet.edition_name}（{sheet.edition}）"),
        ("指标出处", bundle.edition_source),
        ("指标文件 sha256", sheet.edition_digest),
        ("监测时间点", f"{moment(sheet.as_of)}（北京时间）"),
        ("覆盖", f"{coverage(sheet)}；采集{bundle.pages}个页面，用时{bundle.seconds:.1f}秒"),
        *(("放行内网", network) for network in bundle.network_allow),
        *(("说明", note) for note in bundle.notes),
    ]
    return _Table(title="说明", heads=(("项目", 18), ("内容", 100)), rows=rows)


def _write(book: Workbook, table: _Table) -> Worksheet:
    page: Worksheet = book.create_sheet(table.title)
    width = len(table.heads)
    for number, line in enumerate(table.above, start=1):
        cell = _fill(page, number, 1, line)
        cell.font = Font(bold=True, size=16 if number == 1 else 11)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    head = len(table.above) + 1
    for number, (name, characters) in enumerate(table.heads, start=1):
        cell = _fill(page, head, number, name)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _BORDER
        page.column_dimensions[get_column_letter(number)].width = characters
    for down, row in enumerate(table.rows, start=head + 1):
        for across, value in enumerate(row, start=1):
            _fill(page, down, across, value).border = _BORDER
    page.freeze_panes = f"A{head + 1}"
    _prepare_print(page, head)
    return page


def _fill(page: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write one value; a text that looks like a formula is stored, and quoted, as a text."""
    cell = cast("Cell", page.cell(row=row, column=column))  # never the hidden part of a merge
    cell.alignment = _TEXT
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value).encode(errors="replace").decode()[:_LONGEST]
    cell.value = text
    if text.startswith(_FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _prepare_print(page: Worksheet, head: int) -> None:
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head}:{head}"
    footer = HeaderFooterItem()
    footer.center.text = "&A  第 &P 页，共 &N 页"
    page.HeaderFooter.oddFooter = footer
    page.sheet_view.showGridLines = False


def _paint_verdicts(page: Worksheet, items: Sequence[SheetItem]) -> None:
    first = page.max_row - len(items) + 1
    for row, item in enumerate(items, start=first):
        ink, paper = _INKS[item.finding.verdict]
        cell = page.cell(row=row, column=_VERDICT_COLUMN)
        cell.font = Font(bold=True, color=ink)
        cell.fill = PatternFill("solid", fgColor=paper)


FORMAT = ReportFormat(
    name="xlsx",
    extension="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    render=render,
)
