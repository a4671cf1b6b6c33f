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
    CheckConstraint("item <> '' and reason <> ''", name="says_why"),
    CheckConstraint(
        "(body #>> '{units,proved}')::numeric >= 0 and coalesce("
        "(body #>> '{units,upper}')::numeric >= (body #>> '{units,proved}')::numeric, true)",
        name="units",
    ),
    CheckConstraint(
        "case verdict when 'FAIL' then (body #>> '{units,proved}')::numeric > 0 "
        "when 'PASS' then body -> 'units' is null or jsonb_typeof(body -> 'units') = 'null' "
        "or coalesce((body #>> '{units,upper}')::numeric = 0, false) end",
        name="bounds_carry_it",
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
    CheckConstraint("vetoed = (body ->> 'vetoed')::boolean", name="vetoed"),
    CheckConstraint(
        "body ->> 'result' in ('合格','不合格','无法判定','不适用')",
        name="result",
    ),
    CheckConstraint(
        "not vetoed or (body ->> 'result' = '不合格' and body #>> '{score,best}' is null)",
        name="a_veto_ends_scoring",
    ),
    CheckConstraint(
        "body ->> 'result' <> '合格' or jsonb_array_length(body -> 'open_vetoes') = 0",
        name="nothing_open_passes",
    ),
    CheckConstraint(
        "0 <= (body #>> '{score,worst}')::numeric and "
        "(body #>> '{score,worst}')::numeric <= (body #>> '{score,best}')::numeric",
        name="score",
    ),
    comment="评分表",
)
