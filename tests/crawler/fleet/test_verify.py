"""Every way in which a segment and its rows can disagree is named; whole ones are not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.evidence.page_records import PAGE_RECORD
from crawler.evidence.warc import build_record, record_name
from crawler.fleet.archiving.orphans import names_here, orphans, prune
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.verify import check_attempt
from schema.types.archive import Problem, Reference
from schema.types.capture import Exchange, Request
from schema.types.evidence import RecordRef
from schema.types.ids import Digest
from schema.types.lease import SegmentRow
from testkit.facts import AT, HOME
from testkit.fleet import open_segment
from testkit.pages import make_failure, make_page

TOKEN = "00000000-0000-4000-8000-000000000001"
NAME = f"1/2-3-{TOKEN}.warc.gz"
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


def write(root: Path) -> tuple[SegmentRow, list[Reference]]:
    segment = open_segment(root, NAME)
    rows = []
    for number in range(4):
        url, body = f"{HOME}{number}", b"page %d" % number
        one = Exchange(url=url, ip=None, at=AT, request=b"GET", head=HEAD, body=body, complete=True)
        page = make_page(url, body, exchanges=(one,))
        place = segment.keep(Request(url=url), page)
        rows.append(Reference(source=f"row {number}", url=url, record=place, digest=page.sha256))
    dead = segment.keep(Request(url=f"{HOME}dead"), make_failure(f"{HOME}dead"))
    rows.append(Reference(source="row dead", url=f"{HOME}dead", record=dead))
    (row,) = segment.seal()
    return row, rows


def problems(root: Path, row: SegmentRow, references: list[Reference]) -> list[str]:
    _, found = check_attempt(SegmentFiles(root), [row], references)
    return [one.what for one in found]


def test_a_segment_that_its_rows_bear_out_holds(tmp_path: Path) -> None:
    row, references = write(tmp_path)

    counted, found = check_attempt(SegmentFiles(tmp_path), [row], references)

    assert found == []
    assert (counted.records, counted.pages, counted.resolved) == (14, 5, 5)
    assert counted.size == row.size == (tmp_path / NAME).stat().st_size


@pytest.mark.parametrize(
    ("purpose", "counts"),
    [
        ("list", 1),
        ("render", 1),
        ("render-part", 0),
        ("list-first", 0),
        ("render-first", 0),
        ("control-beside", 0),
        ("robots-beside", 0),
    ],
)
def test_what_a_browser_fetched_and_a_first_try_are_kept_and_are_no_pages(
    tmp_path: Path, purpose: str, counts: int
) -> None:
    segment = open_segment(tmp_path, NAME)
    segment.keep(Request(url=HOME, purpose=purpose), make_page(HOME, b"page"))

    counted, found = check_attempt(SegmentFiles(tmp_path), segment.seal(), [])

    assert (counted.pages, found) == (counts, [])


def test_the_look_of_a_visit_that_no_row_names_is_missed(tmp_path: Path) -> None:
    segment = open_segment(tmp_path, NAME)
    visit = Request(url=HOME, purpose="visit")
    looks = [segment.keep(visit, make_failure(HOME)), segment.keep(visit, make_page(HOME, "x"))]
    (row,) = segment.seal()
    rows = [Reference(source="row", url=HOME, record=one) for one in looks]

    assert problems(tmp_path, row, rows) == []
    assert problems(tmp_path, row, rows[:1]) == [
        f"no row names the look of a visit at byte {looks[1].offset}"
    ]


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.99])
def test_a_flipped_byte_is_named_and_what_lies_behind_is_missed(
    tmp_path: Path, place: float
) -> None:
    row, references = write(tmp_path)
    data = bytearray((tmp_path / NAME).read_bytes())
    data[int(len(data) * place)] ^= 0xFF
    (tmp_path / NAME).write_bytes(data)

    found = problems(tmp_path, row, references)

    assert any("damaged" in one or "is false" in one for one in found)
    assert "its sha256 is not that of the row" in found
    assert any("names byte" in one for one in found)


def test_a_torn_tail_and_a_missing_file_are_named(tmp_path: Path) -> None:
    row, references = write(tmp_path)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:-5])
    torn = problems(tmp_path, row, references)
    path.unlink()
    missing = problems(tmp_path, row, references)

    assert any("the file ends inside a record" in one for one in torn)
    assert any("bytes are there, the row says" in one for one in torn)
    assert any("cannot be read: No such file" in one for one in missing)
    assert sum("names byte" in one for one in missing) == len(references)


@pytest.mark.parametrize("block", [b"{", b"[]", b'{"request":{},"page":{},"answers":[]}'])
def test_a_page_record_that_cannot_be_read_is_named_and_the_walk_goes_on(
    tmp_path: Path, block: bytes
) -> None:
    row, references = write(tmp_path)
    forged = build_record(
        "metadata", record_id=record_name(b"0" * 16), at=AT, block=block, content_type=PAGE_RECORD
    )
    with (tmp_path / NAME).open("ab") as file:
        file.write(forged.member())

    found = problems(tmp_path, row, references)

    assert any("the record of a page cannot be read" in one for one in found)
    assert "15 records are there, the row says 14" in found
    assert not any("names byte" in one for one in found)


FALSE_ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "size": ({"size": 1}, "the row says 1"),
    "sha256": ({"sha256": "00" * 32}, "its sha256 is not"),
    "records": ({"records": 1}, "14 records are there, the row says 1"),
    "root": ({"root": "00" * 32}, "the Merkle root"),
}


@pytest.mark.parametrize(("change", "named"), FALSE_ROWS.values(), ids=FALSE_ROWS)
def test_a_false_row_of_a_segment_is_named(
    tmp_path: Path, change: dict[str, Any], named: str
) -> None:
    row, references = write(tmp_path)

    (found,) = problems(tmp_path, replace(row, **change), references)

    assert named in found


def test_an_old_row_without_a_tree_holds(tmp_path: Path) -> None:
    row, references = write(tmp_path)

    assert problems(tmp_path, replace(row, records=0, root=""), references) == []


FALSE_REFERENCES: dict[str, tuple[dict[str, Any], str]] = {
    "url": ({"url": f"{HOME}other"}, "another page"),
    "digest": ({"digest": Digest("00" * 32)}, "another digest"),
    "length": ({"record": RecordRef(segment=NAME, offset=0, length=1)}, "bytes, not 1"),
    "offset": ({"record": RecordRef(segment=NAME, offset=7, length=1)}, "no record begins there"),
    "segment": ({"record": RecordRef(segment="x", offset=0, length=1)}, "which is not its own"),
}


@pytest.mark.parametrize(("change", "named"), FALSE_REFERENCES.values(), ids=FALSE_REFERENCES)
def test_a_row_that_points_at_nothing_is_named(
    tmp_path: Path, change: dict[str, Any], named: str
) -> None:
    row, references = write(tmp_path)
    references[1] = replace(references[1], **change)

    (found,) = problems(tmp_path, row, references)

    assert named in found


def test_a_copy_that_is_no_whole_answer_is_named(tmp_path: Path) -> None:
    row, references = write(tmp_path)
    references[4] = replace(references[4], whole=True)

    assert problems(tmp_path, row, references)[0].endswith(
        "a whole copy is expected, not a metadata"
    )


def test_a_problem_says_where() -> None:
    assert str(Problem(where="here", what="wrong")) == "here: wrong"


def test_only_what_nobody_can_ever_name_is_pruned(tmp_path: Path) -> None:
    files = SegmentFiles(tmp_path)
    write(tmp_path)
    others = {number: TOKEN[:-1] + number for number in "234"}
    data = (tmp_path / NAME).read_bytes()
    for number, token in others.items():
        whole = data if number != "4" else data[:-3]
        (tmp_path / f"1/9-1-{token}.warc.gz").write_bytes(whole)
    (tmp_path / "1/9-1-foreign.warc.gz").write_bytes(b"")
    claimed = frozenset({NAME, others["2"]})

    found = list(orphans(files, names_here(files), claimed))
    gone = prune(files, found)

    states = {one.name.rsplit("-", 1)[-1][-9]: (one.torn, one.in_use) for one in found}
    assert states == {
        "2": (False, True),
        "3": (False, False),
        "4": (True, False),
        "n": (False, True),
    }
    assert [one.name[-9] for one in gone] == ["3", "4"]
    assert len(names_here(files)) == 3
