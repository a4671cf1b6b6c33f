import asyncio
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from crawler.fleet.archiving.archive import SegmentFolder, SegmentWriter
from crawler.fleet.attempt import Attempts
from pucha.clock import SystemClock
from schema.types.errors import LeaseLost, StoreRefused, StoreUnavailable
from schema.types.ids import LeaseToken
from schema.types.lease import Hold, SegmentRow
from testkit.clock import VirtualClock

NAME = "1/1.warc.gz"


class Keeper:
    """Holds until the test takes over, and notes what it is told."""

    ttl = 0.03

    def __init__(self) -> None:
        self.taken_over = False
        self.told: list[str] = []

    async def acquire(self) -> Hold:
        return Hold(token=LeaseToken(uuid.uuid4()), epoch=1, deadline=1e9)

    async def renew(self, leases: Sequence[Hold]) -> None:
        for lease in leases:
            lease.lost = self.taken_over

    async def release(self, _lease: Hold) -> None:
        self.told.append("released")

    async def refuse(self, _lease: Hold) -> None:
        self.told.append("refused")

    async def commit(self, _lease: Hold, result: str, segments: Sequence[SegmentRow]) -> None:
        self.told.append(f"committed {result} in {len(segments)}")


class World:
    """One attempt, whose wave of requests goes on until it is let end."""

    def __init__(self, root: Path) -> None:
        self.keeper = Keeper()
        folder = SegmentFolder(root=root, software="pucha/test", part_bytes=1 << 30)
        self.attempts: Attempts[Hold, str] = Attempts(
            keeper=self.keeper, archive=folder, clock=SystemClock(), fault_of=self.fault_of
        )
        self.began = asyncio.Event()
        self.end = asyncio.Event()

    @staticmethod
    def fault_of(err: BaseException) -> StoreUnavailable | StoreRefused | None:
        """Tell errors of the store apart by their words."""
        kinds = {"away": StoreUnavailable, "refused": StoreRefused}
        kind = kinds.get(str(err))
        return None if kind is None else kind(f"the store is {err}")

    async def wave(self, _lease: Hold, _segment: SegmentWriter, _at: datetime) -> str:
        self.began.set()
        await self.end.wait()
        return "wave"

    def start(self) -> asyncio.Task[str]:
        return asyncio.create_task(
            self.attempts.run(self.keeper.acquire, segment_name=lambda _lease: NAME, work=self.wave)
        )


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_a_wave_under_way_ends_when_a_renewal_shows_that_the_lease_is_lost(
    world: World,
) -> None:
    keeping = asyncio.create_task(world.attempts.keep_leases())
    attempt = world.start()
    await world.began.wait()
    world.keeper.taken_over = True

    async with asyncio.timeout(5):
        with pytest.raises(LeaseLost):
            await attempt
    keeping.cancel()

    assert world.keeper.told == ["refused"]


async def test_a_wave_under_way_goes_on_while_renewals_keep_the_lease(world: World) -> None:
    keeping = asyncio.create_task(world.attempts.keep_leases())
    attempt = world.start()
    await world.began.wait()
    await asyncio.sleep(4 * Keeper.ttl)
    world.end.set()

    assert await attempt == "wave"
    keeping.cancel()
    assert world.keeper.told == ["committed wave in 1"]


async def test_an_attempt_that_is_cancelled_by_others_gives_its_work_back(world: World) -> None:
    attempt = world.start()
    await world.began.wait()
    attempt.cancel()

    with pytest.raises(asyncio.CancelledError):
        await attempt

    assert world.keeper.told == ["released"]


class Failing:
    """A call of the store that fails with these words, one after the other, then succeeds."""

    def __init__(self, *words: str) -> None:
        self.left = list(words)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.left:
            raise RuntimeError(self.left.pop(0))
        return "done"


def hurried(tmp_path: Path, clock: VirtualClock) -> "Attempts[Hold, str]":
    folder = SegmentFolder(root=tmp_path, software="pucha/test", part_bytes=1 << 30)
    return Attempts(keeper=Keeper(), archive=folder, clock=clock, fault_of=World.fault_of)


async def test_a_call_is_repeated_while_the_database_is_away(
    tmp_path: Path, clock: VirtualClock
) -> None:
    call = Failing("away", "away")

    assert await hurried(tmp_path, clock).patiently(call) == "done"
    assert call.calls == 3


@pytest.mark.parametrize(
    ("words", "raised"), [("refused", StoreRefused), ("a bug of ours", RuntimeError)]
)
async def test_what_is_no_absence_of_the_database_is_raised_at_once(
    tmp_path: Path, clock: VirtualClock, words: str, raised: type[Exception]
) -> None:
    call = Failing(words)

    with pytest.raises(raised, match=words):
        await hurried(tmp_path, clock).patiently(call)

    assert call.calls == 1


async def test_a_result_that_the_database_refuses_ends_the_attempt_as_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Failing("refused", "refused")
    monkeypatch.setattr(world.keeper, "commit", lambda *_args: commit())
    world.end.set()

    with pytest.raises(StoreRefused):
        await world.start()

    assert (commit.calls, world.keeper.told) == (1, ["released"])
