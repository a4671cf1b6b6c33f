"""Do several things at once that one fault ends: none of them goes on alone behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def together() -> AsyncIterator[asyncio.TaskGroup]:
    """Give a group of tasks; the first that raises ends the others, and what it raised is raised.

    Not in a group of exceptions: who waits for a lost lease would not know it in there.
    """
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as faults:
        raise faults.exceptions[0] from None
