"""What is known of a site's pages while it is surveyed: asked conditionally, never sent twice."""

import asyncio
import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.evidence.copies import (
    Headers,
    answers_itself,
    has_the_same_body,
    is_rechecked,
    is_too_old,
    may_be_known,
    restored,
    validator_lied,
    validators_of,
    without_validators,
)
from crawler.evidence.warc import END, sha1
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.stacks.decoding import decode
from crawler.policy.canonical import normalised
from schema.types.capture import Page, Request
from schema.types.errors import ArchiveError
from schema.types.outcome import Outcome
from schema.types.page_copy import PageCopy

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRules:
    """When a known page is asked for conditionally; `salt` draws those that are not, anew a sweep.

    `days` is the age up to which a copy is believed on a 304, `decoded_limit` bytes of a body.
    """

    conditional: bool
    recheck_share: float
    days: float
    salt: str
    decoded_limit: int


class KnownPages:
    """The whole copies of one site's pages, as one survey uses them."""

    def __init__(self, copies: Iterable[PageCopy], files: SegmentFiles, rules: CopyRules) -> None:
        self._copies = {one.url: one for one in copies}
        self._files = files
        self._rules = rules
        self._trusted = rules.conditional

    def ask(self, request: Request, now: datetime) -> Request:
        """Add the validators of what we have, unless the page is due to be asked for whole."""
        copy = self._copy(request)
        if copy is None or not self._trusted or is_too_old(copy, now, self._rules.days):
            return request
        if is_rechecked(copy.url, self._rules.salt, self._rules.recheck_share):
            return request
        return replace(request, validators=validators_of(copy))

    async def settle(self, asked: Request, page: Page) -> tuple[Page, PageCopy | None] | None:
        """Give the page as if it had come whole, with the copy that has its body.

        None: "not modified" was said of a copy that is not to be had; ask without validators.
        """
        copy = self._copy(asked)
        if page.outcome is Outcome.NOT_MODIFIED:
            if copy is None or not answers_itself(page):
                return None
            return await asyncio.to_thread(self._unchanged, page, copy)
        if copy is None:
            return page, None
        if validator_lied(page, copy):
            self._trusted = False
            _log.warning("%s: another page under the same validators", page.final_url)
        return page, copy if has_the_same_body(page, copy) else None

    def kept(self, copies: Sequence[PageCopy]) -> tuple[PageCopy, ...]:
        """Give the copies that this survey leaves behind."""
        lied = self._rules.conditional and not self._trusted
        return without_validators(copies) if lied else tuple(copies)

    def _copy(self, request: Request) -> PageCopy | None:
        if not may_be_known(request):
            return None
        return self._copies.get(normalised(request.url) or "")

    def _unchanged(self, page: Page, copy: PageCopy) -> tuple[Page, PageCopy] | None:
        try:
            headers, body = self._load(copy)
        except ArchiveError as err:
            _log.warning("%s is asked for anew: %s", copy.url, err)
            return None
        return restored(page, copy, headers, body), copy

    def _load(self, copy: PageCopy) -> tuple[Headers, bytes]:
        record = self._files.record(copy.record)
        head, _, payload = record.block.partition(END)
        headers = _fields(head)
        encoding = next((value for name, value in headers if name == "content-encoding"), None)
        body, _ = decode(payload, encoding, self._rules.decoded_limit)
        found = (record.id, sha1(payload).hex(), hashlib.sha256(body).hexdigest())
        if found != (copy.record_id, copy.payload_sha1, copy.sha256):
            raise ArchiveError(f"the copy in segment {copy.record.segment} is not what was kept")
        return headers, body


def _fields(head: bytes) -> Headers:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
