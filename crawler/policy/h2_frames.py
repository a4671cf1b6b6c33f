"""Look at the frames of an HTTP/2 answer before the library reads them (RFC 9113 §4, §6.8)."""

FRAME_BYTES = 16 * 1024
"""Payload of one frame, at most: we allow no server more."""
_HEAD_BYTES = 9
_SETTINGS, _GOAWAY = 4, 7
_NO_ERROR = 0


class Frames:
    """Bytes as received in, bytes for the library out; `fault` says what was no HTTP/2.

    A graceful GOAWAY is left out: the server will take no further request, and we have none. The
    library would refuse the answer that follows it.
    """

    def __init__(self) -> None:
        self.fault: str | None = None
        self._pending = b""
        """A frame's head that is not over, or a whole GOAWAY that is not."""
        self._left = 0
        self._begun = False

    def feed(self, data: bytes) -> bytes:
        """Give what of these bytes the library may read."""
        rest = self._pending + data if self._pending else data
        self._pending = b""
        if len(rest) <= self._left:  # as nearly all of a page is: inside one frame
            self._left -= len(rest)
            return rest
        taken: list[bytes] = []
        place = 0
        while place < len(rest) and self.fault is None:
            if self._left:
                end = place + self._left
                taken.append(rest[place:end])
                self._left = max(end - len(rest), 0)
                place = end
                continue
            size = self._next(rest, place)
            if size is None:
                break
            if size and not _is_graceful_end(rest[place : place + size]):
                taken.append(rest[place : place + size])
            place += size
        return b"".join(taken)

    def _next(self, rest: bytes, place: int) -> int | None:
        """Give the bytes to take at once of the frame that begins here; None: more must come."""
        head = rest[place : place + _HEAD_BYTES]
        known = len(head) == _HEAD_BYTES
        if not self._begun and len(head) > 3 and head[3] != _SETTINGS:  # noqa: PLR2004 - its type
            self.fault = f"no HTTP/2 answer: {head!r}"
            return None
        length = int.from_bytes(head[:3], "big") if known else 0
        if length > FRAME_BYTES:
            self.fault = f"an HTTP/2 frame of {length} bytes"
            return None
        whole = _HEAD_BYTES + length
        if not known or (head[3] == _GOAWAY and len(rest) - place < whole):
            self._pending = rest[place:]
            return None
        self._begun = True
        if head[3] == _GOAWAY:
            return whole
        self._left = length
        return _HEAD_BYTES


def _is_graceful_end(frame: bytes) -> bool:
    """Tell a GOAWAY that lets our request, the first and only one, be answered."""
    if frame[3] != _GOAWAY or len(frame) < _HEAD_BYTES + 8:
        return False
    last = int.from_bytes(frame[_HEAD_BYTES : _HEAD_BYTES + 4], "big") & 0x7FFF_FFFF
    error = int.from_bytes(frame[_HEAD_BYTES + 4 : _HEAD_BYTES + 8], "big")
    return error == _NO_ERROR and last >= 1
