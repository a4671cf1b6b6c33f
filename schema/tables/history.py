"""What is followed over sweeps: entries, addresses, letters."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from schema.tables.base import id_column, metadata, moment, site_reference

item = Table(
    "item",
    metadata,
    id_column(),
    site_reference(),
    Column(
        "column_id", BigInteger, ForeignKey("site_column.id", ondelete="CASCADE"), nullable=False
    ),
    Column("url_key", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("claims", JSONB, nullable=False, comment="every date it ever claimed"),
    Column(
        "texts",
        JSONB,
        nullable=False,
        server_default=text("'[]'::jsonb"),
        comment="digests of every text that its article ever showed",
    ),
    moment("first_seen"),
    moment("last_seen"),
    UniqueConstraint("column_id", "url_key"),
    Index(None, "site_id"),
)


link_check = Table(
    "link_check",
    metadata,
    id_column(),
    site_reference(),
    Column("token", Uuid, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("status", Integer),
    Column("counts_as", Text, nullable=False),
    moment("at"),
    UniqueConstraint("token", "url_key", "purpose"),
    Index(None, "site_id", "url_key", "at"),
)


letter = Table(
    "letter",
    metadata,
    id_column(),
    site_reference(),
    Column(
        "column_id", BigInteger, ForeignKey("site_column.id", ondelete="CASCADE"), nullable=False
    ),
    Column("url_key", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("asked", Date),
    Column("replied", Date),
    Column("state", Text, nullable=False),
    Column("note", Text),
    Column("history", JSONB, nullable=False, comment="every state it was ever seen in"),
    moment("first_seen"),
    moment("last_seen"),
    UniqueConstraint("column_id", "url_key"),
    Index(None, "site_id", "state"),
    comment="来信, 留言",
)
