"""People and the append-only log of what they did."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from schema.tables.base import id_column, made, metadata, moment

person = Table(
    "person",
    metadata,
    Column("name", Text, primary_key=True),
    Column(
        "name_key",
        Text,
        nullable=False,
        unique=True,
        comment="the name without width, spaces and case: the second person is never the first",
    ),
    Column("role", Text, nullable=False),
    Column("division", Text, nullable=False, server_default=text("''")),
    made("enrolled_at"),
    CheckConstraint(
        "role in ('reviewer','second_reviewer','operator','office','admin')", name="role"
    ),
    comment="人员: who may act on findings",
)


case_entry = Table(
    "case_entry",
    metadata,
    id_column(),
    Column("act", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    moment("at"),
    Column("text", Text, nullable=False),
    Column("site_id", BigInteger, nullable=True, comment="no reference: the log outlives a site"),
    Column("edition", Text, nullable=True),
    Column("item", Text, nullable=True),
    Column("cause", Text, nullable=True),
    Column("basis", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    made("written_at"),
    CheckConstraint("num_nonnulls(edition, item, cause) in (0, 3)", name="key"),
    Index(None, "site_id", "id"),
    Index(None, "act", "id"),
    comment="人工操作日志: a trigger refuses every change of a row",
)
