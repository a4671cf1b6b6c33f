import json

import pytest
import surt

from crawler.evidence.cdx import index_line, moment_digits, sort_key
from crawler.evidence.members import read_member
from crawler.evidence.warc import build_record, record_name
from testkit.facts import AT, HOME

ADDRESSES = [
    "http://www.example.gov.cn/",
    "https://www2.example.gov.cn/A/B.html",
    "http://example.gov.cn:8080/tzgg/",
    "http://example.gov.cn/list?b=2&a=1",
    "http://example.gov.cn/%E9%80%9A/",
    "http://127.0.0.1:41379/zwgk/index.html",
    "http://[2001:db8::1]:8080/a",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_is_turned_as_the_tools_turn_it(url: str) -> None:
    assert sort_key(url) == surt.surt(url)


def test_what_is_no_address_stays_in_one_word() -> None:
    assert sort_key("dns:a b") == "dns:a%20b"


def test_a_date_is_fourteen_digits() -> None:
    assert moment_digits("2026-11-23T04:00:00.123456Z") == "20261123040000"


@pytest.mark.parametrize(
    ("kind", "head", "mime"),
    [
        (
            "response",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/HTML; charset=gbk\r\n\r\n",
            "text/html",
        ),
        ("response", b"HTTP/2 200 \r\n\r\n", "unk"),
        ("revisit", b"HTTP/1.1 304 Not Modified\r\n\r\n", "warc/revisit"),
    ],
)
def test_an_answer_has_a_line(kind: str, head: bytes, mime: str) -> None:
    made = build_record(
        kind, record_id=record_name(bytes(16)), at=AT, block=head, content_type="x", target=HOME
    )
    record = read_member(made.member(), 70)

    key, moment, value = (index_line(record, "a.warc.gz") or "").split(" ", 2)

    assert (key, moment) == ("cn,gov,example)/", "20261123040000")
    told = json.loads(value)
    assert (told["mime"], told["offset"], told["filename"]) == (mime, "70", "a.warc.gz")
    assert told["length"] == str(len(made.member()))


def test_what_nobody_looks_up_has_none() -> None:
    made = build_record(
        "metadata", record_id=record_name(bytes(16)), at=AT, block=b"", content_type="x"
    )

    assert index_line(read_member(made.member()), "a.warc.gz") is None
