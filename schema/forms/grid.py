"""Bytes of a register file → sheets; the kind of file is told by its content, not its name."""

from schema.forms.sheet import Sheet
from schema.forms.text_table import read_text_table
from schema.forms.workbook_xls import read_xls
from schema.forms.workbook_xlsx import read_xlsx
from schema.types.errors import FormError

MAX_BYTES = 64 * 2**20
_READERS = (
    (b"PK\x03\x04", read_xlsx),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", read_xls),  # OLE compound document
    (b"\x09\x08", read_xls),  # bare BIFF5/8 stream, without the compound document
)
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read_sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets of an .xlsx, .xls or text table; raise FormError with one sentence.

    `name` serves only the sentence.
    """
    if not data.strip():
        raise FormError(f"{name}: the file is empty")
    if len(data) > MAX_BYTES:
        raise FormError(f"{name}: the file is larger than {MAX_BYTES // 2**20} MB; split it")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise FormError(f"{name}: this is {what}; save the tables as .xlsx, .xls or .csv")
    for magic, reader in _READERS:
        if data.startswith(magic):
            return reader(name, data)
    return read_text_table(name, data)
