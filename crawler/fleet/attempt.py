"""One attempt at a piece of work: held, kept in a segment, and committed whole or not at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_fixed

from crawler.fleet.archiving.archive import SegmentFolder, SegmentWriter
from schema.ports import Clock
from schema.types.errors import ArchiveError, LeaseLost, StoreRefused, StoreUnavailable
from schema.types.ids import LeaseToken
from schema.types.lease import Hold, SegmentRow

DATABASE_AWAY_SECONDS = 120.0
"""An attempt waits so long for the database before it gives up."""
_log = logging.getLogger(__name__)

T = TypeVar("T")
HoldT = TypeVar("HoldT", bound=Hold)
ResultT = TypeVar("ResultT")
HoldT_contra = TypeVar("HoldT_contra", bound=Hold, contravariant=True)
ResultT_contra = TypeVar("ResultT_contra", contravariant=True)
FaultOf = Callable[[BaseException], StoreUnavailable | StoreRefused | None]
"""Tells what an error of the store means; the store has it."""


class Keeper(Protocol[HoldT_contra, ResultT_contra]):
    """What an attempt needs of the store that it holds its work in."""

    ttl: float
    """Seconds that a hold lasts unless it is renewed."""

    async def renew(self, leases: Sequence[HoldT_contra]) -> None:
        """Renew all; mark those that were replaced as lost."""
        ...

    async def release(self, lease: HoldT_contra) -> None:
        """Give the work back after an exception of ours."""
        ...

    async def refuse(self, lease: HoldT_contra) -> None:
        """Note that the attempt was replaced."""
        ...

    async def commit(
        self, lease: HoldT_contra, result: ResultT_contra, segments: Sequence[SegmentRow]
    ) -> None:
        """Write the whole result, or nothing and raise LeaseLost; may be repeated at will."""
        ...


class Attempts(Generic[HoldT, ResultT]):
    """All attempts that one process has under way in one store."""

    def __init__(
        self,
        *,
        keeper: Keeper[HoldT, ResultT],
        archive: SegmentFolder,
        clock: Clock,
        fault_of: FaultOf,
    ) -> None:
        self._keeper = keeper
        self._fault_of = fault_of
        self._archive = archive
        self._clock = clock
        self._live: dict[LeaseToken, HoldT] = {}
        self._working: dict[LeaseToken, asyncio.Task[ResultT]] = {}

    async def run(
        self,
        acquire: Callable[[], Awaitable[HoldT]],
        *,
        segment_name: Callable[[HoldT], str],
        work: Callable[[HoldT, SegmentWriter, datetime], Coroutine[Any, Any, ResultT]],
    ) -> ResultT:
        """Hold the work, let `work` fill a segment, and commit both; raise LeaseLost."""
        lease = await self.patiently(acquire)
        self._live[lease.token] = lease
        segment: SegmentWriter | None = None
        try:
            at = self._clock.now()
            name = segment_name(lease)
            segment = self._archive.open(name, now=at)
            result = await self._while_held(lease, work(lease, segment, at))
            rows = await asyncio.to_thread(segment.seal)
            await self.patiently(lambda: self._keeper.commit(lease, result, rows))
        except LeaseLost:
            _log.warning("lease lost: %s", lease)
            with suppress(Exception):  # the note is a courtesy; the loss is what must be told
                await self._keeper.refuse(lease)
            raise
        except BaseException as err:
            if isinstance(err, ArchiveError):
                _log.error("%s; the attempt is made again", err)
            with suppress(Exception):  # else the lease runs out by itself
                await asyncio.shield(self._keeper.release(lease))
            raise
        finally:
            self._live.pop(lease.token, None)
            if segment is not None:
                segment.abandon()
        return result

    async def _while_held(self, lease: HoldT, work: Coroutine[Any, Any, ResultT]) -> ResultT:
        """Do the work; raise LeaseLost as soon as a renewal shows that it was taken over.

        A wave has many requests, and whoever was replaced must send none of the rest.
        """
        task = self._working[lease.token] = asyncio.create_task(work)
        try:
            return await task
        except asyncio.CancelledError:
            ours = asyncio.current_task()
            if not lease.lost or (ours is not None and ours.cancelling()):
                raise
            raise LeaseLost(f"{lease} was taken over") from None
        finally:
            del self._working[lease.token]

    async def keep_leases(self) -> None:
        """Renew all held leases three times in their time, until cancelled."""
        while True:
            await self._clock.sleep(self._keeper.ttl / 3)
            try:
                await self._keeper.renew(list(self._live.values()))
            except Exception as err:  # noqa: BLE001 - the database may be away; the deadline decides
                _log.warning("leases not renewed: %s", self._fault_of(err) or err)
            for lease in list(self._live.values()):
                if lease.lost and lease.token in self._working:
                    self._working[lease.token].cancel()

    async def prove(self, lease: HoldT) -> None:
        """Ask before the next request whenever the hold is not certain; raise LeaseLost."""
        if lease.sure(self._clock.monotonic()):
            return
        if not lease.lost:
            await self.patiently(lambda: self._keeper.renew([lease]))
        if lease.lost:
            raise LeaseLost(f"{lease} was taken over")

    async def patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        """Repeat a call of the store while the database is away; it is safe to repeat.

        Raise StoreUnavailable when it stays away, and StoreRefused at once: what the database
        will not take now it will not take in two minutes either.
        """
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda err: isinstance(self._fault_of(err), StoreUnavailable)),
            stop=stop_after_delay(DATABASE_AWAY_SECONDS),
            wait=wait_fixed(0.5),
            sleep=self._clock.sleep,
            reraise=True,
        )

        async def attempt() -> T:  # tenacity awaits only what it knows to be a coroutine function
            return await call()

        try:
            return await retrying(attempt)
        except Exception as err:
            fault = self._fault_of(err)
            if fault is None:
                raise
            raise fault from err
