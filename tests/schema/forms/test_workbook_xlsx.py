import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from schema.forms import workbook_xlsx
from schema.forms.workbook_xlsx import read_xlsx
from schema.types.errors import FormError


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_book() -> Workbook:
    book = Workbook()
    book.worksheets[0].title = "表一"
    book.worksheets[0].append(["甲", 4300000003, True])
    return book


def test_every_sheet_is_read_with_its_name() -> None:
    book = small_book()
    book.create_sheet("表二").append(["乙"])

    first, second = read_xlsx("a.xlsx", saved(book))

    assert (first.name, first.rows[0].cells) == ("表一", {1: "甲", 2: "4300000003", 3: "true"})
    assert (second.name, second.rows[0].cells) == ("表二", {1: "乙"})


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(state: str) -> None:
    book = small_book()
    hidden = book.create_sheet("隐藏")
    hidden.append(["丙"])
    hidden.sheet_state = state

    found = read_xlsx("a.xlsx", saved(book))[1]

    assert (found.name, found.hidden, found.rows) == ("隐藏", True, ())


def test_a_broken_style_sheet_does_not_spoil_the_table() -> None:
    parts = parts_of(saved(small_book())) | {"xl/styles.xml": b"<styleSheet><fonts>"}

    (sheet,) = read_xlsx("a.xlsx", zipped(parts))

    assert sheet.rows[0].cells[1] == "甲"


def test_a_sheet_that_declares_a_smaller_size_is_read_whole() -> None:
    parts = parts_of(saved(small_book()))
    body = parts["xl/worksheets/sheet1.xml"].replace(b'ref="A1:C1"', b'ref="A1"')

    (sheet,) = read_xlsx("a.xlsx", zipped(parts | {"xl/worksheets/sheet1.xml": body}))

    assert sheet.rows[0].cells[3] == "true"


def test_a_million_rows_of_empty_cells_are_no_rows() -> None:
    parts = parts_of(saved(small_book()))
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_000_001))
    body = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", empty + b"</sheetData>")
    data = zipped(parts | {"xl/worksheets/sheet1.xml": body})
    del empty, body, parts

    (sheet,) = read_xlsx("a.xlsx", data)

    assert len(sheet.rows) == 1


def test_many_empty_rows_are_not_kept_in_memory() -> None:
    parts = parts_of(saved(small_book()))
    empty = b"".join(b'<row r="%d" spans="1:9"/>' % n for n in range(2, 200_001))
    body = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", empty + b"</sheetData>")
    data = zipped(parts | {"xl/worksheets/sheet1.xml": body})

    tracemalloc.start()
    read_xlsx("a.xlsx", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 20 * 2**20


def test_what_would_inflate_beyond_measure_is_refused_before_it_is_opened() -> None:
    data = zipped({"xl/workbook.xml": b"", "xl/a.xml": b"0" * (workbook_xlsx.MAX_INFLATED + 1)})

    with pytest.raises(FormError, match="inflates to 128 MB"):
        read_xlsx("bomb.xlsx", data)


def test_too_many_parts_are_refused() -> None:
    data = zipped({f"xl/{number}.xml": b"" for number in range(5001)})

    with pytest.raises(FormError, match="5001 parts"):
        read_xlsx("bomb.xlsx", data)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        pytest.param("word/document.xml", "a Word document", id="docx"),
        pytest.param("content.xml", "an OpenDocument file", id="ods"),
        pytest.param("xl/workbook.bin", ".xlsb", id="xlsb"),
        pytest.param("photo.jpg", "a ZIP archive", id="zip"),
    ],
)
def test_another_kind_of_document_is_called_by_its_name(part: str, what: str) -> None:
    with pytest.raises(FormError, match=what):
        read_xlsx("a.xlsx", zipped({part: b"x"}))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.95])
def test_a_cut_off_workbook_is_one_sentence(keep: float) -> None:
    data = saved(small_book())

    with pytest.raises(FormError, match=r"^a\.xlsx: "):
        read_xlsx("a.xlsx", data[: int(len(data) * keep)])


def test_a_workbook_whose_sheet_is_no_xml_is_one_sentence() -> None:
    parts = parts_of(saved(small_book())) | {"xl/worksheets/sheet1.xml": b"<worksheet><oops"}

    with pytest.raises(FormError, match="damaged"):
        read_xlsx("a.xlsx", zipped(parts))
