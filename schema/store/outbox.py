"""Segments that wait to be shipped: each is taken by one shipper, and repeating does no harm."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.archive import segment_row
from schema.types.lease import SegmentRow

_NEXT = text("""
    select * from archive_segment
    where shipped_at is null and path <> all(cast(:passed as text[]))
    order by committed_at limit 1 for update skip locked
""")

_SHIPPED = text("update archive_segment set shipped_at = clock_timestamp() "
                "where token = :token and part = :part")  # fmt: skip

_LONG_SHIPPED = text("""
    select * from archive_segment where path = any(cast(:paths as text[]))
        and shipped_at < clock_timestamp() - make_interval(secs => :seconds)
""")

_WAITING = text("select count(*) from archive_segment where shipped_at is null")


class Outbox:
    """The outbox of the archive."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def ship_next(
        self, ship: Callable[[SegmentRow], Awaitable[None]], passed: Sequence[str]
    ) -> bool:
        """Ship the oldest segment that nobody else ships now; False when there is none left.

        `passed` names those that are not to be tried. What `ship` raises leaves the row as it was.
        """
        async with self._engine.begin() as connection:
            # The upload of a large segment takes longer than a transaction may idle otherwise.
            await connection.execute(text("set local idle_in_transaction_session_timeout = 0"))
            row = (await connection.execute(_NEXT, {"passed": list(passed)})).first()
            if row is None:
                return False
            await ship(segment_row(row))
            await connection.execute(_SHIPPED, {"token": row.token, "part": row.part})
        return True

    async def long_shipped(self, paths: Sequence[str], seconds: float) -> list[SegmentRow]:
        """Give those of the segments that were shipped so many seconds ago."""
        values = {"paths": list(paths), "seconds": seconds}
        async with self._engine.connect() as connection:
            return [segment_row(row) for row in await connection.execute(_LONG_SHIPPED, values)]

    async def waiting(self) -> int:
        """Count what waits."""
        async with self._engine.connect() as connection:
            return int((await connection.execute(_WAITING)).scalar_one())
