"""Hand-overs as the validator of the format's own tools and independent readers see them."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.archiving.wacz import HandOver, write_wacz
from schema.types.capture import Exchange, Page, Request
from schema.types.errors import ArchiveError, PuchaError
from testkit.facts import AT, HOME
from testkit.fleet import open_segment
from testkit.pages import make_failure, make_page

FIRST, SECOND = "1/1.warc.gz", "2/2.warc.gz"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
BODY = "<p>关于召开会议的通知</p>".encode()


def page(url: str, *, head: bytes = HEAD, body: bytes = BODY) -> Page:
    one = Exchange(url=url, ip=None, at=AT, request=b"GET / HTTP/1.1\r\n\r\n", head=head,
                   body=body, complete=True)  # fmt: skip
    return make_page(url, body, exchanges=(one,))


@pytest.fixture
def files(tmp_path: Path) -> SegmentFiles:
    """Two sweeps: the second found its list unchanged."""
    list_page = Request(url=f"{HOME}tzgg/", purpose="list")
    first = open_segment(tmp_path, FIRST)
    first.keep(list_page, page(list_page.url))
    first.seal()
    (copy,) = first.copies
    second = open_segment(tmp_path, SECOND)
    second.keep(Request(url=HOME, purpose="visit"), page(HOME))
    unchanged = page(list_page.url, head=b"HTTP/1.1 304 Not Modified\r\n\r\n", body=b"")
    second.keep(list_page, replace(unchanged, body=BODY), copy)
    second.keep(Request(url=f"{HOME}dead"), make_failure(f"{HOME}dead"))
    second.seal()
    return SegmentFiles(tmp_path)


def given(*segments: str) -> HandOver:
    return HandOver(segments=segments, title="巡检 2", software="pucha/test", now=AT)


def test_a_hand_over_is_valid_and_holds_what_its_revisits_rest_on(
    files: SegmentFiles, tmp_path: Path
) -> None:
    out = tmp_path / "out.wacz"

    assert write_wacz(files, out, given(SECOND)) == 2

    command = [sys.executable, "-m", "wacz", "validate", "-f", str(out)]
    validated = subprocess.run(command, check=False, capture_output=True, text=True)
    assert validated.returncode == 0, validated.stdout
    assert "the passed WACZ is valid" in validated.stdout
    with ZipFile(out) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        copies = archive.read("archive/copies.warc.gz")
        lines = archive.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        package = json.loads(archive.read("datapackage.json"))
        segment = archive.read("archive/2-2.warc.gz")
    assert segment == (tmp_path / SECOND).read_bytes()
    assert {info.compress_type for name, info in infos.items() if "warc" in name} == {ZIP_STORED}
    assert copies in (tmp_path / FIRST).read_bytes()
    assert lines == sorted(lines)
    found = [json.loads(line.split(" ", 2)[2]) for line in lines]
    assert {(one["filename"], one["mime"]) for one in found} == {
        ("2-2.warc.gz", "text/html"),
        ("2-2.warc.gz", "warc/revisit"),
        ("copies.warc.gz", "text/html"),
    }
    assert [one["url"] for one in pages[1:]] == [HOME, f"{HOME}tzgg/"]
    assert (package["title"], package["wacz_version"]) == ("巡检 2", "1.1.1")


def test_every_line_of_the_index_leads_to_its_record(files: SegmentFiles, tmp_path: Path) -> None:
    out = tmp_path / "out.wacz"
    write_wacz(files, out, given(FIRST, SECOND))

    with ZipFile(out) as archive:
        for line in archive.read("indexes/index.cdx").decode().splitlines():
            told = json.loads(line.split(" ", 2)[2])
            with archive.open(f"archive/{told['filename']}") as file:
                file.seek(int(told["offset"]))
                record = next(iter(ArchiveIterator(file)))
                assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]
        assert "archive/copies.warc.gz" not in archive.namelist()


def test_a_damaged_segment_is_not_handed_over(files: SegmentFiles, tmp_path: Path) -> None:
    path, out = tmp_path / SECOND, tmp_path / "out.wacz"
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(ArchiveError, match="damaged"):
        write_wacz(files, out, given(SECOND))

    assert list(tmp_path.glob("*out.wacz*")) == []


def test_a_folder_that_is_not_there_is_said(files: SegmentFiles, tmp_path: Path) -> None:
    with pytest.raises(PuchaError, match="cannot be written"):
        write_wacz(files, tmp_path / "none" / "out.wacz", given(SECOND))
