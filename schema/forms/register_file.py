"""Read a register file: its tables by their headings, good rows taken, bad rows told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schema.forms.addresses import Normalise, read_address
from schema.forms.column_row import read_column
from schema.forms.grid import read_sheets
from schema.forms.headings import Table, find_table, is_note
from schema.forms.line import Line, RefusedRow
from schema.forms.sheet import Row, Sheet
from schema.forms.site_row import read_site
from schema.types.errors import FormError
from schema.types.form import Form
from schema.types.register import ColumnRow, Place, RegisterFile, Reject, Remark, SiteRow

_BEFORE_ALL = Row(number=0, cells={})


def read_register(
    name: str, data: bytes, *, forms: tuple[Form, ...], normalise: Normalise
) -> RegisterFile:
    """Read an .xlsx, .xls or text file; raise FormError when no table of a form is in it."""
    sheets = read_sheets(name, data)
    tables = [(sheet, _table(name, sheet, forms, normalise)) for sheet in sheets]
    if not any(table for _, table in tables):
        wanted = "; ".join(f"《{form.name}》 has {_required(form)}" for form in forms)
        raise FormError(f"{name}: no table with the headings of a form was found: {wanted}")
    reading = _Reading(name, normalise)
    for sheet, table in tables:
        if table is None:
            reading.skip(sheet, forms)
        else:
            reading.take(sheet, table)
    return RegisterFile(
        sites=tuple(reading.sites),
        columns=tuple(reading.columns),
        rejects=tuple(reading.rejects),
        remarks=tuple(reading.remarks),
    )


def _table(file: str, sheet: Sheet, forms: Sequence[Form], normalise: Normalise) -> Table | None:
    if _is_explanation(sheet, forms):
        return None
    table = find_table(sheet, forms) or _list_of_addresses(sheet, forms, normalise)
    if table is not None and table.missing:
        where = file if sheet.name is None else f"{file}, sheet {sheet.name}"
        raise FormError(
            f"{where}: row {table.header.number} has headings of 《{table.form.name}》, "
            f"but lacks {', '.join(table.missing)}"
        )
    return table


def _is_explanation(sheet: Sheet, forms: Sequence[Form]) -> bool:
    """Tell whether a sheet is called 说明 or the like; it may show headings and is no table."""
    return sheet.name is not None and any(is_note(sheet.name, form) for form in forms)


def _list_of_addresses(sheet: Sheet, forms: Sequence[Form], normalise: Normalise) -> Table | None:
    """Take a sheet of one column, most of it addresses, as a table of homes with that heading."""
    form = next((form for form in forms if form.required == (("home_url",),)), None)
    columns = {column for row in sheet.rows for column in row.cells}
    if form is None or len(columns) != 1:
        return None
    (column,) = columns
    texts = [row.cells.get(column, "") for row in sheet.rows]
    good = [read_address(text, normalise).url is not None for text in texts]
    if sum(good) * 2 < len(good):
        return None
    titled = not good[0] and not any(sign in texts[0] for sign in ".:/")
    heading = form.headings["home_url"][0]
    return Table(
        form=form,
        header=sheet.rows[0] if titled else _BEFORE_ALL,
        fields={column: "home_url"},
        headings={"home_url": heading},
        unknown=(),
    )


def _required(form: Form) -> str:
    return ", ".join(" 或 ".join(form.headings[one][0] for one in group) for group in form.required)


@dataclass(slots=True)
class _Reading:
    """What has been read of a file so far."""

    file: str
    normalise: Normalise
    sites: list[SiteRow] = field(default_factory=list)
    columns: list[ColumnRow] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _seen: dict[tuple[object, ...], Place] = field(default_factory=dict)

    def skip(self, sheet: Sheet, forms: Sequence[Form]) -> None:
        """Tell of a sheet without a table, unless it is empty or called 说明."""
        if sheet.hidden:
            self._note(sheet, 1, "the sheet is hidden; it was not read")
        if sheet.rows and not _is_explanation(sheet, forms):
            self._note(sheet, sheet.rows[0].number, "the sheet holds no table of a form")

    def take(self, sheet: Sheet, table: Table) -> None:
        """Take the rows below the headings."""
        self._tell_of_headings(sheet, table)
        found = False
        for row in sheet.rows:
            place = Place(file=self.file, sheet=sheet.name, row=row.number)
            line = Line(table, row, place)
            above = row.number <= table.header.number
            if above or line.empty or line.repeats_header or line.is_note:
                continue
            found = True
            self._take_line(line, table.form, date1904=sheet.date1904)
        if not found:
            self._note(sheet, table.header.number, "there is no row below the headings")

    def _tell_of_headings(self, sheet: Sheet, table: Table) -> None:
        for text in table.unknown:
            self._note(sheet, table.header.number, f"the column {text!r} is not read")
        for wish in table.wished:
            self._note(sheet, table.header.number, f"there is no column {wish}")

    def _take_line(self, line: Line, form: Form, *, date1904: bool) -> None:
        first = self._seen.get((form.kind, line.key))
        if first is not None:
            elsewhere = "" if first.sheet == line.place.sheet else f" of sheet {first.sheet}"
            self._reject(line, None, f"duplicate of row {first.row}{elsewhere}")
            return
        try:
            if form.kind == "site":
                self.sites.append(read_site(line, form, self.normalise))
            else:
                column = read_column(line, form, self.normalise, date1904=date1904)
                self.columns.append(column)
        except RefusedRow as refused:
            column_heading = None if refused.field is None else line.heading(refused.field)
            self._reject(line, column_heading, refused.reason)
            return
        self._seen[(form.kind, line.key)] = line.place
        self.remarks.extend(line.remarks)

    def _reject(self, line: Line, heading: str | None, reason: str) -> None:
        self.rejects.append(Reject(place=line.place, column=heading, reason=reason))

    def _note(self, sheet: Sheet, row: int, text: str) -> None:
        place = Place(file=self.file, sheet=sheet.name, row=row)
        self.remarks.append(Remark(place=place, column=None, text=text))
