"""Sweeps, their work lists, leases and attempts."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from schema.tables.base import id_column, made, metadata, moment, site_reference

edition_text = Table(
    "edition_text",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("texts", JSONB, nullable=False, comment="its own file, then those of its bases"),
    made("kept_at"),
    CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest"),
    CheckConstraint(
        "case when jsonb_typeof(texts) = 'array' then jsonb_array_length(texts) > 0 else false end",
        name="texts",
    ),
    comment="指标版本: the editions that sweeps were made by, word for word",
)


sweep = Table(
    "sweep",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("edition_digest", Text, ForeignKey("edition_text.digest")),
    moment("as_of"),
    Column("settings", JSONB, nullable=False),
    made("created_at"),
    Column(
        "follows",
        BigInteger,
        ForeignKey("sweep.id", ondelete="CASCADE"),
        index=True,
        comment="the sweep whose sheets these second visits settle",
    ),
    CheckConstraint("kind in ('nightly','recheck','second')", name="kind"),
    CheckConstraint("(kind = 'second') = (follows is not null)", name="follows"),
)


site_lease = Table(
    "site_lease",
    metadata,
    Column("site_id", BigInteger, ForeignKey("site.id", ondelete="CASCADE"), primary_key=True),
    Column("epoch", BigInteger, nullable=False, server_default=text("0")),
    Column("token", Uuid),
    Column("holder", Text),
    Column("sweep_id", BigInteger),
    Column(
        "expires_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("'-infinity'::timestamptz"),
    ),
    CheckConstraint("(token is null) = (holder is null)", name="held"),
    # One row per site for ever and no other index, so that renewals stay in their page (HOT).
    postgresql_with={"fillfactor": "50"},
)


sweep_site = Table(
    "sweep_site",
    metadata,
    Column("sweep_id", BigInteger, ForeignKey("sweep.id", ondelete="CASCADE"), nullable=False),
    site_reference(),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("accepted_token", Uuid, unique=True),
    Column("accepted_epoch", BigInteger),
    Column("outcome", Text),
    Column("evidence_rows", Integer),
    Column("pages", Integer),
    Column("seconds", Double),
    moment("done_at", nullable=True),
    Column(
        "slow",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="surveyed by the slow plan of its host",
    ),
    moment("second_due", nullable=True),
    PrimaryKeyConstraint("sweep_id", "site_id"),
    CheckConstraint("state in ('pending','done')", name="state"),
    CheckConstraint("(state = 'done') = (accepted_token is not null)", name="accepted"),
    Index(
        "sweep_site_pending_idx",
        "sweep_id",
        "site_id",
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "sweep_site_second_due_idx",
        "second_due",
        postgresql_where=text("second_due is not null"),
    ),
    comment="the truth about the work; the queue only hints",
)


run = Table(
    "run",
    metadata,
    Column("token", Uuid, primary_key=True),
    Column("sweep_id", BigInteger),
    Column("site_id", BigInteger),
    Column("batch_id", BigInteger, ForeignKey("probe_batch.id", ondelete="CASCADE")),
    Column("epoch", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    made("started_at"),
    moment("ended_at", nullable=True),
    Column("outcome", Text),
    CheckConstraint("outcome in ('accepted','refused','failed')", name="outcome"),
    CheckConstraint(
        "num_nonnulls(sweep_id, site_id) = case when batch_id is null then 2 else 0 end",
        name="work",
    ),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    Index(
        "run_one_accepted_idx",
        "sweep_id",
        "site_id",
        unique=True,
        postgresql_where=text("outcome = 'accepted'"),
    ),
    Index(None, "batch_id"),
    comment="every attempt on a site or on a batch of probes, accepted or not",
)
