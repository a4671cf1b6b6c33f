"""Progress of a sweep: a bar on a terminal, a plain line every 30 s elsewhere, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pucha.cli.context import State
from schema.ports import Clock
from schema.types.probe import RoundProgress
from schema.types.sweep import SweepProgress

LINE_SECONDS = 30.0


class SweepBar:
    """Show how far a sweep is."""

    def __init__(self, state: State, clock: Clock, bar: Progress | None) -> None:
        self._state = state
        self._clock = clock
        self._bar = bar
        self._task = None if bar is None else bar.add_task("巡检", total=None, rate="", failed="")
        self._started = clock.monotonic()
        self._said = self._started

    def show(self, progress: SweepProgress) -> None:
        """Show the newest figures."""
        now = self._clock.monotonic()
        rate = f"{progress.pages / max(now - self._started, 0.1):.1f} pages/s"
        failed = f"{progress.failed_visits} not open"
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task,
                total=progress.sites,
                completed=progress.done,
                rate=rate,
                failed=failed,
            )
        elif now - self._said >= LINE_SECONDS:
            self._said = now
            self._state.say(f"{progress.done}/{progress.sites} sites, {rate}, {failed}")


@contextmanager
def sweep_bar(state: State, clock: Clock) -> Iterator[SweepBar]:
    """Open the progress that fits the place."""
    if state.quiet or not state.talk.is_terminal:
        yield SweepBar(state, clock, None)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} · {task.fields[failed]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=state.talk) as bar:
        yield SweepBar(state, clock, bar)


@contextmanager
def round_bar(state: State, clock: Clock) -> Iterator[Callable[[RoundProgress], None]]:
    """Open a line of progress for a probe round."""
    said = clock.monotonic()

    def show(progress: RoundProgress) -> None:
        nonlocal said
        if clock.monotonic() - said >= LINE_SECONDS:
            said = clock.monotonic()
            visits = sum(progress.visits.values())
            state.say(f"{progress.done}/{progress.batches} batches, {visits} visits")

    yield show
