"""Segments as independent readers see them (warcio, fastwarc)."""

import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from schema.types.capture import Page
from testkit.segments import (
    CHUNKED,
    CUT,
    HTML,
    NAME,
    PACKED,
    PAGES,
    PLAIN,
    exchange,
    page_of,
    reader,
    write,
)


def test_two_independent_readers_find_every_record_sound(tmp_path: Path) -> None:
    write(tmp_path, *PAGES.values())

    with (tmp_path / NAME).open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
    with (tmp_path / NAME).open("rb") as file:
        sound = [record.verify_block_digest() for record in FastIterator(file, parse_http=False)]

    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 4, "metadata"]
    assert sound == [True] * len(kinds)


def test_the_body_is_kept_as_received(tmp_path: Path) -> None:
    write(tmp_path, PACKED)

    with (tmp_path / NAME).open("rb") as file:
        [response] = [
            record.reader.read()
            for record in FastIterator(file, record_types=WarcRecordType.response, parse_http=False)
        ]

    assert response.endswith(PACKED.exchanges[0].body)


BY_HTTP2 = page_of(
    HTML, replace(exchange(HTML), head=b"HTTP/2 200 \r\ncontent-type: text/html\r\n\r\n")
)


@pytest.mark.parametrize(
    "page",
    [PLAIN, PACKED, CHUNKED, BY_HTTP2, CUT],
    ids=["plain", "gzip", "chunked", "http/2", "cut"],
)
def test_two_independent_readers_give_the_decoded_body(tmp_path: Path, page: Page) -> None:
    write(tmp_path, page)

    with (tmp_path / NAME).open("rb") as file:
        by_warcio = [
            record.content_stream().read()
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    with (tmp_path / NAME).open("rb") as file:
        by_fastwarc = [
            (record.http_headers.status_code, record.reader.read())
            for record in FastIterator(
                file, record_types=WarcRecordType.response, auto_decode="all"
            )
        ]

    assert by_warcio == [page.body]
    assert by_fastwarc == [(200, page.body)]


@given(st.lists(st.binary(max_size=400), max_size=5), st.sampled_from(["", "gzip"]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bodies_are_read_alike_by_all_readers(
    tmp_path: Path, bodies: list[bytes], coding: str
) -> None:
    root = tmp_path / os.urandom(8).hex()
    pages = []
    for body in bodies:
        sent = gzip.compress(body) if coding else body
        pages.append(page_of(body, exchange(sent, f"Content-Encoding: {coding or 'identity'}")))
    write(root, *pages)

    with (root / NAME).open("rb") as file:
        blocks = [one.raw_stream.read() for one in ArchiveIterator(file, no_record_parse=True)]
    with (root / NAME).open("rb") as file:
        by_fastwarc = [one.reader.read() for one in FastIterator(file, parse_http=False)]

    ours = [one.block for one in reader(root).records()]
    assert blocks == by_fastwarc == ours
    assert len(ours) == 1 + 3 * len(bodies)
