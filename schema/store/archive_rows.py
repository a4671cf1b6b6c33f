"""The rows of an accepted attempt that name its segments and the copies that lie in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from schema.store.rows_json import rows_json
from schema.types.lease import SegmentRow
from schema.types.page_copy import PageCopy
from schema.types.storable import storable_text

# Both take part in a fenced statement: what they read from there exists only where it holds.
INSERT_SEGMENTS = """
    insert into archive_segment (token, part, path, bytes, sha256, records, root)
    select :token, r.part, r.path, r.bytes, decode(r.sha256, 'hex'), r.records,
        decode(r.root, 'hex')
    from {fence}, jsonb_to_recordset(cast(:segments as jsonb)) as r (part int, path text,
        bytes bigint, sha256 text, records int, root text)"""

UPSERT_COPIES = """
    insert into page_copy (site_id, url_key, url, etag, last_modified, sha256, payload_sha1,
        record_id, segment, warc_offset, warc_length, fetched_at)
    select :site, r.url_key, r.url, r.etag, r.last_modified, decode(r.sha256, 'hex'),
        decode(r.payload_sha1, 'hex'), r.record_id, r.segment, r.warc_offset, r.warc_length,
        r.fetched_at
    from {fence}, jsonb_to_recordset(cast(:copies as jsonb)) as r (url_key text, url text,
        etag text, last_modified text, sha256 text, payload_sha1 text, record_id text,
        segment text, warc_offset bigint, warc_length bigint, fetched_at timestamptz)
    on conflict (site_id, url_key) do update set url = excluded.url, etag = excluded.etag,
        last_modified = excluded.last_modified, sha256 = excluded.sha256,
        payload_sha1 = excluded.payload_sha1, record_id = excluded.record_id,
        segment = excluded.segment, warc_offset = excluded.warc_offset,
        warc_length = excluded.warc_length, fetched_at = excluded.fetched_at"""


def segments_json(segments: Sequence[SegmentRow]) -> str:
    """Give the value of `:segments`."""
    return rows_json(
        [
            {
                "part": one.part,
                "path": one.path,
                "bytes": one.size,
                "sha256": one.sha256,
                "records": one.records,
                "root": one.root,
            }
            for one in segments
        ]
    )


def copies_json(copies: Iterable[PageCopy]) -> str:
    """Give the value of `:copies`; one row a key, for an upsert may not touch a row twice."""
    rows = {storable_text(one.url_key): _copy_row(one) for one in copies}
    return rows_json(list(rows.values()))


def _copy_row(one: PageCopy) -> dict[str, Any]:
    return {
        "url_key": one.url_key,
        "url": one.url,
        "etag": one.etag,
        "last_modified": one.last_modified,
        "sha256": one.sha256,
        "payload_sha1": one.payload_sha1,
        "record_id": one.record_id,
        "segment": one.record.segment,
        "warc_offset": one.record.offset,
        "warc_length": one.record.length,
        "fetched_at": one.fetched_at.isoformat(),
    }
