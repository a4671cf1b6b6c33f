import json
from dataclasses import replace

import pytest

from crawler.evidence.page_records import (
    COPY_PLACE,
    answer_parts,
    page_block,
    payload_label,
    status_of,
    stored_head,
)
from schema.types.capture import Exchange, Request
from schema.types.evidence import RecordRef
from schema.types.ids import Digest
from schema.types.page_copy import PageCopy
from testkit.facts import AT, HOME
from testkit.pages import make_page

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
EXCHANGE = Exchange(
    url=HOME, ip="127.0.0.1", at=AT, request=b"GET", head=HEAD, body=b"body", complete=True
)
COPY = PageCopy(
    url_key="example.gov.cn/",
    url=HOME,
    etag='"1"',
    last_modified=None,
    sha256=Digest("ab" * 32),
    payload_sha1="02083f4579e08a612425c0c1a17ee47add783b94",
    record_id="<urn:uuid:00000000-0000-4000-8000-000000000000>",
    record=RecordRef(segment="1/2.warc.gz", offset=3, length=4),
    fetched_at=AT,
)


def test_an_answer_is_kept_whole() -> None:
    parts = answer_parts(EXCHANGE)

    assert (parts.type, parts.block, parts.payload_start) == ("response", HEAD + b"body", len(HEAD))
    assert parts.fields == ()


def test_what_the_connection_was_is_told() -> None:
    secured = replace(EXCHANGE, protocol="tls/1.3", cipher="TLS_AES_256_GCM_SHA384")

    assert answer_parts(secured).fields == (
        ("WARC-Protocol", "tls/1.3"),
        ("WARC-Cipher-Suite", "TLS_AES_256_GCM_SHA384"),
    )


@pytest.mark.parametrize(
    ("head", "profile"),
    [
        (HEAD, "identical-payload-digest"),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", "server-not-modified"),
        (b"HTTP/2 304 \r\n\r\n", "server-not-modified"),
    ],
)
def test_a_revisit_leads_to_the_whole_copy(head: bytes, profile: str) -> None:
    parts = answer_parts(replace(EXCHANGE, head=head), COPY)
    fields = dict(parts.fields)

    assert (parts.type, parts.block) == ("revisit", head)
    assert parts.payload_sha1 == bytes.fromhex(COPY.payload_sha1)
    assert fields["WARC-Profile"].endswith(f"/revisit/{profile}")
    assert fields["WARC-Refers-To"] == COPY.record_id
    assert fields["WARC-Refers-To-Target-URI"] == HOME
    assert fields["WARC-Refers-To-Date"] == "2026-11-23T04:00:00.000000Z"
    assert fields[COPY_PLACE] == "1/2.warc.gz 3 4"


def test_an_answer_that_was_cut_says_so() -> None:
    cut = replace(EXCHANGE, complete=False)

    assert ("WARC-Truncated", "disconnect") in answer_parts(cut).fields


def test_a_head_of_chunks_is_renamed_and_given_its_length() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"

    stored = stored_head(head, 42)

    assert b"\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n" in stored
    assert stored.endswith(b"\r\nContent-Length: 42\r\n\r\n")
    assert stored.count(b"Content-Length") == 1


@pytest.mark.parametrize(
    ("head", "status"),
    [(HEAD, 200), (b"HTTP/2 404 \r\n\r\n", 404), (b"ICY", None), (b"HTTP/1.1 2x0 OK", None)],
)
def test_the_status_is_read_from_the_head(head: bytes, status: int | None) -> None:
    assert status_of(head) == status


def test_a_page_tells_how_it_came_and_where_its_body_lies() -> None:
    secured = replace(EXCHANGE, certificates=("ab", "cd"))
    page = make_page(HOME, b"body", exchanges=(secured,))

    told = json.loads(page_block(Request(url=HOME), page, ["<a>"], COPY))

    assert told["certificates"] == ["ab", "cd"]
    assert told["copy"] == {"segment": "1/2.warc.gz", "offset": 3, "length": 4}
    assert told["page"]["outcome"] == "ok"
    assert told["answers"] == ["<a>"]


def test_the_payload_digest_is_written_as_the_tools_expect() -> None:
    assert payload_label(COPY) == "sha1:AIED6RLZ4CFGCJBFYDA2C7XEPLOXQO4U"
