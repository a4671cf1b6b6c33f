"""Segments as they are written, and as our own reader gives them back."""

import errno
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.fleet.archiving.archive import SegmentWriter
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.verify import check_attempt
from schema.types.archive import Reference
from schema.types.capture import Page, Request, not_rendered
from schema.types.errors import ArchiveError
from testkit.facts import AT, HOME
from testkit.pages import make_page
from testkit.segments import (
    CUT,
    DEAD,
    HTML,
    LIMIT,
    NAME,
    PACKED,
    PAGES,
    PLAIN,
    exchange,
    page_of,
    reader,
    write,
)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_is_read_back_as_it_was_fetched(tmp_path: Path, page: Page) -> None:
    write(tmp_path, page)

    [(request, found, _)] = reader(tmp_path).pages()

    assert request == Request(url=HOME, purpose="visit")
    assert found.body == page.body
    assert (found.outcome, found.status, found.headers) == (page.outcome, page.status, page.headers)
    assert (found.sha256, found.fetched_at, found.seconds) == (
        page.sha256,
        page.fetched_at,
        page.seconds,
    )


def test_an_answer_cut_short_says_so(tmp_path: Path) -> None:
    places = write(tmp_path, PLAIN, CUT)

    cut = [reader(tmp_path).record(place).headers.get("WARC-Truncated") for place in places]

    assert cut == [None, "disconnect"]


def test_records_of_one_exchange_name_one_another(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)

    info, response, request, page = (one.headers for one in reader(tmp_path).records())

    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert page["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert {one["WARC-Warcinfo-ID"] for one in (response, request, page)} == {
        info["WARC-Record-ID"]
    }
    assert response["WARC-IP-Address"] == "127.0.0.1"


def test_an_abandoned_segment_can_be_abandoned_again(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path, NAME, now=AT, software="pucha")

    writer.abandon()
    writer.abandon()

    assert reader(tmp_path).pages() == []


def test_a_place_leads_to_its_response(tmp_path: Path) -> None:
    places = write(tmp_path, PLAIN, PACKED, DEAD)

    types = [reader(tmp_path).record(place).headers["WARC-Type"] for place in places]

    assert types == ["response", "response", "metadata"]


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, PLAIN, PACKED)
    data = bytearray((tmp_path / NAME).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / NAME).write_bytes(data)

    with pytest.raises(ArchiveError):
        reader(tmp_path).pages()


def test_a_torn_tail_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)
    data = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(data[:-7])

    with pytest.raises(ArchiveError):
        reader(tmp_path).pages()


def test_nobody_appends_to_anothers_segment(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)

    with pytest.raises(ArchiveError, match="File exists"):
        write(tmp_path, PLAIN)

    assert reader(tmp_path).pages()[0][1].body == PLAIN.body


def test_a_large_segment_goes_on_in_a_new_part(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path, NAME, now=AT, software="pucha", part_bytes=5000)
    for number in range(6):
        body = random.Random(number).randbytes(2000)
        writer.keep(Request(url=f"{HOME}{number}"), page_of(body, exchange(body)))
    rows = writer.seal()

    names = ["1/2-3-token.warc.gz", "1/2-3-token.1.warc.gz", "1/2-3-token.2.warc.gz"]
    files = SegmentFiles(tmp_path)
    assert [(row.part, row.path) for row in rows] == list(enumerate(names))
    assert check_attempt(files, rows, [])[1] == []
    pages = SegmentReader(files, *names, decoded_limit=LIMIT).pages()
    assert [request.url for request, _, _ in pages] == [f"{HOME}{number}" for number in range(6)]


@pytest.mark.parametrize("step", ["write", "fsync", "open"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def attempt() -> None:
        if step == "open":
            monkeypatch.setattr(os, step, full)
        writer = SegmentWriter(tmp_path, NAME, now=AT, software="pucha")
        monkeypatch.setattr(os, step, full)
        writer.keep(Request(url=HOME), PLAIN)
        writer.seal()

    with pytest.raises(ArchiveError, match=r"token\.warc\.gz cannot be written: No space left"):
        attempt()

    assert list(tmp_path.rglob("*.warc.gz")) == []


def test_what_the_connection_was_stands_in_the_archive(tmp_path: Path) -> None:
    secured = replace(
        exchange(HTML), protocol="tls/1.3", cipher="TLS_AES_256_GCM_SHA384", certificates=("ab",)
    )
    (place,) = write(tmp_path, page_of(HTML, secured))

    headers = reader(tmp_path).record(place).headers

    assert headers["WARC-Protocol"] == "tls/1.3"
    assert headers["WARC-Cipher-Suite"] == "TLS_AES_256_GCM_SHA384"


def test_what_a_browser_made_of_a_page_is_a_conversion_of_it(tmp_path: Path) -> None:
    made = "<html><body><ul><li>关于召开会议的通知</li></ul></body></html>".encode()
    shown = replace(make_page(HOME, made), rendered=True, reason="rendered")
    segment = SegmentWriter(tmp_path, NAME, now=AT, software="pucha/test")
    segment.keep(Request(url=HOME), PLAIN)
    place = segment.keep(Request(url=HOME, purpose="render"), shown)
    rows = segment.seal()
    reference = Reference(
        source="evidence", url=HOME, record=place, digest=shown.sha256, whole=False
    )

    with (tmp_path / NAME).open("rb") as file:
        found = {one.rec_type: one.rec_headers for one in ArchiveIterator(file, check_digests=True)}
    reader = SegmentReader(SegmentFiles(tmp_path), NAME, decoded_limit=LIMIT)
    request, page, back = reader.pages()[-1]

    assert check_attempt(SegmentFiles(tmp_path), rows, [reference])[1] == []
    assert found["conversion"]["WARC-Refers-To"] == found["response"]["WARC-Record-ID"]
    assert (request.purpose, page.rendered, page.body, back) == ("render", True, made, place)
    assert list(reader.record(place).faults()) == []


def test_page_that_was_not_rendered_is_kept_as_that(tmp_path: Path) -> None:
    segment = SegmentWriter(tmp_path, NAME, now=AT, software="pucha/test")
    segment.keep(Request(url=HOME), not_rendered(Request(url=HOME), AT, "no browser"))
    segment.seal()

    page = SegmentReader(SegmentFiles(tmp_path), NAME, decoded_limit=LIMIT).pages()[0][1]

    assert (page.reason, page.rendered, page.body) == ("not rendered: no browser", True, b"")
