from io import BytesIO

import pytest
from openpyxl import Workbook
from xlwt import Workbook as OldWorkbook  # type: ignore[attr-defined]

from schema.forms import grid
from schema.forms.grid import read_sheets
from schema.types.errors import FormError


def xlsx() -> bytes:
    book, out = Workbook(), BytesIO()
    book.worksheets[0].append(["甲", "乙"])
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    book, out = OldWorkbook(), BytesIO()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "甲")
    sheet.write(0, 1, "乙")
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a"])
@pytest.mark.parametrize(
    "data", [xlsx(), xls(), "甲,乙".encode("gb18030")], ids=["xlsx", "xls", "csv"]
)
def test_the_kind_of_file_is_told_by_its_content(name: str, data: bytes) -> None:
    (sheet,) = read_sheets(name, data)

    assert sheet.rows[0].cells == {1: "甲", 2: "乙"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n", "empty", id="blank"),
        pytest.param(b"%PDF-1.7 ...", "a PDF document", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a picture", id="picture"),
        pytest.param(b"{\\rtf1", "an RTF document", id="rtf"),
        pytest.param(b"PK\x03\x04rubbish", "damaged", id="broken-zip"),
    ],
)
def test_a_foreign_file_is_refused_with_its_name(data: bytes, sentence: str) -> None:
    with pytest.raises(FormError, match=rf"^表\.xlsx: .*{sentence}"):
        read_sheets("表.xlsx", data)


def test_a_file_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MAX_BYTES", 2**20)

    with pytest.raises(FormError, match="larger than 1 MB"):
        read_sheets("a.csv", b"a" * (2**20 + 1))
