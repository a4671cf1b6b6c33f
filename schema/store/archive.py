"""What lies in the archive: segments of accepted attempts, whole copies of pages, seals."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.types.archive import AcceptedAttempt, KeptSegment, Problem, Reference
from schema.types.evidence import RecordRef
from schema.types.ids import Digest, LeaseToken, SiteId, SweepId
from schema.types.lease import SegmentRow
from schema.types.page_copy import PageCopy
from schema.types.seal import RunKind

_COPY_COLUMNS = """url_key, url, etag, last_modified, sha256, payload_sha1, record_id, segment,
    warc_offset, warc_length, fetched_at"""

_COPIES = text(f"select {_COPY_COLUMNS} from page_copy where site_id = :site")  # noqa: S608 - ours

_COPIES_IN = text(
    f"select {_COPY_COLUMNS} from page_copy where segment = any(:segments)"  # noqa: S608 - ours
)

_LOOSE_COPIES = text("""
    select url, segment from page_copy c
    where not exists (select 1 from archive_segment a where a.path = c.segment)
    order by url
""")

_ATTEMPTS = text("""
    select r.token, r.sweep_id, r.site_id, r.batch_id, b.round_id, s.pages, s.evidence_rows
    from run r left join sweep_site s on s.sweep_id = r.sweep_id and s.site_id = r.site_id
        left join probe_batch b on b.id = r.batch_id
    where r.outcome = 'accepted' and (cast(:sweep as bigint) is null or r.sweep_id = :sweep)
    order by r.token
""")

_SEGMENTS = text("""
    select part, path, bytes, sha256, records, root, shipped_at from archive_segment
    where token = :token order by part
""")

_REFERENCES = text("""
    select 'evidence ' || e.sweep_id || ':' || e.site_id || '/' || (e.body ->> 'id') as source,
        p ->> 'url' as url, p -> 'record' as record, p ->> 'digest' as digest
    from evidence e, jsonb_array_elements(e.body -> 'provenance') as p
    where e.token = :token and jsonb_typeof(p -> 'record') = 'object'
    union all
    select 'probe ' || b.id, t ->> 'url', t -> 'record', t ->> 'digest'
    from probe b, jsonb_array_elements(b.tries) as t
    where b.token = :token and jsonb_typeof(t -> 'record') = 'object'
""")

_EVIDENCE_ROWS = text("select count(*) from evidence where token = :token")

_RUN_OF = text("""
    select r.sweep_id, b.round_id from archive_segment a join run r on r.token = a.token
        left join probe_batch b on b.id = r.batch_id
    where a.path = :segment
""")

# One statement, so that a commit between two looks cannot make a named file look abandoned.
_CLAIMED = text("""
    select path as claim from archive_segment
    union all select token::text from site_lease where token is not null
    union all select token::text from probe_batch where token is not null
""")


class ArchiveStore:
    """Read what names the archive."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def copies(self, site_id: SiteId) -> list[PageCopy]:
        """Give the known whole copies of a site's pages."""
        async with self._engine.connect() as connection:
            return [_copy(row) for row in await connection.execute(_COPIES, {"site": site_id})]

    async def copies_in(self, segments: Sequence[str]) -> list[Reference]:
        """Give the rows of known copies that lie in some segments."""
        values = {"segments": list(segments)}
        async with self._engine.connect() as connection:
            found = [_copy(row) for row in await connection.execute(_COPIES_IN, values)]
        return [
            Reference(source="page_copy", url=one.url, record=one.record, whole=True)
            for one in found
        ]

    async def loose_copies(self) -> list[Problem]:
        """Name the rows of known copies that lie in a segment that nothing names."""
        async with self._engine.connect() as connection:
            return [
                Problem(where=f"page_copy ({row.url})", what=f"no attempt names {row.segment}")
                for row in await connection.execute(_LOOSE_COPIES)
            ]

    async def attempts(self, sweep_id: SweepId | None = None) -> AsyncIterator[AcceptedAttempt]:
        """Give all accepted attempts, or those of one sweep, without holding them all."""
        async with self._engine.connect() as connection:
            rows = await connection.stream(_ATTEMPTS, {"sweep": sweep_id})
            async for row in rows:
                yield AcceptedAttempt(
                    token=LeaseToken(row.token),
                    sweep_id=None if row.sweep_id is None else SweepId(row.sweep_id),
                    site_id=None if row.site_id is None else SiteId(row.site_id),
                    pages=row.pages,
                    evidence_rows=row.evidence_rows,
                )

    async def segments(self, token: LeaseToken) -> list[KeptSegment]:
        """Give the segments of an attempt, its parts in order."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_SEGMENTS, {"token": token})
            return [KeptSegment(row=segment_row(row), shipped_at=row.shipped_at) for row in rows]

    async def references(self, token: LeaseToken) -> list[Reference]:
        """Give every record that the rows of an attempt name."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_REFERENCES, {"token": token})
            return [
                Reference(
                    source=row.source,
                    url=row.url,
                    record=RecordRef(**row.record),
                    digest=None if row.digest is None else Digest(row.digest),
                )
                for row in rows
            ]

    async def evidence_rows(self, token: LeaseToken) -> int:
        """Count the evidence rows of an attempt."""
        async with self._engine.connect() as connection:
            return int((await connection.execute(_EVIDENCE_ROWS, {"token": token})).scalar_one())

    async def run_of(self, segment: str) -> tuple[RunKind, int] | None:
        """Give the run that a named segment belongs to."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_RUN_OF, {"segment": segment})).first()
        if row is None:
            return None
        return ("sweep", row.sweep_id) if row.round_id is None else ("round", row.round_id)

    async def claimed(self) -> frozenset[str]:
        """Give the names of all named segments and the tokens of all attempts under way."""
        async with self._engine.connect() as connection:
            return frozenset(row.claim for row in await connection.execute(_CLAIMED))


def segment_row(row: Row[Any]) -> SegmentRow:
    """Read a segment's row; digests are hex."""
    return SegmentRow(
        path=row.path,
        size=row.bytes,
        sha256=row.sha256.hex(),
        part=row.part,
        records=row.records or 0,
        root="" if row.root is None else row.root.hex(),
    )


def _copy(row: Row[Any]) -> PageCopy:
    return PageCopy(
        url_key=row.url_key,
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        sha256=Digest(row.sha256.hex()),
        payload_sha1=row.payload_sha1.hex(),
        record_id=row.record_id,
        record=RecordRef(segment=row.segment, offset=row.warc_offset, length=row.warc_length),
        fetched_at=row.fetched_at,
    )
