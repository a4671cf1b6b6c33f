"""What sweeps proved, and what was made of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
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

from schema.tables.base import made, metadata

evidence = Table(
    "evidence",
    metadata,
    Column("sweep_id", BigInteger, nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("token", Uuid, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    PrimaryKeyConstraint("sweep_id", "site_id", "kind", "seq"),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    Index(None, "site_id", "kind"),
)


finding = Table(
    "finding",
    metadata,
    Column("sweep_id", BigInteger, nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("edition", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    PrimaryKeyConstraint("sweep_id", "site_id", "edition", "item"),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    CheckConstraint(
        "verdict in ('PASS','FAIL','NOT_APPLICABLE','UNDETERMINED','NEEDS_PERSON')",
        name="verdict",
    ),
)


sheet = Table(
    "sheet",
    metadata,
    Column("sweep_id", BigInteger, nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("edition", Text, nullable=False),
    Column("edition_digest", Text, nullable=False),
    Column("vetoed", Boolean, nullable=False),
    Column("body", JSONB, nullable=False),
    made("made_at"),
    PrimaryKeyConstraint("sweep_id", "site_id", "edition"),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    comment="评分表",
)
