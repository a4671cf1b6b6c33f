"""The seals of complete runs, one chain for all of them."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.archive import segment_row
from schema.tables import seal
from schema.types.lease import SegmentRow
from schema.types.seal import RunKind, Seal

MakeSeal = Callable[[Sequence[SegmentRow], bytes | None], Seal]
"""Makes a seal from a run's segments and the link of the seal before."""

_SEGMENTS = {
    "sweep": text("""
        select a.* from archive_segment a join run r on r.token = a.token
        where r.sweep_id = :run and r.outcome = 'accepted' order by a.path
    """),
    "round": text("""
        select a.* from archive_segment a join run r on r.token = a.token
            join probe_batch b on b.id = r.batch_id
        where b.round_id = :run and r.outcome = 'accepted' order by a.path
    """),
}

_OPEN_WORK = {
    "sweep": text("select count(*) from sweep_site where sweep_id = :run and state = 'pending'"),
    "round": text("select count(*) from probe_batch where round_id = :run and state = 'pending'"),
}

_UNSEALED = text("""
    select 'sweep' as kind, s.id as run, s.created_at from sweep s
    where not exists (select 1 from seal where sweep_id = s.id)
        and exists (select 1 from sweep_site w where w.sweep_id = s.id)
        and not exists (
            select 1 from sweep_site w where w.sweep_id = s.id and w.state = 'pending')
    union all
    select 'round', p.id, p.created_at from probe_round p
    where not exists (select 1 from seal where round_id = p.id)
        and exists (select 1 from probe_batch b where b.round_id = p.id)
        and not exists (
            select 1 from probe_batch b where b.round_id = p.id and b.state = 'pending')
    order by 3
""")

# Seals are made one at a time: each takes up the link of the one before.
ONE_SEAL_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('pucha seal'))")


class SealStore:
    """Make seals and read them back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def segments(self, kind: RunKind, run: int) -> list[SegmentRow]:
        """Give the named segments of a run."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_SEGMENTS[kind], {"run": run})
            return [segment_row(row) for row in rows]

    async def open_work(self, kind: RunKind, run: int) -> int:
        """Count what is still to be done in a run."""
        async with self._engine.connect() as connection:
            return int((await connection.execute(_OPEN_WORK[kind], {"run": run})).scalar_one())

    async def unsealed(self) -> list[tuple[RunKind, int]]:
        """Give the complete runs that have no seal, the oldest first."""
        async with self._engine.connect() as connection:
            return [(row.kind, row.run) for row in await connection.execute(_UNSEALED)]

    async def of(self, kind: RunKind, run: int) -> Seal | None:
        """Give the seal of a run."""
        column = seal.c.sweep_id if kind == "sweep" else seal.c.round_id
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(seal).where(column == run))).first()
        return None if row is None else _seal(row)

    async def chain(self) -> list[tuple[Seal, bytes]]:
        """Give all seals in the order of their making, each with its stored link."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(seal).order_by(seal.c.id))
            return [(_seal(row), row.link) for row in rows]

    async def add(self, kind: RunKind, run: int, make: MakeSeal) -> Seal:
        """Seal a run; one that is sealed already keeps the seal that it has."""
        async with self._engine.begin() as connection:
            await connection.execute(ONE_SEAL_AT_A_TIME)
            column = seal.c.sweep_id if kind == "sweep" else seal.c.round_id
            row = (await connection.execute(select(seal).where(column == run))).first()
            if row is not None:
                return _seal(row)
            newest = select(seal.c.link).order_by(seal.c.id.desc()).limit(1)
            previous = (await connection.execute(newest)).scalar()
            rows = await connection.execute(_SEGMENTS[kind], {"run": run})
            made = make([segment_row(one) for one in rows], previous)
            await connection.execute(
                insert(seal).values(
                    sweep_id=run if kind == "sweep" else None,
                    round_id=run if kind == "round" else None,
                    entries=made.entries,
                    root=made.root,
                    previous=made.previous,
                    link=made.link,
                    sealed_at=made.sealed_at,
                )
            )
        return made

    async def stamp(self, one: Seal, token: bytes) -> None:
        """Keep the time stamp of a seal, unless it has one."""
        async with self._engine.begin() as connection:
            await connection.execute(
                update(seal)
                .where(seal.c.link == one.link, seal.c.timestamp_token.is_(None))
                .values(timestamp_token=token)
            )


def _seal(row: Row[Any]) -> Seal:
    return Seal(
        kind="round" if row.sweep_id is None else "sweep",
        run=row.round_id if row.sweep_id is None else row.sweep_id,
        entries=row.entries,
        root=row.root,
        previous=row.previous,
        sealed_at=row.sealed_at,
        token=row.timestamp_token,
    )
