"""When a page is known already: conditional requests, and what an answer to one is worth.

A copy counts only for the very address that it was asked under and that answered by itself: a
validator says nothing of another resource behind a redirect.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from crawler.evidence.page_records import status_of
from crawler.evidence.warc import Record, sha1
from crawler.policy.canonical import normalised, url_key
from schema.types.capture import CONTROL_BESIDE, ROBOTS_BESIDE, Exchange, Page, Request
from schema.types.evidence import RecordRef
from schema.types.outcome import Outcome
from schema.types.page_copy import PageCopy

Headers = tuple[tuple[str, str], ...]
_OK = 200
_OWN_VISIT = {"visit", "robots", "control", CONTROL_BESIDE, ROBOTS_BESIDE}
"""Never asked conditionally and never a revisit: each of these stands for itself."""


def may_be_known(request: Request) -> bool:
    """Tell whether a copy may stand for what is asked."""
    return request.method == "GET" and request.purpose not in _OWN_VISIT


def validators_of(copy: PageCopy) -> Headers:
    """Give the request headers that ask whether a copy is still the page (RFC 9110 §13.1)."""
    etag = () if copy.etag is None else (("If-None-Match", copy.etag),)
    modified = () if copy.last_modified is None else (("If-Modified-Since", copy.last_modified),)
    return (*etag, *modified)


def is_rechecked(url: str, salt: str, share: float) -> bool:
    """Draw, the same way each time, whether a known page is asked for whole all the same."""
    drawn = sha256(f"{salt}\n{url}".encode("utf-8", "replace")).digest()
    return int.from_bytes(drawn[:8], "big") < share * 2**64


def is_too_old(copy: PageCopy, now: datetime, days: float) -> bool:
    """Tell whether a copy is so old that a 304 alone is no longer believed."""
    return now - copy.fetched_at > timedelta(days=days)


def answers_itself(page: Page) -> bool:
    """Tell whether the address that was asked gave the answer."""
    return not page.redirects and (
        page.final_url == page.url or page.final_url == normalised(page.url)
    )


def has_the_same_body(page: Page, copy: PageCopy) -> bool:
    """Tell whether a whole page is, byte for byte as received and as decoded, what we have."""
    if not _is_whole(page) or page.sha256 != copy.sha256:
        return False
    return sha1(page.exchanges[-1].body).hex() == copy.payload_sha1


def validator_lied(page: Page, copy: PageCopy) -> bool:
    """Tell whether a server gave another page under the validators of the one that we have."""
    if not _is_whole(page) or page.sha256 == copy.sha256:
        return False
    stated = (page.header("etag"), page.header("last-modified"))
    return stated == (copy.etag, copy.last_modified) and stated != (None, None)


def restored(page: Page, copy: PageCopy, headers: Headers, body: bytes) -> Page:
    """Give an unchanged page as if it had come whole; how it came stays in its exchanges."""
    return replace(
        page,
        outcome=Outcome.OK,
        reason=f"not modified since {copy.fetched_at.isoformat(timespec='seconds')}",
        status=_OK,
        headers=headers,
        body=body,
        sha256=copy.sha256,
    )


def whole_copy(
    request: Request, page: Page, record: Record, place: RecordRef, known: PageCopy | None
) -> PageCopy | None:
    """Give the copy that an answer leaves behind; None where no later request may rest on it.

    A revisit leaves the copy that it points at, with the validators that it brought.
    """
    last = page.exchanges[-1] if page.exchanges else None
    if last is None or not may_be_known(request) or status_of(last.head) != _OK:
        return None
    etag, last_modified = page.header("etag"), page.header("last-modified")
    if known is not None:
        return replace(known, etag=etag, last_modified=last_modified)
    if not _is_whole(page) or page.sha256 is None or record.payload_sha1 is None:
        return None
    return PageCopy(
        url_key=url_key(page.url),
        url=page.final_url,
        etag=etag,
        last_modified=last_modified,
        sha256=page.sha256,
        payload_sha1=record.payload_sha1.hex(),
        record_id=record.id,
        record=place,
        fetched_at=last.at,
    )


def without_validators(copies: Sequence[PageCopy]) -> tuple[PageCopy, ...]:
    """Give copies for the digests alone: the server's own validators are worth nothing."""
    return tuple(replace(one, etag=None, last_modified=None) for one in copies)


def _is_whole(page: Page) -> bool:
    return (
        page.outcome is Outcome.OK
        and page.status == _OK
        and answers_itself(page)
        and bool(page.exchanges)
        and _complete(page.exchanges[-1])
    )


def _complete(exchange: Exchange) -> bool:
    return exchange.complete and bool(exchange.body)
