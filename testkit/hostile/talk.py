"""The server's side of one connection: what a script may do to a client."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

_PATIENCE = 45.0
"""Seconds after which a script ends whatever the client does."""


@dataclass(slots=True, kw_only=True)
class Talk:
    """One connection; `number` counts those of the server from 1, `tick` is a scaled moment."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int
    tick: float
    at_once: int
    """Connections of the server that are open now, this one too."""
    heads: list[bytes] = field(default_factory=list)

    async def request(self) -> bytes:
        """Give the next request's head; raise IncompleteReadError at the end."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        return head

    async def send(self, data: bytes) -> None:
        """Send bytes."""
        self.writer.write(data)
        await self.writer.drain()

    async def pause(self, ticks: float = 1.0) -> None:
        """Let scaled moments pass: 0.3 s each under the true limits."""
        await asyncio.sleep(self.tick * ticks)

    async def drip(self, piece: bytes) -> None:
        """Send a piece each moment for ever."""
        while True:
            await self.send(piece)
            await self.pause()

    async def flood(self, piece: bytes) -> None:
        """Send a piece for ever, as fast as it is taken."""
        while True:
            await self.send(piece)

    async def hold(self) -> None:
        """Keep the connection and say nothing until the client leaves."""
        await self.reader.read()

    def reset(self) -> None:
        """Cut the connection with an RST."""
        sock: socket.socket = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Script = Callable[[Talk], Awaitable[None]]


def answering(*answers: bytes) -> Script:
    """Answer the requests of a connection in turn with these bytes, then close it."""

    async def script(talk: Talk) -> None:
        for answer in answers:
            await talk.request()
            await talk.send(answer)

    return script


def by_path(answers: Callable[[str, bytes], bytes]) -> Script:
    """Answer one request by its target and head, then close."""

    async def script(talk: Talk) -> None:
        head = await talk.request()
        await talk.send(answers(head.split(b" ", 2)[1].decode("latin-1"), head))

    return script


class TalkServer:
    """One listening socket whose connections all follow one script."""

    def __init__(self, script: Script, *, tick: float, address: str = "127.0.0.1") -> None:
        self.heads: list[bytes] = []
        self.port = 0
        self._script = script
        self._tick = tick
        self._address = address
        self._count = 0
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, self._address, port, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close the socket and all connections."""
        if self._server is not None:
            self._server.close()
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        self._count += 1
        talk = Talk(
            reader=reader, writer=writer, number=self._count, tick=self._tick,
            at_once=len(self._running), heads=self.heads,
        )  # fmt: skip
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._script(talk)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, OSError, TimeoutError):
            pass  # the client left, or the play is over
        finally:
            self._running.discard(task)
            writer.close()
