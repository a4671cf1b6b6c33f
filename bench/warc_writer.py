"""`make bench-warc`: what our WARC writer costs a page, beside warcio and fastwarc.

The same generated pages (about 41 KB that arrive as gzip) go through each writer as a response and
a request record with sha1 digests of block and payload, in alternating rounds; CPU time, median.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import statistics
import sys
import tempfile
import time
from base64 import b32encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.fleet.archiving.archive import SegmentWriter
from schema.types.capture import Exchange, Page, Request
from schema.types.ids import Digest
from schema.types.outcome import Outcome

PAGES = 200
WORDS = 2200
ROUNDS = 5
AT = datetime(2026, 11, 24, tzinfo=UTC)
SENT = b"GET / HTTP/1.1\r\nHost: www.example.gov.cn\r\nUser-Agent: pucha\r\n\r\n"
Write = Callable[[Path, list[Page]], int]
"""Writes all pages into a folder; gives the bytes."""


def pages() -> list[Page]:
    """Make pages of Chinese text between markup, seeded."""
    chance = random.Random(7)  # noqa: S311 - draws words
    characters = [chr(chance.randint(0x4E00, 0x6E00)) for _ in range(600)]
    made = []
    for number in range(PAGES):
        text = "".join(chance.choice(characters) for _ in range(WORDS * 3))
        cells = "".join(
            f"<li><a href='/tzgg/{chance.randint(1, 99999)}.html'>{text[at : at + 18]}</a></li>\n"
            for at in range(0, len(text), 18)
        )
        body = f"<html><head><title>{number}</title></head><body>{cells}</body></html>".encode()
        made.append(_page(f"http://www.example.gov.cn/{number}.html", body))
    return made


def _page(url: str, body: bytes) -> Page:
    packed = gzip.compress(body, 6, mtime=0)
    head = (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    )
    exchange = Exchange(
        url=url, ip="127.0.0.1", at=AT, request=SENT, head=head, body=packed, complete=True
    )
    return Page(
        url=url,
        final_url=url,
        outcome=Outcome.OK,
        reason="status 200",
        fetched_at=AT,
        status=200,
        body=body,
        sha256=Digest(hashlib.sha256(body).hexdigest()),
        exchanges=(exchange,),
    )


def ours(folder: Path, made: list[Page]) -> int:
    """Write by the writer of this house, its page records, sha256 and Merkle leaves included."""
    segment = SegmentWriter(folder, "1/ours.warc.gz", now=AT, software="bench")
    for page in made:
        segment.keep(Request(url=page.url), page)
    (row,) = segment.seal()
    return row.size


def by_warcio(folder: Path, made: list[Page]) -> int:
    """Write by warcio."""
    path = folder / "warcio.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page in made:
            (one,) = page.exchanges
            lines = one.head.decode("latin-1").split("\r\n")[1:-2]
            fields = [tuple(line.split(": ", 1)) for line in lines]
            answer = writer.create_warc_record(
                one.url,
                "response",
                payload=io.BytesIO(one.body),
                http_headers=StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1"),
            )
            asked = writer.create_warc_record(
                one.url,
                "request",
                http_headers=StatusAndHeaders(
                    "GET / HTTP/1.1", [("Host", "www.example.gov.cn"), ("User-Agent", "pucha")]
                ),
            )
            writer.write_request_response_pair(asked, answer)
    return path.stat().st_size


def by_fastwarc(folder: Path, made: list[Page]) -> int:
    """Write by fastwarc at its quickest level."""
    path = folder / "fastwarc.warc.gz"
    with path.open("wb") as file:
        for page in made:
            (one,) = page.exchanges
            for kind, block in (
                (WarcRecordType.response, one.head + one.body),
                (WarcRecordType.request, one.request),
            ):
                record = WarcRecord()
                record.init_headers(kind, content_length=len(block))
                record.is_http = True
                record.headers["WARC-Target-URI"] = one.url
                record.headers["WARC-Payload-Digest"] = _sha1(one.body)
                record.set_bytes_content(block)
                writer = GzipWriter(file, compression_level=1)
                record.write(writer, checksum_data=True)
                writer.finish()
    return path.stat().st_size


def _sha1(data: bytes) -> str:
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return "sha1:" + b32encode(digest).decode()


WRITERS: dict[str, Write] = {"ours": ours, "fastwarc": by_fastwarc, "warcio": by_warcio}


def main() -> int:
    """Print microseconds of CPU and bytes a page for each writer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    made = pages()
    spent: dict[str, list[float]] = {name: [] for name in WRITERS}
    sizes: dict[str, int] = {}
    for _ in range(rounds):
        for name, write in WRITERS.items():
            with tempfile.TemporaryDirectory() as scratch:
                began = time.process_time()
                sizes[name] = write(Path(scratch), made)
                spent[name].append((time.process_time() - began) / len(made) * 1e6)
    body = statistics.mean(len(page.body) for page in made)
    wire = statistics.mean(len(page.exchanges[0].body) for page in made)
    print(f"{len(made)} pages, {body:,.0f} B each, {wire:,.0f} B as they arrived; {rounds} rounds")
    figures = {}
    for name, values in spent.items():
        median, a_page = statistics.median(values), sizes[name] / len(made)
        figures[name] = {"us_per_page": round(median, 1), "bytes_per_page": round(a_page)}
        print(f"{name:<10} {median:7.1f} us CPU a page   {a_page:9,.0f} B a page")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
