"""The records of one fetched page: each exchange as it came, and how the fetch went."""

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from crawler.evidence.members import Damaged, StoredRecord
from crawler.evidence.warc import CRLF, Fields, labelled, warc_date
from schema.types.capture import Exchange, Page, Request, Timings
from schema.types.page_copy import PageCopy

PAGE_RECORD = "application/vnd.pucha.page+json"
"""Content type of the metadata record that tells how a fetch went, failures included."""
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
_CHUNKED = re.compile(rb"^Transfer-Encoding:", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)
_NOT_MODIFIED = 304
_TIMINGS = tuple(one.name for one in fields(Timings))
_REQUEST = tuple(one.name for one in fields(Request))
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NO_PAGE = "the record of a page cannot be read"
COPY_PLACE = "Pucha-Refers-To-Place"
"""Our own pointer of a revisit: the segment, offset and length of the whole copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerParts:
    """What becomes of one answer: the kind of record, its block, and the fields of its kind."""

    type: str
    block: bytes
    payload_start: int | None
    payload_sha1: bytes | None
    fields: Fields


def answer_parts(exchange: Exchange, copy: PageCopy | None = None) -> AnswerParts:
    """Say how an answer is recorded: whole, or as a revisit of the copy that has its payload."""
    cut: Fields = () if exchange.complete else (("WARC-Truncated", exchange.ended),)
    head = stored_head(exchange.head, len(exchange.body))
    if copy is None:
        return AnswerParts(
            type="response",
            block=head + exchange.body,
            payload_start=len(head),
            payload_sha1=None,
            fields=(*tls_fields(exchange), *cut),
        )
    return AnswerParts(
        type="revisit",
        block=head,
        payload_start=None,
        payload_sha1=bytes.fromhex(copy.payload_sha1),
        fields=(*tls_fields(exchange), *revisit_fields(exchange, copy)),
    )


def revisit_fields(exchange: Exchange, copy: PageCopy) -> Fields:
    """Give the fields that lead from a revisit to the whole copy (WARC 1.1 §6.7)."""
    unchanged = status_of(exchange.head) == _NOT_MODIFIED
    profile = "server-not-modified" if unchanged else "identical-payload-digest"
    place = copy.record
    return (
        ("WARC-Profile", _REVISIT + profile),
        ("WARC-Refers-To", copy.record_id),
        ("WARC-Refers-To-Target-URI", copy.url),
        ("WARC-Refers-To-Date", warc_date(copy.fetched_at)),
        (COPY_PLACE, f"{place.segment} {place.offset} {place.length}"),
    )


def tls_fields(exchange: Exchange) -> Fields:
    """Give what the connection was; proposals in use (iipc/warc-specifications #42)."""
    protocol = () if exchange.protocol is None else (("WARC-Protocol", exchange.protocol),)
    cipher = () if exchange.cipher is None else (("WARC-Cipher-Suite", exchange.cipher),)
    return (*protocol, *cipher)


def status_of(head: bytes) -> int | None:
    """Give the status of an answer's head, None where there is none."""
    words = head.split(b"\r\n", 1)[0].split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else None


def stored_head(head: bytes, length: int) -> bytes:
    """Give the head as it is stored: the transfer coding is removed, so its header is renamed.

    A body that is stored dechunked under `Transfer-Encoding: chunked` cannot be read back.
    """
    if not _CHUNKED.search(head):
        return head
    renamed = _CHUNKED.sub(b"X-Archive-Orig-Transfer-Encoding:", head)
    renamed = _LENGTH.sub(b"", renamed)
    return renamed.removesuffix(CRLF) + f"Content-Length: {length}\r\n\r\n".encode()


def page_block(request: Request, page: Page, answers: list[str], copy: PageCopy | None) -> bytes:
    """Give everything of a fetch that the HTTP records do not hold, as JSON."""
    last = page.exchanges[-1] if page.exchanges else None
    # Values as they are: `asdict` copies each, which took a third of the time of a page's records.
    asked = {name: getattr(request, name) for name in _REQUEST}
    value = {
        "request": asked if request.rows_at is None else asdict(request),
        "page": {
            "url": page.url,
            "final_url": page.final_url,
            "outcome": page.outcome,
            "reason": page.reason,
            "fetched_at": page.fetched_at.isoformat(),
            "status": page.status,
            "headers": page.headers,
            "wire_bytes": page.wire_bytes,
            "sha256": page.sha256,
            "redirects": page.redirects,
            "seconds": page.seconds,
            "timings": {name: getattr(page.timings, name) for name in _TIMINGS},
            "defects": page.defects,
            "name_servers": page.name_servers,
            "stack": page.stack,
            "ip": page.ip,
            "strain": page.strain,
            "rendered": page.rendered,
        },
        "answers": answers,
        "certificates": last.certificates if last else (),
        "copy": None if copy is None else asdict(copy.record),
    }
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def read_page_block(record: StoredRecord) -> dict[str, Any]:
    """Give what a page's own record tells; raise Damaged for one that none of us wrote."""
    try:
        told: dict[str, Any] = json.loads(record.block)
        request, page = told["request"], told["page"]
        whole = {"purpose"} <= request.keys() and {"url", "final_url", "sha256"} <= page.keys()
        whole = whole and isinstance(told["answers"], list)
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise Damaged(record.offset, _NO_PAGE) from err
    if not whole:
        raise Damaged(record.offset, _NO_PAGE)
    return told


def payload_label(copy: PageCopy) -> str:
    """Give the payload digest of a copy as a WARC field has it."""
    return labelled(bytes.fromhex(copy.payload_sha1))
