"""The empty official tables as workbooks; what is filled into them is read back as it stands."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schema.types.form import Form

HEADER_ROW = 2
_LAST_ROW = 10_000
"""Lists and text format reach down to this row."""
_HEAD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="FFE699")
_OPTIONAL = PatternFill("solid", fgColor="DDEBF7")
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_NARROW, _WIDE = 12, 36
_WIDE_FIELDS = ("name", "url", "sponsor", "supervisor", "address", "reason", "remark")
_NOT_IN_A_FILE_NAME = str.maketrans('\\/:*?"<>|', "_________")

_INTRODUCTION = (
    "未查到该表的公开空白样表：各栏顺序为重建，导入时按栏名识别，与顺序无关。",
    "The order of the columns is reconstructed; the importer goes by the headings, in any order.",
    "黄色为必填栏。The importer leaves this sheet out; notes below the table begin with 注：.",
)
_LEGEND = ("Heading 栏名", "Required 必填", "Words 可填", "Also read as 别名")


def render_templates(forms: Sequence[Form]) -> dict[str, bytes]:
    """Render each form as an empty .xlsx by its file name."""
    return {
        f"{form.name.translate(_NOT_IN_A_FILE_NAME)}.xlsx": render_template(form) for form in forms
    }


def render_template(form: Form) -> bytes:
    """Render one form: its table without any row, and the sheet 说明."""
    book = Workbook()
    table = book.worksheets[0]
    table.title = "基本信息表"
    _fill_table(table, form)
    _fill_notes(book.create_sheet("说明"), form)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def printed_words(form: Form, name: str) -> tuple[str, ...]:
    """Give the words that we print for a field with closed words, none for any other."""
    word_list = form.word_lists.get(name)
    return () if word_list is None else tuple(w[0] for w in form.words[word_list].values())


def _fill_table(sheet: Worksheet, form: Form) -> None:
    sheet.append([form.name])
    sheet.append([headings[0] for headings in form.headings.values()])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(form.headings))
    title = sheet.cell(1, 1)
    title.font, title.alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    required = {name for group in form.required for name in group}
    for column, name in enumerate(form.headings, start=1):
        cell = sheet.cell(HEADER_ROW, column)
        cell.font, cell.border, cell.alignment = _HEAD, _BOX, _WRAPPED
        cell.fill = _REQUIRED if name in required else _OPTIONAL
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDE if name.endswith(_WIDE_FIELDS) else _NARROW
        dimension.number_format = "@"  # codes and telephone numbers stay as they are typed
        _close_words(sheet, column, printed_words(form, name))


def _close_words(sheet: Worksheet, column: int, words: Sequence[str]) -> None:
    """Offer the words of a closed field as a list; other words may still be typed."""
    if not words:
        return
    listed = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="warning"
    )
    letter = get_column_letter(column)
    listed.add(f"{letter}{HEADER_ROW + 1}:{letter}{_LAST_ROW}")
    sheet.add_data_validation(listed)


def _fill_notes(sheet: Worksheet, form: Form) -> None:
    sheet.append([f"《{form.name}》填报说明（{form.edition}）"])
    for line in _INTRODUCTION:
        sheet.append([line])
    sheet.append([])
    sheet.append(_LEGEND)
    for cell in sheet[sheet.max_row]:
        cell.font, cell.border = _HEAD, _BOX
    for name, headings in form.headings.items():
        words, aliases = "、".join(printed_words(form, name)), "、".join(headings[1:])
        sheet.append([headings[0], _duty(form, name), words, aliases])
    sheet["A1"].font = _HEAD
    for letter, width in zip("ABCD", (24, 24, 48, 48), strict=True):
        sheet.column_dimensions[letter].width = width


def _duty(form: Form, name: str) -> str:
    """Tell whether a field must be filled, alone or as one of several."""
    group = next((group for group in form.required if name in group), ())
    if len(group) > 1:
        return "必填其一：" + "、".join(form.headings[one][0] for one in group)
    return "必填" if group else ""
