"""The tables, as SQLAlchemy Core metadata; alembic/ makes the same ones, a test compares them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _site() -> Column[int]:
    return Column("site_id", BigInteger, ForeignKey("site.id", ondelete="CASCADE"), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _made(name: str) -> Column[datetime]:
    return Column(
        name, DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()
    )


organisation = Table(
    "organisation",
    metadata,
    _id(),
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
    _id(),
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
    _made("created_at"),
    _made("updated_at"),
    CheckConstraint("run_state in ('normal','exempt','closed')", name="run_state"),
    Index(None, "organisation_id"),
)

site_column = Table(
    "site_column",
    metadata,
    _id(),
    _site(),
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
    _made("first_seen"),
    _made("last_seen"),
    UniqueConstraint("site_id", "url_key"),
    comment="栏目: registered or discovered",
)

sweep = Table(
    "sweep",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("edition", Text, nullable=False),
    _moment("as_of"),
    Column("settings", JSONB, nullable=False),
    _made("created_at"),
    CheckConstraint("kind in ('nightly','recheck')", name="kind"),
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
    _site(),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("accepted_token", Uuid, unique=True),
    Column("accepted_epoch", BigInteger),
    Column("outcome", Text),
    Column("evidence_rows", Integer),
    Column("pages", Integer),
    Column("seconds", Double),
    _moment("done_at", nullable=True),
    PrimaryKeyConstraint("sweep_id", "site_id"),
    CheckConstraint("state in ('pending','done')", name="state"),
    CheckConstraint("(state = 'done') = (accepted_token is not null)", name="accepted"),
    Index(
        "sweep_site_pending_idx",
        "sweep_id",
        "site_id",
        postgresql_where=text("state = 'pending'"),
    ),
    comment="the truth about the work; the queue only hints",
)

run = Table(
    "run",
    metadata,
    Column("token", Uuid, primary_key=True),
    Column("sweep_id", BigInteger, nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    _made("started_at"),
    _moment("ended_at", nullable=True),
    Column("outcome", Text),
    CheckConstraint("outcome in ('accepted','refused','failed')", name="outcome"),
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
    comment="every attempt, accepted or not",
)

archive_segment = Table(
    "archive_segment",
    metadata,
    Column("token", Uuid, ForeignKey("run.token", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("bytes", BigInteger, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    _made("committed_at"),
    _moment("shipped_at", nullable=True),
    PrimaryKeyConstraint("token", "part"),
    Index(
        "archive_segment_unshipped_idx",
        "committed_at",
        postgresql_where=text("shipped_at is null"),
    ),
    comment="segments of accepted attempts; a file that no row names does not count",
)

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
    _made("made_at"),
    PrimaryKeyConstraint("sweep_id", "site_id", "edition"),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    comment="评分表",
)

probe = Table(
    "probe",
    metadata,
    _id(),
    _site(),
    Column("sweep_id", BigInteger, ForeignKey("sweep.id", ondelete="CASCADE")),
    Column("token", Uuid, nullable=False),
    Column("seq", Integer, nullable=False),
    _moment("at"),
    Column("stack", Text, nullable=False),
    Column("vantage", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", Integer),
    Column("page_class", Text),
    Column("counts_as", Text, nullable=False, comment="what the whole visit counts for"),
    Column("seconds", Double, nullable=False),
    UniqueConstraint("token", "seq"),
    Index(None, "site_id", "at"),
    comment="one try of a visit to a homepage",
)

item = Table(
    "item",
    metadata,
    _id(),
    _site(),
    Column(
        "column_id", BigInteger, ForeignKey("site_column.id", ondelete="CASCADE"), nullable=False
    ),
    Column("url_key", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("claims", JSONB, nullable=False, comment="every date it ever claimed"),
    _moment("first_seen"),
    _moment("last_seen"),
    UniqueConstraint("column_id", "url_key"),
    Index(None, "site_id"),
)

link_check = Table(
    "link_check",
    metadata,
    _id(),
    _site(),
    Column("token", Uuid, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("status", Integer),
    Column("counts_as", Text, nullable=False),
    _moment("at"),
    UniqueConstraint("token", "url_key", "purpose"),
    Index(None, "site_id", "url_key", "at"),
)

letter = Table(
    "letter",
    metadata,
    _id(),
    _site(),
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
    _moment("first_seen"),
    _moment("last_seen"),
    UniqueConstraint("column_id", "url_key"),
    Index(None, "site_id", "state"),
    comment="来信, 留言",
)

decision = Table(
    "decision",
    metadata,
    _id(),
    Column("sweep_id", BigInteger, nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("edition", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    _made("decided_at"),
    ForeignKeyConstraint(
        ["sweep_id", "site_id"], ["sweep_site.sweep_id", "sweep_site.site_id"], ondelete="CASCADE"
    ),
    Index(None, "sweep_id", "site_id"),
    comment="人工认定: what a person decided about a finding",
)
