"""Ship sealed segments to the object store, and clear the folder here of what is long there."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from crawler.fleet.archiving.object_store import SegmentStore
from crawler.fleet.archiving.orphans import names_here
from crawler.fleet.archiving.segment_files import SegmentFiles
from pucha.wire import Stores
from schema.types.errors import ArchiveError
from schema.types.lease import SegmentRow

_NAMES_AT_ONCE = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What one round of shipping came to."""

    shipped: int
    waiting: int
    """Those that lie on another machine among them."""
    failed: tuple[str, ...]
    cleared: int
    """Segments that are now in the store alone."""


async def ship(
    stores: Stores, files: SegmentFiles, store: SegmentStore, keep_days: float | None
) -> Shipment:
    """Ship everything that waits and lies here; may run any number of times, anywhere."""
    passed: list[str] = []
    failed: list[str] = []
    shipped = 0

    async def send(row: SegmentRow) -> None:
        passed.append(row.path)
        path = files.path(row.path)
        if not path.exists():
            raise _ElsewhereError
        await asyncio.to_thread(store.put, row, path)

    while True:
        try:
            if not await stores.outbox.ship_next(send, passed):
                break
            shipped += 1
        except _ElsewhereError:
            continue
        except ArchiveError as err:
            failed.append(str(err))
            _log.warning("not shipped: %s", err)
    cleared = 0 if keep_days is None else await _clear(stores, files, store, keep_days)
    return Shipment(
        shipped=shipped,
        waiting=await stores.outbox.waiting(),
        failed=tuple(failed),
        cleared=cleared,
    )


class _ElsewhereError(Exception):
    """The segment lies on another worker's machine, which ships it."""


async def _clear(stores: Stores, files: SegmentFiles, store: SegmentStore, keep_days: float) -> int:
    """Delete here what was shipped long ago and is there in its full size."""
    seconds = timedelta(days=keep_days).total_seconds()
    names = await asyncio.to_thread(names_here, files)
    cleared = 0
    for start in range(0, len(names), _NAMES_AT_ONCE):
        some = names[start : start + _NAMES_AT_ONCE]
        for row in await stores.outbox.long_shipped(some, seconds):
            if await asyncio.to_thread(store.size, row.path) == row.size:
                files.path(row.path).unlink(missing_ok=True)
                cleared += 1
    return cleared
