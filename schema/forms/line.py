"""One row of a found table, by the fields of its form."""

from schema.forms.addresses import Normalise, read_address
from schema.forms.cells import clean, is_empty_word, meaning, read_code
from schema.forms.headings import Table, is_note
from schema.forms.sheet import Row, address
from schema.types.register import Place, Remark

NUMBER = "number"
"""序号: says nothing about the row."""

_ADDRESSES = {"home_url", "column_url"}
"""A row with one of these is a row, whatever it begins with."""


class RefusedRow(Exception):
    """A row cannot be taken; it becomes a Reject where the row is read."""

    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Line:
    """The filled cells of one row, and the remarks that its reading leaves."""

    def __init__(self, table: Table, row: Row, place: Place) -> None:
        self.place = place
        self.remarks: list[Remark] = []
        self.stated: set[str] = set()
        self._table = table
        self._row = row
        cleaned = {name: clean(row.cells.get(column, "")) for column, name in table.fields.items()}
        self._cells = {name: text for name, text in cleaned.items() if text and name != NUMBER}

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """Give what makes another row an exact duplicate of this one."""
        return tuple(sorted(self._cells.items()))

    @property
    def empty(self) -> bool:
        """Tell whether the row holds nothing, or only its 序号."""
        return not self._cells and not self._used_flaws()

    @property
    def repeats_header(self) -> bool:
        """Tell whether the row is the header again, as on every printed page."""
        return self._row.cells == self._table.header.cells

    @property
    def is_note(self) -> bool:
        """Tell whether the row is a note, a sum or a signature below the table (注：, 合计)."""
        if self._cells.keys() & _ADDRESSES or not self._row.cells:
            return False
        return is_note(self._row.cells[min(self._row.cells)], self._table.form)

    def heading(self, field: str) -> str:
        """Give the heading as it stands in the file, else as the form prints it."""
        return self._table.headings.get(field) or self._table.form.headings[field][0]

    def remark(self, field: str | None, text: str) -> None:
        """Note something odd."""
        column = None if field is None else self.heading(field)
        self.remarks.append(Remark(place=self.place, column=column, text=text))

    def check_flaws(self) -> None:
        """Refuse the row when a cell that is read cannot be; raise RefusedRow with its address."""
        for column, name in self._used_flaws().items():
            where = address(self._row.number, column)
            raise RefusedRow(name, f"cell {where} holds {self._row.flaws[column]}")
        if self._row.hidden:
            self.remark(None, "the row is hidden in the sheet; it was read all the same")

    def text(self, field: str) -> str:
        """Give a cell; `无` and the like are as good as empty."""
        text = self._cells.get(field, "")
        return "" if is_empty_word(text, self._table.form) else text

    def code(self, field: str) -> str | None:
        """Give a 网站标识码."""
        text = self.text(field)
        if not text:
            return None
        code, remark = read_code(text)
        if remark:
            self.remark(field, remark)
        return code

    def url(self, field: str, normalise: Normalise) -> str:
        """Give a required address; raise RefusedRow."""
        text = self._cells.get(field, "")
        if not self.text(field):
            found = f"{text!r} is no address" if text else "the cell is empty"
            raise RefusedRow(field, found)
        found_address = read_address(text, normalise)
        if found_address.url is None:
            raise RefusedRow(field, found_address.fault or "no web address")
        if found_address.note:
            self.remark(field, found_address.note)
        return found_address.url

    def optional_url(self, field: str, normalise: Normalise) -> str | None:
        """Give an address that may be missing; one that cannot be read is remarked and left out."""
        if not self.text(field):
            return None
        try:
            return self.url(field, normalise)
        except RefusedRow as refused:
            self.remark(field, f"{refused.reason}; it is left out")
            return None

    def word(self, field: str) -> str | None:
        """Give what a closed word means; None when the cell is empty or the word unknown."""
        text = self._cells.get(field, "")
        return meaning(self._table.form, self._table.form.word_lists[field], text) if text else None

    def flag(self, field: str, *, default: bool) -> bool:
        """Give a yes or no (是/否); an unknown word is remarked and the default stands."""
        sense = self.word(field)
        if sense is None:
            if field in self._cells:
                assumed = "是" if default else "否"
                self.remark(field, f"{self._cells[field]!r} is not known; taken as {assumed}")
            return default
        self.stated.add(field)
        return sense == "yes"

    def _used_flaws(self) -> dict[int, str]:
        fields = self._table.fields
        return {c: fields[c] for c in self._row.flaws if fields.get(c, NUMBER) != NUMBER}
