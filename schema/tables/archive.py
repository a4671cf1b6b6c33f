"""What lies in the archive."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from schema.tables.base import id_column, made, metadata, moment, site_reference

archive_segment = Table(
    "archive_segment",
    metadata,
    Column("token", Uuid, ForeignKey("run.token", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("bytes", BigInteger, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("records", Integer, comment="null: written before segments had a tree of records"),
    Column("root", LargeBinary, comment="RFC 6962 Merkle root of the records"),
    made("committed_at"),
    moment("shipped_at", nullable=True),
    PrimaryKeyConstraint("token", "part"),
    Index(
        "archive_segment_unshipped_idx",
        "committed_at",
        postgresql_where=text("shipped_at is null"),
    ),
    comment="segments of accepted attempts; a file that no row names does not count",
)

page_copy = Table(
    "page_copy",
    metadata,
    site_reference(),
    Column("url_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("sha256", LargeBinary, nullable=False, comment="of the body, decoded"),
    Column("payload_sha1", LargeBinary, nullable=False, comment="of the body as received"),
    Column("record_id", Text, nullable=False),
    Column("segment", Text, nullable=False),
    Column("warc_offset", BigInteger, nullable=False),
    Column("warc_length", BigInteger, nullable=False),
    moment("fetched_at"),
    PrimaryKeyConstraint("site_id", "url_key"),
    Index(None, "segment"),
    comment="the whole copy of a page that conditional requests and revisit records rest on",
)

seal = Table(
    "seal",
    metadata,
    id_column(),
    Column("sweep_id", BigInteger, ForeignKey("sweep.id", ondelete="RESTRICT"), unique=True),
    Column("round_id", BigInteger, ForeignKey("probe_round.id", ondelete="RESTRICT"), unique=True),
    Column("entries", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False, comment="RFC 6962 Merkle root of the segments"),
    Column("previous", LargeBinary, comment="link of the seal before; null for the first"),
    Column("link", LargeBinary, nullable=False, unique=True),
    Column("timestamp_token", LargeBinary, comment="RFC 3161"),
    moment("sealed_at"),
    UniqueConstraint("previous", postgresql_nulls_not_distinct=True),
    CheckConstraint("num_nonnulls(sweep_id, round_id) = 1", name="run"),
    comment="the seals of sweeps and probe rounds, each chained to the one before",
)
