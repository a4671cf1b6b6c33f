import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.decode import codec_of, declared_in_page, decode

TEXT = "<html><head>{meta}</head><body>湖南省政府的通知，时间是四月，请各单位学习</body></html>"
SUITES = Path("../shared/suites")


def page(meta: str, charset: str) -> bytes:
    return TEXT.format(meta=meta).encode(charset)


@pytest.mark.parametrize("label", ["gb2312", "gbk", "GB18030", "x-gbk", '"gb2312"'])
def test_every_label_of_chinese_is_read_as_gb18030(label: str) -> None:
    decoded = decode(page(f"<meta charset={label}>", "gb18030"), None)

    assert (decoded.charset, decoded.reason) == ("gb18030", "meta")
    assert "湖南省" in decoded.text


def test_byte_order_mark_comes_before_everything() -> None:
    body = codecs.BOM_UTF8 + page("<meta charset=gbk>", "utf-8")

    decoded = decode(body, "text/html; charset=gbk")

    assert (decoded.charset, decoded.reason) == ("utf-8", "byte order mark")
    assert decoded.text.startswith("<html>")


def test_http_comes_before_meta() -> None:
    decoded = decode(page("<meta charset=big5>", "gb18030"), "text/html;charset=GBK")

    assert (decoded.charset, decoded.reason) == ("gb18030", "http")


def test_default_charset_of_apache_gives_way_to_meta() -> None:
    decoded = decode(page("<meta charset=gbk>", "gb18030"), "text/html; charset=ISO-8859-1")

    assert "湖南省" in decoded.text


@pytest.mark.parametrize(
    ("said", "meant"), [("utf-8", "gb18030"), ("gb2312", "utf-8"), ("iso-8859-1", "utf-8")]
)
def test_wrong_declaration_is_noticed(said: str, meant: str) -> None:
    decoded = decode(page(f"<meta charset={said}>", meant), None)

    assert decoded.charset == meant
    assert "the bytes are" in decoded.reason
    assert "湖南省" in decoded.text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_undeclared_charset_is_told_from_the_bytes(charset: str) -> None:
    decoded = decode(page("", charset), "text/html")

    assert decoded.charset == charset
    assert "湖南省" in decoded.text


def test_one_broken_character_does_not_change_the_charset() -> None:
    body = page("<meta charset=utf-8>", "utf-8").replace("月".encode(), b"\xe6\x9c" + b"x" * 600)
    body = body.replace("四".encode(), "四月是春天的第二个月".encode() * 60)

    decoded = decode(body, None)

    assert decoded.charset == "utf-8"


def test_cut_last_character_is_no_contradiction() -> None:
    body = page("<meta charset=utf-8>", "utf-8")

    decoded = decode(body[: body.index("各".encode()) + 2], None)

    assert (decoded.charset, decoded.reason) == ("utf-8", "meta")


def test_meta_far_down_is_found_within_4096_bytes() -> None:
    body = page("<!-- " + "x" * 3000 + " --><meta charset=gbk>", "gb18030")

    assert declared_in_page(body) == "gb18030"


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        "<META CONTENT='text/html;charset=gb2312' HTTP-EQUIV='Content-Type'/>",
        "<meta\ncharset = gb2312 >",
        '<?xml version="1.0" encoding="gb2312"?>',
    ],
)
def test_declaration_is_read_in_every_spelling(head: str) -> None:
    assert declared_in_page(head.encode()) == "gb18030"


@pytest.mark.parametrize(
    "head",
    ["<!-- <meta charset=gbk> -->", "<meta name=charset content=gbk>", "<meta charset=nonsense>"],
)
def test_what_declares_nothing_is_not_read(head: str) -> None:
    assert declared_in_page(head.encode()) is None


EUROS = {
    "alone": (b"\x80", "€"),
    "between letters": (b"a\x80b", "a€b"),
    "twice": (b"\x80\x80", "€€"),
    "before figures": (b"\x8012.5", "€12.5"),
    "before a character": (b"\x80\xd6\xd0", "€中"),
    "second of a character": (b"\xd6\x80", "謤"),
    "second of one, then alone": (b"\xd6\x80\x80", "謤€"),
    "beside what is broken": (b"\x80\xff", "€\ufffd"),
    "not there": (b"\xff", "\ufffd"),
}


@pytest.mark.parametrize(("body", "text"), EUROS.values(), ids=EUROS)
@pytest.mark.parametrize("label", ["gbk", "gb2312", "gb18030"])
def test_byte_80_is_a_euro_where_a_character_begins(label: str, body: bytes, text: str) -> None:
    assert decode(body, f"text/html; charset={label}").text == text


def test_a_body_of_rubbish_is_not_looked_at_byte_by_byte() -> None:
    text = decode(b"\x80" * 10_001, "text/html; charset=gbk").text

    assert text == "\ufffd" * 10_001


@given(st.binary(max_size=400), st.none() | st.text(max_size=40))
def test_any_bytes_under_any_header_give_text(body: bytes, content_type: str | None) -> None:
    decoded = decode(body, content_type)

    assert isinstance(decoded.text, str)
    assert decoded.charset
    assert decoded.reason


def test_labels_of_the_standard() -> None:
    """web-platform-tests: encoding/resources/encodings.js; Chinese labels and UTF-8."""
    file = SUITES / "encoding-zh" / "labels.json"
    if not file.is_file():
        pytest.skip(f"no suite {file}")
    cases = json.loads(file.read_text(encoding="utf-8"))
    judged = {
        "gbk": "gb18030",
        "gb18030": "gb18030",
        "utf-8": "utf-8",
        "big5": "big5hkscs",
        "windows-1252": "cp1252",
    }

    wrong = [
        (case["label"], codec_of(case["label"]))
        for case in cases
        if case["encoding"] in judged and codec_of(case["label"]) != judged[case["encoding"]]
    ]

    assert wrong == []


def test_prescan_of_the_html_standard() -> None:
    """html5lib-tests encoding/tests1.dat: what the first bytes declare, judged where they do."""
    file = SUITES / "html-encoding-sniff" / "tests1.dat"
    if not file.is_file():
        pytest.skip(f"no suite {file}")
    cases = file.read_bytes().split(b"#data\n")[1:]
    right = total = 0
    for case in cases:
        data, _, rest = case.partition(b"\n#encoding\n")
        expected = codec_of(rest.split(b"\n")[0].decode())
        if expected not in {None, "cp1252"} and len(data) < 1024:
            total += 1
            right += expected in {declared_in_page(data), codec_of(decode(data, None).charset)}

    print(f"{right} of {total} read")  # noqa: T201
    assert right >= total - 1


def test_a_mixed_page_is_named_so() -> None:
    page = "<meta charset=utf-8>" + "县政府办公室" * 400
    body = page.encode() + "公告".encode("gb18030") + b"</html>"

    decoded = decode(body, None)

    assert decoded.charset == "utf-8"
    assert decoded.reason.startswith("meta; mixed or damaged: ")
    assert "\ufffd" in decoded.text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_that_writes_the_sign_itself_is_not_mixed(charset: str) -> None:
    body = f"<meta charset={charset}>乱码写作\ufffd，说明见下".encode(charset)

    assert decode(body, None).reason == "meta"
