"""The register: who runs which site, and its columns."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from schema.tables.base import id_column, made, metadata, site_reference

organisation = Table(
    "organisation",
    metadata,
    id_column(),
    Column("parent_id", BigInteger, ForeignKey("organisation.id")),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    CheckConstraint("kind in ('division','unit')", name="kind"),
    UniqueConstraint("parent_id", "name", "kind", postgresql_nulls_not_distinct=True),
    comment="行政区划与主办单位: the tree by administrative division",
)


site = Table(
    "site",
    metadata,
    id_column(),
    Column("code", Text, unique=True, comment="网站标识码, only after approval"),
    Column("home_url", Text, nullable=False),
    Column("home_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("organisation_id", BigInteger, ForeignKey("organisation.id")),
    Column("sponsor", Text, nullable=False, server_default="", comment="主办单位"),
    Column("supervisor", Text, nullable=False, server_default="", comment="主管单位"),
    Column("province", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("county", Text, nullable=False, server_default=""),
    Column("level", Text, nullable=False, server_default="", comment="行政级别"),
    Column("is_portal", Boolean, nullable=False, server_default=text("false")),
    Column("jump_url", Text),
    Column("run_state", Text, nullable=False, server_default="normal"),
    Column("run_state_reason", Text, nullable=False, server_default=""),
    Column("extra", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    made("created_at"),
    made("updated_at"),
    CheckConstraint("run_state in ('normal','exempt','closed')", name="run_state"),
    Index(None, "organisation_id"),
)


site_column = Table(
    "site_column",
    metadata,
    id_column(),
    site_reference(),
    Column("url_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("column_class", Text, nullable=False),
    Column("class_given", Text),
    Column("is_system", Boolean, nullable=False, server_default=text("false")),
    Column("jump_url", Text),
    Column("update_days", Integer),
    Column("navigation", Boolean, nullable=False, server_default=text("false")),
    Column("monitored", Boolean, nullable=False, server_default=text("true")),
    Column("opened_on", Date),
    Column("registered", Boolean, nullable=False),
    made("first_seen"),
    made("last_seen"),
    UniqueConstraint("site_id", "url_key"),
    comment="栏目: registered or discovered",
)
