"""What our own reader makes of whole, damaged and missing segments."""

import base64
import gzip
import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from schema.types.capture import Exchange, Page, Request, Timings
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.outcome import Defect, Outcome
from schema.types.reading import RowsPlace
from testkit.facts import AT, HOME
from testkit.fleet import SEGMENT, open_segment, open_surveyor
from testkit.pages import make_failure, make_page
from testkit.scripted_server import ScriptedServer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def exchange(body: bytes, *, url: str = HOME, head: bytes = HEAD) -> Exchange:
    sent = b"GET / HTTP/1.1\r\n\r\n"
    return Exchange(url=url, ip=None, at=AT, request=sent, head=head, body=body, complete=True)


def write(root: Path, *kept: tuple[Request, Page]) -> list[RecordRef]:
    segment = open_segment(root)
    places = [segment.keep(request, page) for request, page in kept]
    segment.seal()
    return places


def reader(root: Path, limit: int = 1_000_000) -> SegmentReader:
    return SegmentReader(SegmentFiles(root), SEGMENT, decoded_limit=limit)


WHOLE = make_page(HOME, "<p>正文</p>", exchanges=(exchange("<p>正文</p>".encode()),))


def test_every_field_of_a_fetch_is_read_back(tmp_path: Path) -> None:
    request = Request(
        url=HOME,
        purpose="list",
        method="POST",
        form=(("page", "2"), ("类别", "通知")),
        form_charset="gbk",
        referer=f"{HOME}a",
        by_script=True,
        obey_robots=False,
        deadline=3.5,
        stack="httpx",
        pause=2.0,
        validators=(("If-None-Match", '"1"'),),
        payload='{"page": 2}',
        payload_type="application/json",
        rows_at=RowsPlace(shape="body>ul list", before=0, after=1, head="li"),
    )
    assert not [one.name for one in fields(Request) if getattr(request, one.name) == one.default]
    page = replace(
        WHOLE,
        final_url=f"{HOME}b",
        redirects=(f"{HOME}b",),
        timings=Timings(queue=0.1, dns=0.2, connect=0.3, first_byte=0.4, body=0.5),
        defects=(Defect.TLS_EXPIRED, Defect.SLOW),
        name_servers=2,
        stack="httpx",
        wire_bytes=77,
    )
    write(tmp_path, (request, page))

    ((asked, found, _),) = reader(tmp_path).pages()

    assert asked == request
    assert found == replace(page, exchanges=())


def test_pages_come_in_the_order_of_their_keeping(tmp_path: Path) -> None:
    pages = [make_failure(f"{HOME}{n}") for n in range(5)]
    places = write(tmp_path, *((Request(url=page.url), page) for page in pages))

    found = reader(tmp_path).pages()

    assert [page for _, page, _ in found] == pages
    assert [place for _, _, place in found] == places


def test_the_last_answer_of_a_journey_is_the_page(tmp_path: Path) -> None:
    step = exchange(b"<a href=/b>moved</a>", head=b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
    page = replace(WHOLE, exchanges=(step, *WHOLE.exchanges))
    (place,) = write(tmp_path, (Request(url=HOME), page))

    ((_, found, _),) = reader(tmp_path).pages()

    assert found.body == WHOLE.body
    assert reader(tmp_path).record(place).payload() == WHOLE.body


def test_a_redirect_on_the_way_to_nothing_is_no_page(tmp_path: Path) -> None:
    step = exchange(b"<a href=/b>moved</a>", head=b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
    page = make_failure(HOME, Outcome.CONNECT_REFUSED, exchanges=(step,))
    write(tmp_path, (Request(url=HOME), page))

    ((_, found, _),) = reader(tmp_path).pages()

    assert (found.body, found.readable) == (b"", False)


def test_a_body_is_decoded_no_further_than_the_limit(tmp_path: Path) -> None:
    bomb = b"0" * 10_000
    page = make_page(
        HOME,
        bomb[:100],
        headers=(("content-encoding", "gzip"),),
        outcome=Outcome.DECODED_OVER_LIMIT,
        exchanges=(exchange(gzip.compress(bomb)),),
    )
    write(tmp_path, (Request(url=HOME), page))

    ((_, found, _),) = reader(tmp_path, limit=100).pages()

    assert found.body == bomb[:100]


def test_a_page_that_is_not_what_was_received_is_refused(tmp_path: Path) -> None:
    write(tmp_path, (Request(url=HOME), replace(WHOLE, exchanges=(exchange(b"forged"),))))

    with pytest.raises(ArchiveError, match="not what was received"):
        reader(tmp_path).pages()


def test_a_missing_segment_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        reader(tmp_path).pages()
    with pytest.raises(ArchiveError, match="cannot be read"):
        reader(tmp_path).record(RecordRef(segment=SEGMENT, offset=0, length=1))


def test_a_place_beyond_the_end_is_refused(tmp_path: Path) -> None:
    write(tmp_path, (Request(url=HOME), WHOLE))

    with pytest.raises(ArchiveError):
        reader(tmp_path).record(RecordRef(segment=SEGMENT, offset=10**9, length=10))


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("damaged")
    packed = make_page(
        HOME,
        "包",
        headers=(("content-encoding", "gzip"),),
        exchanges=(exchange(gzip.compress("包".encode())),),
    )
    write(root, (Request(url=HOME), WHOLE), (Request(url=HOME), packed))
    return root


def damage(root: Path, data: bytes) -> SegmentReader:
    (root / "1" / "other.warc.gz").write_bytes(data)
    return SegmentReader(SegmentFiles(root), "1/other.warc.gz", decoded_limit=1000)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed_or_changes_nothing(damaged: Path, share: float, bit: int) -> None:
    """Bits of a gzip head that say nothing of the content (time, system) are the exception."""
    whole = (damaged / SEGMENT).read_bytes()
    data = bytearray(whole)
    data[int(share * len(data))] ^= 1 << bit

    try:
        found = damage(damaged, bytes(data)).pages()
    except ArchiveError:
        return

    expected = reader(damaged).pages()
    assert [(request, page) for request, page, _ in found] == [
        (request, page) for request, page, _ in expected
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_cut_tail_is_noticed_or_ends_at_a_record(damaged: Path, share: float) -> None:
    whole = (damaged / SEGMENT).read_bytes()
    ends = {record.offset for record in reader(damaged).records()}
    size = int(share * len(whole))

    if size in ends:
        damage(damaged, whole[:size]).pages()
    else:
        with pytest.raises(ArchiveError):
            damage(damaged, whole[:size]).pages()


@pytest.mark.network
async def test_foreign_odd_replies_are_kept_and_read_back(
    server: ScriptedServer, suites: Path, tmp_path: Path
) -> None:
    """Replies from curl's own suite: whatever came, the segment gives the same page back."""
    text = (suites / "http-curl" / "responses.json").read_text(encoding="utf-8")
    segment = open_segment(tmp_path)
    fetched = []
    async with open_surveyor() as surveyor:
        for number, reply in enumerate(json.loads(text)):
            server.answers[f"/{number}"] = base64.b64decode(reply["replies"][0]["raw_b64"])
            for stack, transport in surveyor.transports.items():
                request = Request(url=server.url(f"/{number}"), stack=stack)  # type: ignore[arg-type]
                page = await transport.fetch(request)
                segment.keep(request, page)
                fetched.append(replace(page, exchanges=()))
    segment.seal()

    assert [page for _, page, _ in reader(tmp_path, 16 * 1024 * 1024).pages()] == fetched
    assert all(page.reason.encode() for page in fetched)
