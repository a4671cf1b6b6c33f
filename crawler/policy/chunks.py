"""Undo the chunked transfer coding piece by piece, within bounds (RFC 9112 §7.1)."""

import re

_SIZE_LINE = re.compile(rb"\A\s*+([0-9A-Fa-f]{1,15}+)\s*+(?:;|\Z)")
_BEGUN_SIZE = re.compile(rb"\A\s*+[0-9A-Fa-f]{0,15}+\s*+(?:;|\Z)")
LONGEST_LINE = 16 * 1024
"""Bytes of one chunk line, its extensions included."""
TRAILER_BYTES = 64 * 1024


class Chunks:
    """Bytes as received in, data out; `fault` says what was no chunk, `done` that all came."""

    def __init__(self) -> None:
        self.done = False
        self.fault: str | None = None
        self.rest = b""
        """What came after the end of the body."""
        self._pending = b""
        self._left = 0
        self._after_data = False
        self._in_trailer = False
        self._trailer_bytes = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Give the data of the body in these bytes."""
        found: list[bytes] = []
        rest = self._pending + data if self._pending else data
        self._pending = b""
        place = 0
        while place < len(rest) and not self.done and self.fault is None:
            if self._left:
                piece = rest[place : place + self._left]
                found.append(piece)
                place += len(piece)
                self._left -= len(piece)
                self._after_data = not self._left
                continue
            end = rest.find(b"\n", place)
            if end < 0:
                self._keep(rest[place:])
                return found
            self._line(rest[place:end].removesuffix(b"\r"))
            place = end + 1
        self.rest = rest[place:]
        return found

    def _keep(self, piece: bytes) -> None:
        """Hold a line that is not over, if it can still become one."""
        if len(piece) > LONGEST_LINE:
            self.fault = f"a chunk line of more than {LONGEST_LINE} bytes"
        elif not (self._in_trailer or self._after_data or _BEGUN_SIZE.match(piece)):
            self.fault = f"chunk size {piece[:20]!r}"
        self._pending = piece

    def _line(self, line: bytes) -> None:
        if len(line) > LONGEST_LINE:
            self.fault = f"a chunk line of more than {LONGEST_LINE} bytes"
        elif self._in_trailer:
            self._trailer(line)
        elif self._after_data:
            self._after_data = False
            if line:
                self.fault = f"{line[:20]!r} after the data of a chunk"
        else:
            self._size(line)

    def _trailer(self, line: bytes) -> None:
        self._trailer_bytes += len(line)
        if b"\0" in line or self._trailer_bytes > TRAILER_BYTES:
            self.fault = "a NUL byte in the trailer" if b"\0" in line else "a trailer without end"
        self.done = not line

    def _size(self, line: bytes) -> None:
        size = _SIZE_LINE.match(line)
        if size is None:
            self.fault = f"chunk size {line[:20]!r}"
            return
        self._left = int(size[1], 16)
        self._in_trailer = not self._left
