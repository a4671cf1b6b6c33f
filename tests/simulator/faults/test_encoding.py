"""Bytes, headers and meta tags that disagree; the site's name can be read all the same."""

import gzip
import zlib
from typing import Any

import pytest

from simulator.faults.encoding import bad_gzip
from simulator.truth import truth


@pytest.mark.parametrize(
    ("fault", "header", "meta", "codec"),
    [
        ("C-GBK-NOHEADER", "text/html", "", "gb18030"),
        ("C-META-LIES", "text/html", "gb2312", "utf-8"),
        ("C-HEADER-LIES", "text/html; charset=gb2312", "utf-8", "utf-8"),
        ("C-UTF16-BOM", "text/html", "", "utf-16"),
    ],
)
async def test_what_is_said_is_not_what_the_bytes_are(
    province: Any, fault: str, header: str, meta: str, codec: str
) -> None:
    site = province.carrier(fault)

    answer = await province.fetch(site)

    assert answer.headers["content-type"] == header
    text = answer.body.decode(codec)
    assert f"<title>{site.name}" in text
    assert f"charset={meta}" in text.replace("'", "") or not meta


async def test_utf_16_begins_with_its_mark(province: Any) -> None:
    answer = await province.fetch(province.carrier("C-UTF16-BOM"))

    assert answer.body.startswith((b"\xff\xfe", b"\xfe\xff"))


@pytest.mark.parametrize("family", ["F1", "F11"])
async def test_strange_bytes_stand_in_a_readable_page(province: Any, family: str) -> None:
    site = province.carrier("C-MIXED", family=family)
    codec = "gb18030" if family == "F11" else "utf-8"

    answer = await province.fetch(site)

    with pytest.raises(UnicodeDecodeError):
        answer.body.decode(codec)
    assert f"<title>{site.name}" in answer.body.decode(codec, "replace")


@pytest.mark.parametrize("number", range(3))
def test_gzip_is_broken_in_three_ways(number: int) -> None:
    class Numbered:
        def __init__(self) -> None:
            self.number = number

    body = bad_gzip(Numbered(), b"<html>page</html>")  # type: ignore[arg-type]

    with pytest.raises((gzip.BadGzipFile, EOFError)):
        gzip.decompress(body)
    found = body if number == 2 else zlib.decompressobj(-15).decompress(body[10:])
    assert found == b"<html>page</html>"


async def test_every_page_is_named_gzip(province: Any) -> None:
    answer = await province.fetch(province.carrier("C-GZIP-BAD"))

    assert answer.headers["content-encoding"] == "gzip"


async def test_a_servers_default_charset_is_said_and_the_meta_is_right(province: Any) -> None:
    answer = await province.fetch(province.carrier("C-ISO-DEFAULT"))

    assert answer.headers["content-type"] == "text/html; charset=ISO-8859-1"
    assert b"charset=" in answer.body


@pytest.mark.parametrize(
    "fault",
    ["C-GBK-NOHEADER", "C-META-LIES", "C-HEADER-LIES", "C-UTF16-BOM", "C-MIXED", "C-GZIP-BAD",
     "C-ISO-DEFAULT"],
)  # fmt: skip
def test_an_encoding_changes_no_word(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V5")} == {"PASS"}
