"""The slow plans of hosts; a plan whose time is over is none, though its row be there."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.ports import Clock
from schema.tables import host_pace
from schema.types.pace import HostPace, PaceState

_COLUMNS = ("state", "delay", "until", "not_before", "reason")


class PaceStore:
    """Read, write and clear plans."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def of(self, host: str) -> HostPace | None:
        """Give the plan of a host that is in force."""
        async with self._engine.connect() as connection:
            row = (
                await connection.execute(
                    _in_force(self._clock.now()).where(host_pace.c.host == host)
                )
            ).first()
        return None if row is None else _pace(row)

    async def all(self) -> list[HostPace]:
        """Give all plans in force, by host."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_in_force(self._clock.now()).order_by(host_pace.c.host))
            return [_pace(row) for row in rows]

    async def keep(self, pace: HostPace) -> None:
        """Write a plan in place of the one before."""
        written = insert(host_pace).values(
            host=pace.host, **{name: getattr(pace, name) for name in _COLUMNS}
        )
        changed: dict[str, Any] = {name: written.excluded[name] for name in _COLUMNS}
        changed["updated_at"] = func.clock_timestamp()
        async with self._engine.begin() as connection:
            await connection.execute(
                written.on_conflict_do_update(index_elements=["host"], set_=changed)
            )

    async def clear(self, host: str) -> bool:
        """Forget the plan of a host; tell whether there was one."""
        async with self._engine.begin() as connection:
            gone = await connection.execute(delete(host_pace).where(host_pace.c.host == host))
            return gone.rowcount > 0


def _in_force(now: datetime) -> Select[tuple[str, str, float, datetime, datetime | None, str]]:
    columns = host_pace.c
    return select(
        columns.host, columns.state, columns.delay, columns.until, columns.not_before,
        columns.reason,
    ).where(columns.until > now)  # fmt: skip


def _pace(row: Row[tuple[str, str, float, datetime, datetime | None, str]]) -> HostPace:
    return HostPace(
        host=row.host,
        state=PaceState(row.state),
        delay=row.delay,
        until=row.until,
        not_before=row.not_before,
        reason=row.reason,
    )
