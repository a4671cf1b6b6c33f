import base64
import gzip
import hashlib
import zlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.evidence.warc import Record, build_record, record_name
from testkit.facts import AT, HOME

NAME = record_name(bytes(range(16)))
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def response(payload: bytes, **changes: object) -> Record:
    values = {
        "record_id": NAME,
        "at": AT,
        "block": HEAD + payload,
        "content_type": "application/http;msgtype=response",
        "target": HOME,
        "payload_start": len(HEAD),
    }
    return build_record("response", **{**values, **changes})  # type: ignore[arg-type]


def fields(record: Record) -> dict[str, str]:
    lines = record.head.decode().rstrip("\r\n").split("\r\n")
    assert lines[0] == "WARC/1.1"
    return dict(line.split(": ", 1) for line in lines[1:])


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def test_a_record_states_its_length_and_digests() -> None:
    found = fields(response(b"body"))

    assert found["Content-Length"] == str(len(HEAD) + 4)
    assert found["WARC-Block-Digest"] == sha1(HEAD + b"body")
    assert found["WARC-Payload-Digest"] == sha1(b"body")
    assert found["WARC-Target-URI"] == HOME


def test_a_record_without_a_payload_states_no_digest_of_one() -> None:
    record = build_record(
        "metadata", record_id=NAME, at=AT, block=b"{}", content_type="application/json"
    )

    assert "WARC-Payload-Digest" not in fields(record)
    assert "WARC-Target-URI" not in fields(record)


def test_times_are_written_in_utc() -> None:
    local = datetime(2026, 11, 23, 12, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert fields(response(b"", at=local))["WARC-Date"] == "2026-11-23T04:30:00.000000Z"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("http://a.gov.cn/x?y=1&z=%E4#f", "http://a.gov.cn/x?y=1&z=%E4#f"),
        ("http://a.gov.cn/ a", "http://a.gov.cn/%20a"),
        ("http://a/\r\nWARC-Type: warcinfo", "http://a/%0D%0AWARC-Type:%20warcinfo"),
        ("http://a/通知", "http://a/%E9%80%9A%E7%9F%A5"),
    ],
    ids=["as it is", "space", "line break", "Chinese"],
)
def test_an_address_is_one_line_of_its_head(target: str, written: str) -> None:
    assert fields(response(b"", target=target))["WARC-Target-URI"] == written


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(gzip.compress)))
def test_a_member_holds_head_block_and_end(payload: bytes) -> None:
    record = response(payload)

    machine = zlib.decompressobj(31)
    raw = machine.decompress(record.member())

    assert machine.eof
    assert machine.unused_data == b""
    assert raw == record.head + HEAD + payload + b"\r\n\r\n"


@pytest.mark.parametrize("size", [0, 1, 65531, 65532, 200_000])
def test_a_payload_that_is_packed_already_is_only_stored(size: int) -> None:
    payload = b"\x1f\x8b" + bytes(size)
    record = response(payload)

    member = record.member()

    assert gzip.decompress(member) == record.head + record.block + b"\r\n\r\n"
    assert payload[:60000] in member
    assert len(member) < len(payload) + len(record.head) + 200
