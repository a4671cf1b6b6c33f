"""What `pucha evidence show` says of records that are no answer."""

from pathlib import Path

import pytest

from crawler.fleet.archiving.segment_files import SegmentFiles
from pucha.evidence.showing import Found, body_of, lines_of, look
from schema.types.capture import Exchange, Request
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from testkit.facts import AT, HOME
from testkit.fleet import SEGMENT, open_segment
from testkit.pages import make_failure, make_page


def write(root: Path) -> tuple[RecordRef, RecordRef]:
    segment = open_segment(root)
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    came = Exchange(
        url=HOME, ip=None, at=AT, request=b"GET", head=head, body=b"<p>x", complete=True
    )
    page = make_page(HOME, "<p>x", exchanges=(came,))
    answered = segment.keep(Request(url=HOME), page)
    silent = segment.keep(Request(url=f"{HOME}dead"), make_failure(f"{HOME}dead"))
    segment.seal()
    return answered, silent


async def test_the_record_of_a_file_is_told_without_the_page_that_follows(tmp_path: Path) -> None:
    write(tmp_path)
    found = Found(evidence=None, places=(RecordRef(segment=SEGMENT, offset=0, length=0),))

    lines = list(lines_of(found, await look(SegmentFiles(tmp_path), found)))

    assert any("warcinfo" in line for line in lines)
    assert not any(line.startswith(("outcome", "headers")) for line in lines)


async def test_a_page_without_an_answer_has_no_body_to_write(tmp_path: Path) -> None:
    answered, silent = write(tmp_path)
    files = SegmentFiles(tmp_path)

    with pytest.raises(ArchiveError, match="no answer came"):
        body_of(files, silent, decoded_limit=100)
    assert body_of(files, answered, decoded_limit=100) == b"<p>x"
