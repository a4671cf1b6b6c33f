import asyncio
import resource
from pathlib import Path

import pytest

from crawler.fleet.own_faults.overload import OverloadWatch, _open_files
from pucha.clock import SystemClock
from schema.types.settings import OverloadSettings
from testkit.clock import VirtualClock

LIMITS = OverloadSettings(lag=1.0, lost_share=0.25, files=0.95)


def watch(clock: VirtualClock, *lates: float, limits: OverloadSettings = LIMITS) -> OverloadWatch:
    """Give a watch that took a sample every quarter second, each so late."""
    one = OverloadWatch(limits, clock)
    for late in lates:
        began = clock.monotonic()
        clock.advance(0.25 + late)
        one._take(clock.monotonic(), began)
    return one


def test_a_calm_machine_is_not_strained() -> None:
    clock = VirtualClock()

    assert watch(clock, *[0.01] * 40).strain(0.0) == ""


def test_a_loop_that_stood_still_is_a_strain() -> None:
    clock = VirtualClock()

    assert "1.5 s late" in watch(clock, 0.0, 1.5, 0.0).strain(0.0)


def test_what_was_before_is_no_strain_now() -> None:
    clock = VirtualClock()
    one = watch(clock, 1.5, *[0.0] * 8)

    assert one.strain(clock.monotonic() - 1.9) == ""


def test_many_small_delays_add_up() -> None:
    clock = VirtualClock()

    assert "lost" in watch(clock, *[0.2] * 20).strain(0.0)


def test_what_reading_one_page_may_hold_the_loop_is_no_strain_under_a_small_scale() -> None:
    clock = VirtualClock()
    clock.scale = 0.05
    one = watch(clock, *[0.0] * 8, 0.02)

    assert one.strain(clock.monotonic() - 0.01) == ""
    assert "s late" in watch(clock, 0.06).strain(0.0)


def test_a_loop_that_is_late_right_now_is_a_strain() -> None:
    clock = VirtualClock()
    one = watch(clock, 0.0)
    clock.advance(3.0)

    assert "s late" in one.strain(0.0)


def test_file_handles_that_run_out_are_a_strain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1, 1))
    clock = VirtualClock()

    assert "file handles" in watch(clock, 0.0).strain(0.0)


def test_open_files_are_counted(tmp_path: Path) -> None:
    before = _open_files()
    with (tmp_path / "one").open("w"), (tmp_path / "two").open("w"):
        assert _open_files() == before + 2


async def test_who_asks_while_nobody_watches_is_told_of_no_lateness() -> None:
    clock = SystemClock()
    one = OverloadWatch(OverloadSettings(lag=0.05), clock)
    async with one.watching():
        await asyncio.sleep(0.3)
    await asyncio.sleep(0.4)

    assert one.strain(0.0) == ""
