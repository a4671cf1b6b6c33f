from datetime import datetime
from io import BytesIO
from xml.parsers.expat import ExpatError

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from schema.forms.sheet import Row
from schema.forms.sheet_xml import Styles, moment_text, number_text, read_sheet_xml

STYLES = Styles(strings=("甲", "乙"), dates=frozenset({3}), epoch=CALENDAR_WINDOWS_1900)


def read(body: str, styles: Styles = STYLES) -> tuple[Row, ...]:
    return read_sheet_xml(BytesIO(f"<worksheet>{body}</worksheet>".encode()), styles)


def cell(xml: str, styles: Styles = STYLES) -> str | None:
    found = read(f'<sheetData><row r="1">{xml}</row></sheetData>', styles)
    return found[0].cells.get(1) if found else None


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param('<c r="A1" t="s"><v>1</v></c>', "乙", id="shared-string"),
        pytest.param('<c r="A1" t="inlineStr"><is><t>丙</t></is></c>', "丙", id="inline"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><r><t>丙</t></r><rPh><t>bing</t></rPh></is></c>',
            "丙",
            id="without-its-phonetic-guide",
        ),
        pytest.param('<c r="A1" t="str"><f>A2</f><v>丁</v></c>', "丁", id="formula-with-value"),
        pytest.param('<c r="A1"><v>4300000003.0</v></c>', "4300000003", id="float-code"),
        pytest.param('<c r="A1"><v>4.300000003E9</v></c>', "4300000003", id="scientific-number"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', "true", id="yes"),
        pytest.param('<c r="A1" s="3"><v>42102</v></c>', "2015-04-08", id="date"),
        pytest.param('<c r="A1" s="3"><v>42102.5</v></c>', "2015-04-08 12:00", id="moment"),
        pytest.param('<c r="A1" s="3"><v>99999999</v></c>', "99999999", id="date-beyond-all"),
        pytest.param('<c r="A1" s="1"/>', None, id="empty"),
        pytest.param('<c r="A1" t="inlineStr"><is><t>  </t></is></c>', None, id="blanks"),
    ],
)
def test_cells_become_the_text_that_a_person_sees(xml: str, text: str | None) -> None:
    assert cell(xml) == text


def test_day_numbers_count_from_the_epoch_of_the_workbook() -> None:
    old = Styles(strings=(), dates=frozenset({3}), epoch=CALENDAR_MAC_1904)

    assert cell('<c r="A1" s="3"><v>40640</v></c>', old) == "2015-04-08"


def test_a_formula_without_a_stored_value_is_a_flaw_and_no_empty_cell() -> None:
    (row,) = read('<sheetData><row r="4"><c r="B4"><f>1+1</f></c></row></sheetData>')

    assert (row.number, row.cells) == (4, {})
    assert "formula" in row.flaws[2]


def test_an_error_value_is_a_flaw() -> None:
    (row,) = read('<sheetData><row r="4"><c r="B4" t="e"><v>#N/A</v></c></row></sheetData>')

    assert row.flaws == {2: "the error #N/A"}


def test_rows_and_cells_without_addresses_are_counted() -> None:
    body = "<sheetData><row/><row><c/><c><v>5</v></c></row></sheetData>"

    assert read(body) == (Row(number=2, cells={2: "5"}),)


def test_a_prefix_of_the_elements_does_not_matter() -> None:
    body = '<x:row r="2" hidden="1"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="http://example.org/">{body}</x:worksheet>'.encode()

    assert read_sheet_xml(BytesIO(xml), STYLES) == (Row(number=2, cells={1: "5"}, hidden=True),)


def test_merged_cells_reach_down() -> None:
    body = (
        '<sheetData><row r="1"><c r="A1"><v>5</v></c></row><row r="2"><c r="B2"><v>6</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )

    assert read(body)[1].cells == {1: "5", 2: "6"}


def test_an_entity_declaration_is_refused() -> None:
    xml = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w><row><c><v>&a;</v></c></row></w>'

    with pytest.raises(ValueError, match="entities"):
        read_sheet_xml(BytesIO(xml), STYLES)


def test_cut_off_xml_is_an_error() -> None:
    with pytest.raises(ExpatError):
        read_sheet_xml(BytesIO(b"<worksheet><sheetData>"), STYLES)


def test_a_fraction_stays_a_fraction() -> None:
    assert number_text("0.10000000000000001") == "0.1"


def test_a_number_beyond_all_codes_keeps_its_power() -> None:
    assert number_text(1e30) == "1e+30"


def test_what_is_no_moment_is_shown_as_it_is() -> None:
    assert moment_text(datetime.fromisoformat("2015-04-08T09:05")) == "2015-04-08 09:05"
    assert moment_text("x") == "x"
