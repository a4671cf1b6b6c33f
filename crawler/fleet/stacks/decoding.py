"""Decode a body as it was received, in a time that its server cannot stretch."""

import asyncio

from crawler.extract.text.content_coding import Decoded, remove_codings
from crawler.fleet.stacks.hop import Progress
from crawler.policy.framing import Head

MOST_MEMBERS = 64
"""gzip members of one body; pages have one, and each copies all that stands behind it."""
_MEMBER = b"\x1f\x8b\x08"


def decode(body: bytes, content_encoding: str | None, limit: int) -> tuple[bytes, Decoded]:
    """Give what a body decodes to, and how that ended.

    Eight megabytes of empty gzip members held the event loop up for a minute: what stands behind
    the most that we take is cut off.
    """
    kept = _first_members(body) if body.startswith(_MEMBER) else body
    found, ending = remove_codings(kept, content_encoding, limit)
    return found, Decoded.CUT if ending is Decoded.WHOLE and len(kept) < len(body) else ending


async def undo_transfer(progress: Progress, head: Head, limit: int) -> bool:
    """Undo a coding of the transfer, which is none of the page's own (RFC 9112 §7.2); tell so."""
    codings = ", ".join(head.transfer_codings)
    body, ending = await asyncio.to_thread(decode, progress.body.getvalue(), codings, limit)
    progress.body = type(progress.body)(body)
    return ending in {Decoded.WHOLE, Decoded.CUT}


def _first_members(body: bytes) -> bytes:
    # One byte is counted four times as fast as three, and says enough of nearly every page.
    if body.count(_MEMBER[:1]) <= MOST_MEMBERS or body.count(_MEMBER) <= MOST_MEMBERS:
        return body
    place = 0
    for _ in range(MOST_MEMBERS):
        place = body.find(_MEMBER, place + 1)
    return body[:place]
