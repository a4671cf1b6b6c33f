"""An event loop whose time jumps to the next timer: hours of waiting pass in milliseconds."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from typing_extensions import TypeVarTuple, override

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class StuckError(Exception):
    """Nothing is left that could ever happen, and the work is not done."""


class _Selector(selectors.DefaultSelector):
    """Waits for nobody: what the loop would have waited is handed to its clock."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise StuckError("every task waits for something that nobody will do")
            self.waited += max(timeout, 0.0)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """One thread and one order of events: what was given to threads is done at once."""

    def __init__(self) -> None:
        self._jumps = _Selector()
        super().__init__(self._jumps)

    @override
    def time(self) -> float:
        return self._jumps.waited

    @override
    def run_in_executor(
        self, executor: Any, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        del executor
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as err:  # noqa: BLE001 - whatever it was belongs to whoever asked
            done.set_exception(err)
        return done


class LoopClock:
    """The clock of the running loop."""

    scale = 1.0

    def now(self) -> datetime:
        """Give the time of day."""
        return START + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Give the loop's seconds."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    """Run work to its end on a loop of its own; raise StuckError where it can have none."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
