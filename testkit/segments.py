"""Small pages of every form, and a segment that holds them."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from crawler.fleet.archiving.archive import SegmentWriter
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from schema.types.capture import Exchange, Page, Request
from schema.types.evidence import RecordRef
from schema.types.outcome import Outcome
from testkit.facts import AT, HOME
from testkit.pages import make_failure, make_page

NAME = "1/2-3-token.warc.gz"
LIMIT = 1_000_000
HTML = "<html><body>关于召开会议的通知</body></html>".encode()


def exchange(body: bytes, *fields: str, complete: bool = True) -> Exchange:
    """Give one whole answer of the homepage."""
    head = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *fields)).encode()
    return Exchange(
        url=HOME,
        ip="127.0.0.1",
        at=AT,
        request=b"GET / HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n",
        head=head + b"\r\n\r\n",
        body=body,
        complete=complete,
    )


def page_of(body: bytes, one: Exchange, **headers: str) -> Page:
    """Give the page that an exchange brought."""
    fields = (("content-type", "text/html"), *headers.items())
    return make_page(HOME, body, headers=fields, exchanges=(one,))


PLAIN = page_of(HTML, exchange(HTML, f"Content-Length: {len(HTML)}"))
PACKED = page_of(
    HTML,
    exchange(gzip.compress(HTML), "Content-Encoding: gzip"),
    **{"content-encoding": "gzip"},
)
CHUNKED = page_of(HTML, exchange(HTML, "Transfer-Encoding: chunked"))
CUT = page_of(HTML[:20], exchange(HTML[:20], "Content-Length: 999", complete=False))
DEAD = make_failure(HOME, Outcome.CONNECT_REFUSED)
PAGES = {"plain": PLAIN, "gzip": PACKED, "chunked": CHUNKED, "cut": CUT, "dead": DEAD}


def write(root: Path, *pages: Page) -> list[RecordRef]:
    """Seal a segment that holds these pages; give the places of their answers."""
    writer = SegmentWriter(root, NAME, now=datetime(2026, 11, 23, tzinfo=UTC), software="pucha")
    places = [writer.keep(Request(url=page.url, purpose="visit"), page) for page in pages]
    (sealed,) = writer.seal()
    assert sealed.size == (root / NAME).stat().st_size
    return places


def reader(root: Path) -> SegmentReader:
    """Read that segment."""
    return SegmentReader(SegmentFiles(root), NAME, decoded_limit=LIMIT)
