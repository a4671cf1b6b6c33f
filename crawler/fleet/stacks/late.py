"""A client stack that is made when it is first asked."""

from collections.abc import Callable
from typing import Protocol

from schema.ports import Transport
from schema.types.capture import Page, Request


class Closable(Transport, Protocol):
    """A client stack whose connections somebody closes."""

    async def close(self) -> None:
        """Close all connections."""


class Late:
    """Stands in for a client stack that most visits never need: thousands begin at once."""

    def __init__(self, stack: str, make: Callable[[], Closable]) -> None:
        self.stack = stack
        self._make = make
        self._made: Closable | None = None

    async def fetch(self, request: Request) -> Page:
        """Fetch by the stack, which is there from now on."""
        if self._made is None:
            self._made = self._make()
        return await self._made.fetch(request)

    async def close(self) -> None:
        """Close the stack if it was ever asked."""
        if self._made is not None:
            await self._made.close()
