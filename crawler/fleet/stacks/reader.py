"""Read one HTTP/1 answer from the bytes of a connection, the same for every client stack.

The libraries connect, speak TLS and write the request; what comes back is judged and bounded here,
so that no two of them can disagree about it. They are told only that an answer is over.
"""

import logging
import ssl
from collections.abc import Callable

from crawler.fleet.stacks.hop import Progress
from crawler.fleet.stacks.tls import handshake_reason, tls_outcome
from crawler.policy.body_kind import SNIFFED, is_binary
from crawler.policy.chunks import Chunks
from crawler.policy.framing import (
    Framing,
    Head,
    Refused,
    end_of_head,
    judge_head,
    no_answer,
)
from crawler.policy.redirect import is_redirect
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings

_LOG = logging.getLogger(__name__)
REDIRECT_BYTES = 16 * 1024
"""Bytes read of a redirect's body."""
BINARY_BYTES = 64 * 1024
"""Bytes read of a body that is no page."""
_MUCH_FRAMING = 64 * 1024
"""Bytes of a chunked body after which at least half of them must be data."""
_CHUNKED_AT_ONCE = 16 * 1024
"""Bytes of chunks that are undone before it is looked whether they are hardly more than framing."""
INTERIM_ANSWERS = 8
"""1xx answers before the real one, at most."""
_SWITCHING = 101
_OVER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
_OVER_AND_CLOSED = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class AnswerReader:
    """Bytes of one answer in, until `ended`; everything learnt goes into the progress."""

    def __init__(
        self, progress: Progress, bounds: FetchSettings, monotonic: Callable[[], float]
    ) -> None:
        self.ended = False
        self._progress = progress
        self._bounds = bounds
        self._monotonic = monotonic
        self._pending = b""
        self._interim = 0
        self._framing = Framing.NONE
        self._left = 0
        self._limit = bounds.wire_bytes
        self._body_received = 0
        self._sniffing = True
        self._reusable = False
        self._chunks = Chunks()

    @property
    def reusable(self) -> bool:
        """Tell whether the connection may carry another request after this answer."""
        return self._reusable

    def over(self) -> bytes:
        """Give what the library is told in the answer's place: that it is over."""
        return _OVER if self._reusable else _OVER_AND_CLOSED

    def feed(self, data: bytes) -> None:
        """Take in bytes of the answer as they came; what we fail to read is no fault of theirs."""
        self._progress.arrived(self._monotonic(), len(data))
        try:
            if self._progress.head is None:
                self._take_head(data)
            else:
                self._take_body(data)
        except Exception as err:  # noqa: BLE001 - asyncio would make a lost connection of it
            _LOG.exception("an answer could not be read for a fault of ours")
            self._fail(Outcome.OWN_FAULT, f"{type(err).__name__}: {err}"[:300])

    def lost(self, err: BaseException | None) -> None:
        """Take in that the connection is gone; None: the server closed it in good order."""
        if self.ended:
            return
        progress = self._progress
        if isinstance(err, ssl.SSLError):
            self._fail(tls_outcome(err), handshake_reason(err))
        elif progress.head is None:
            where = "inside the head" if progress.received else "without a byte"
            self._fail(Outcome.RESET, f"the connection ended {where}")
        elif err is not None:
            self._fail(Outcome.RESET, f"the connection was reset after {progress.body.tell()} B")
        elif self._framing is Framing.CLOSE:
            self._complete()
        else:
            self._fail(Outcome.OK_TRUNCATED, f"the body ended after {progress.body.tell()} B")

    def begin_body(self, head: Head) -> None:
        """Take a head that was judged elsewhere (HTTP/2) or here; look at what it announces."""
        progress = self._progress
        progress.head, progress.unparsed, progress.phase = head, b"", "body"
        self._framing, self._left = head.framing, head.length or 0
        self._reusable = head.reusable
        if is_redirect(head.status) and head.first("location"):
            self._limit = REDIRECT_BYTES
            self._sniffing = False
        if head.framing is Framing.NONE or head.length == 0:
            self._complete()
        elif head.length is not None and head.length > self._limit:
            self._too_long(head.length)

    def take(self, piece: bytes) -> None:
        """Take a piece of the body, transfer coding removed."""
        body = self._progress.body
        if self._sniffing and body.tell() + len(piece) >= SNIFFED:
            self._sniff(body.getvalue() + piece[:SNIFFED])
        room = max(self._limit - body.tell(), 0)
        body.write(piece[:room] if len(piece) > room else piece)
        if len(piece) > room:
            self._cut()

    def settle(self) -> None:
        """Wait for no more of a body that nobody needs: a redirect's."""
        if self._limit == REDIRECT_BYTES and not self.ended:
            self._cut()

    def body_over(self) -> None:
        """Take in that the body is whole."""
        if not self.ended:
            self._complete()

    # --- the head ----------------------------------------------------------------------------

    def _take_head(self, data: bytes) -> None:
        held = self._pending + data
        refused = no_answer(held)
        if refused is not None:
            self._refuse(held, refused)
            return
        blank = len(held) - len(held.lstrip(b"\r\n"))
        end = end_of_head(held, max(blank, len(self._pending) - 3))
        over = (len(held) if end is None else end) > self._bounds.header_bytes
        if over:
            limit = self._bounds.header_bytes
            self._refuse(
                held[:limit],
                Refused(
                    outcome=Outcome.HEADERS_TOO_LARGE, reason=f"a head of more than {limit} bytes"
                ),
            )
        elif end is None:
            self._pending = self._progress.unparsed = held
        else:
            self._judge(held[:end], held[end:])

    def _judge(self, raw: bytes, rest: bytes) -> None:
        head = judge_head(raw)
        if isinstance(head, Refused):
            self._refuse(raw + rest, head)
        elif head.status == _SWITCHING:
            reason = "switches the protocol, unasked"
            self._refuse(raw + rest, Refused(outcome=Outcome.PROTOCOL_ERROR, reason=reason))
        elif head.status < 200:  # noqa: PLR2004 - interim answers
            self._skip_interim(raw, rest)
        else:
            self._pending = b""
            self.begin_body(head)
            if rest and not self.ended:
                self._take_body(rest)
            elif rest:
                self._reusable = False  # bytes that nobody asked for
            self.settle()

    def _skip_interim(self, raw: bytes, rest: bytes) -> None:
        self._interim += 1
        self._pending, self._progress.phase = b"", "interim"
        if self._interim > INTERIM_ANSWERS:
            reason = f"more than {INTERIM_ANSWERS} interim answers"
            self._refuse(raw, Refused(outcome=Outcome.PROTOCOL_ERROR, reason=reason))
        elif rest:
            self._take_head(rest)

    def _refuse(self, seen: bytes, refused: Refused) -> None:
        self._progress.unparsed = seen[: self._bounds.header_bytes]
        self._fail(refused.outcome, refused.reason)

    # --- the body ----------------------------------------------------------------------------

    def _take_body(self, data: bytes) -> None:
        if self._framing is Framing.CHUNKED:
            self._take_chunks(data)
        elif self._framing is Framing.LENGTH:
            mine = data[: self._left]
            self._left -= len(mine)
            self._reusable = self._reusable and len(mine) == len(data)
            self.take(mine)
            if not self._left:
                self.body_over()
        else:
            self.take(data)

    def _take_chunks(self, data: bytes) -> None:
        """Undo a part at a time: tens of thousands of tiny chunks would hold the event loop up."""
        for place in range(0, len(data), _CHUNKED_AT_ONCE):
            if self.ended:
                self._reusable = False  # bytes that nobody asked for
                return
            self._take_some_chunks(data[place : place + _CHUNKED_AT_ONCE])

    def _take_some_chunks(self, data: bytes) -> None:
        self._body_received += len(data)
        chunks = self._chunks
        piece = b"".join(chunks.feed(data))
        if piece:
            self.take(piece)
        if self.ended:
            return
        if chunks.fault is not None:
            came = self._progress.body.tell() > 0 and "NUL" not in chunks.fault
            self._fail(Outcome.OK_TRUNCATED if came else Outcome.PROTOCOL_ERROR, chunks.fault)
        elif chunks.done:
            self._reusable = self._reusable and not chunks.rest
            self._complete()
        elif self._body_received > max(_MUCH_FRAMING, 2 * self._progress.body.tell()):
            self._cut()  # mostly framing, hardly a body

    def _sniff(self, first: bytes) -> None:
        """Look at the first bytes; of what is no page only a little is read."""
        self._sniffing = False
        head = self._progress.head
        if head is None:
            return
        coded = head.first("content-encoding") is not None
        if is_binary(head.first("content-type"), coded=coded, first=first):
            self._limit = min(self._limit, BINARY_BYTES)

    def _too_long(self, length: int) -> None:
        if self._limit == REDIRECT_BYTES:
            self._cut()
            return
        reason = f"announces {length} bytes, more than {self._limit}"
        self._fail(Outcome.BODY_TOO_LARGE, reason)

    # --- the end -----------------------------------------------------------------------------

    def _complete(self) -> None:
        self._progress.complete = True
        self.ended = True

    def _cut(self) -> None:
        self._progress.unread = f"not read beyond {self._progress.body.tell()} bytes"
        self._reusable = False
        self.ended = True

    def _fail(self, outcome: Outcome, reason: str) -> None:
        self._progress.failure = Refused(outcome=outcome, reason=reason)
        self._reusable = False
        self.ended = True
