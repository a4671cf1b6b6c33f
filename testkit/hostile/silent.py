"""A port that drops connections: its queue is full, so that the system answers no SYN."""

import socket
from types import TracebackType
from typing import Self

_FILLERS = 6


class SilentPort:
    """Listen with a queue of none, and fill it."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.socket(family, socket.SOCK_STREAM)
        self._listener.bind((address, port))
        self._fillers: list[socket.socket] = []
        self._family = family

    def __enter__(self) -> Self:
        self._listener.listen(0)
        for _ in range(_FILLERS):
            filler = socket.socket(self._family, socket.SOCK_STREAM)
            filler.setblocking(False)  # noqa: FBT003 - the signature is the socket's
            filler.connect_ex(self._listener.getsockname())
            self._fillers.append(filler)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for one in (*self._fillers, self._listener):
            one.close()

    @property
    def port(self) -> int:
        """Give its number."""
        return int(self._listener.getsockname()[1])
