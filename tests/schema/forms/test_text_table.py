import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.forms.text_table import read_text_table
from schema.types.errors import FormError

HEADER = ["网站标识码", "网站名称", "首页网址"]
ROW = ["4300000001", "某市,某局", "http://www.example.gov.cn/?a=1;b=2"]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def cells(data: bytes) -> list[list[str]]:
    (sheet,) = read_text_table("a.csv", data)
    return [list(row.cells.values()) for row in sheet.rows]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_charset_and_delimiter_gives_the_same_table(charset: str, delimiter: str) -> None:
    data = written([["标题", "", ""], HEADER, ROW, ["注：完"]], delimiter).encode(charset)

    assert cells(data) == [["标题"], HEADER, ROW, ["注：完"]]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    data = written([HEADER, [], ["a\nb", "c", "d"], ROW]).encode()

    (sheet,) = read_text_table("a.csv", data)

    assert [row.number for row in sheet.rows] == [1, 3, 4]


def test_a_comma_inside_an_address_does_not_split_a_list() -> None:
    text = "http://a.gov.cn/\nhttp://b.gov.cn/col/1,2.html\nhttp://c.gov.cn/\nhttp://d.gov.cn/\n"

    assert cells(text.encode()) == [[line] for line in text.split()]


def test_a_dos_end_of_file_is_no_cell() -> None:
    assert cells(b"http://a.gov.cn/\r\n\x1a") == [["http://a.gov.cn/"]]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"<html><table>", "HTML", id="html-saved-as-xls"),
        pytest.param("\ufeff <?xml version='1.0'?>".encode(), "XML", id="spreadsheet-2003"),
        pytest.param(bytes(range(256)), "neither", id="random-bytes"),
        pytest.param(b"\x81\xff\xfe", "neither", id="no-charset"),
        pytest.param(b'a,b\n"' + b"x" * 200_000, "cannot be read", id="endless-cell"),
        pytest.param(b'a,b\n"c,d\n' + b"e,f\n" * 20, "row 2 is not closed", id="open-quote"),
    ],
)
def test_what_is_no_table_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FormError, match=sentence):
        read_text_table("a.csv", data)


TEXTS = st.text(
    st.characters(codec="gb18030", exclude_categories=("C", "Z")), min_size=1, max_size=12
)


@given(
    rows=st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=8),
    charset=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from(",;\t"),
)
def test_a_written_table_is_read_back(rows: list[list[str]], charset: str, delimiter: str) -> None:
    table = [["网站标识码", "网站名称", "首页网址", "主办单位"], *rows]
    quoted = io.StringIO(newline="")
    csv.writer(quoted, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)

    assert cells(quoted.getvalue().encode(charset)) == table
