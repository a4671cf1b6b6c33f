"""Keep Python's collector of garbage from holding the event loop up."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_COLLECT_AFTER = (1_000, 15, 100)
"""Every few thousand pages all is looked through: ten times as rarely, a sweep of a thousand sites
held half a gigabyte of pages that nobody needed any more."""
_MORE_RARELY = 10
"""Times as rarely while a process does nothing but probe: visits leave little behind."""


def spare_the_loop() -> None:
    """Keep the collector from holding the loop up for 0.1 s again and again.

    What was loaded at the start stays, so it is walked no more; and the young are looked at in
    larger heaps, since thousands of visits under way are no garbage.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER[:2], max(_COLLECT_AFTER[2], gc.get_threshold()[2]))


@contextmanager
def collecting_between() -> Iterator[Callable[[], int]]:
    """Give what looks for garbage between rounds of visits, when it delays none.

    A look through everything that two thousand visits hold takes 0.05 s and more, and would be
    counted against the sites; it comes by itself only where a round is very long.
    """
    gc.set_threshold(*gc.get_threshold()[:2], _COLLECT_AFTER[2] * _MORE_RARELY)
    try:
        yield gc.collect
    finally:
        gc.set_threshold(*gc.get_threshold()[:2], _COLLECT_AFTER[2])
