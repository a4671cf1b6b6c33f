"""Run a coroutine so that Ctrl-C and SIGTERM cancel it in good order."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Terminated(BaseException):
    """SIGTERM arrived."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; a signal cancels the work, lets it clean up, and is raised after.

    Raise KeyboardInterrupt after SIGINT and Terminated after SIGTERM.
    """
    received: list[int] = []

    async def guarded() -> T:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()

        def on_signal(number: int) -> None:
            received.append(number)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, on_signal, number)
        return await work

    try:
        return asyncio.run(guarded())
    except asyncio.CancelledError:
        if signal.SIGTERM in received:
            raise Terminated from None
        raise KeyboardInterrupt from None
