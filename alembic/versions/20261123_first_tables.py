"""Make the first tables: register, work, evidence, and what is followed over time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_organisation()
    _create_sweep()
    _create_site()
    _create_link_check()
    _create_probe()
    _create_site_column()
    _create_site_lease()
    _create_sweep_site()
    _create_decision()
    _create_evidence()
    _create_finding()
    _create_item()
    _create_letter()
    _create_run()
    _create_sheet()
    _create_archive_segment()


def downgrade() -> None:
    for table in (
        "archive_segment",
        "sheet",
        "run",
        "letter",
        "item",
        "finding",
        "evidence",
        "decision",
        "sweep_site",
        "site_lease",
        "site_column",
        "probe",
        "link_check",
        "site",
        "sweep",
        "organisation",
    ):
        op.drop_table(table)


def _create_organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('division','unit')", name=op.f("organisation_kind_check")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("organisation_parent_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("organisation_pkey")),
        sa.UniqueConstraint(
            "parent_id",
            "name",
            "kind",
            name=op.f("organisation_parent_id_name_kind_key"),
            postgresql_nulls_not_distinct=True,
        ),
        comment="行政区划与主办单位: the tree by administrative division",
    )


def _create_sweep() -> None:
    op.create_table(
        "sweep",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("kind in ('nightly','recheck')", name=op.f("sweep_kind_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("sweep_pkey")),
    )


def _create_site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=True, comment="网站标识码, only after approval"),
        sa.Column("home_url", sa.Text(), nullable=False),
        sa.Column("home_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("sponsor", sa.Text(), server_default="", nullable=False, comment="主办单位"),
        sa.Column("supervisor", sa.Text(), server_default="", nullable=False, comment="主管单位"),
        sa.Column("province", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("county", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False, comment="行政级别"),
        sa.Column("is_portal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("jump_url", sa.Text(), nullable=True),
        sa.Column("run_state", sa.Text(), server_default="normal", nullable=False),
        sa.Column("run_state_reason", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "extra",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "run_state in ('normal','exempt','closed')", name=op.f("site_run_state_check")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("site_organisation_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("site_pkey")),
        sa.UniqueConstraint("code", name=op.f("site_code_key")),
        sa.UniqueConstraint("home_key", name=op.f("site_home_key_key")),
    )
    op.create_index(op.f("site_organisation_id_idx"), "site", ["organisation_id"], unique=False)


def _create_link_check() -> None:
    op.create_table(
        "link_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("counts_as", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("link_check_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("link_check_pkey")),
        sa.UniqueConstraint(
            "token", "url_key", "purpose", name=op.f("link_check_token_url_key_purpose_key")
        ),
    )
    op.create_index(
        op.f("link_check_site_id_url_key_at_idx"),
        "link_check",
        ["site_id", "url_key", "at"],
        unique=False,
    )


def _create_probe() -> None:
    op.create_table(
        "probe",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("sweep_id", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stack", sa.Text(), nullable=False),
        sa.Column("vantage", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("page_class", sa.Text(), nullable=True),
        sa.Column(
            "counts_as", sa.Text(), nullable=False, comment="what the whole visit counts for"
        ),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("probe_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id"], ["sweep.id"], name=op.f("probe_sweep_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("probe_pkey")),
        sa.UniqueConstraint("token", "seq", name=op.f("probe_token_seq_key")),
        comment="one try of a visit to a homepage",
    )
    op.create_index(op.f("probe_site_id_at_idx"), "probe", ["site_id", "at"], unique=False)


def _create_site_column() -> None:
    op.create_table(
        "site_column",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("column_class", sa.Text(), nullable=False),
        sa.Column("class_given", sa.Text(), nullable=True),
        sa.Column("is_system", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("jump_url", sa.Text(), nullable=True),
        sa.Column("update_days", sa.Integer(), nullable=True),
        sa.Column("navigation", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("monitored", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("site_column_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("site_column_pkey")),
        sa.UniqueConstraint("site_id", "url_key", name=op.f("site_column_site_id_url_key_key")),
        comment="栏目: registered or discovered",
    )


def _create_site_lease() -> None:
    op.create_table(
        "site_lease",
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("sweep_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("'-infinity'::timestamptz"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(token is null) = (holder is null)", name=op.f("site_lease_held_check")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("site_lease_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", name=op.f("site_lease_pkey")),
        postgresql_with={"fillfactor": "50"},
    )


def _create_sweep_site() -> None:
    op.create_table(
        "sweep_site",
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("accepted_token", sa.Uuid(), nullable=True),
        sa.Column("accepted_epoch", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("evidence_rows", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (accepted_token is not null)",
            name=op.f("sweep_site_accepted_check"),
        ),
        sa.CheckConstraint("state in ('pending','done')", name=op.f("sweep_site_state_check")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("sweep_site_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id"], ["sweep.id"], name=op.f("sweep_site_sweep_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sweep_id", "site_id", name=op.f("sweep_site_pkey")),
        sa.UniqueConstraint("accepted_token", name=op.f("sweep_site_accepted_token_key")),
        comment="the truth about the work; the queue only hints",
    )
    op.create_index(
        "sweep_site_pending_idx",
        "sweep_site",
        ["sweep_id", "site_id"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id", "site_id"],
            ["sweep_site.sweep_id", "sweep_site.site_id"],
            name=op.f("decision_sweep_id_site_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("decision_pkey")),
        comment="人工认定: what a person decided about a finding",
    )
    op.create_index(
        op.f("decision_sweep_id_site_id_idx"), "decision", ["sweep_id", "site_id"], unique=False
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["sweep_id", "site_id"],
            ["sweep_site.sweep_id", "sweep_site.site_id"],
            name=op.f("evidence_sweep_id_site_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sweep_id", "site_id", "kind", "seq", name=op.f("evidence_pkey")),
    )
    op.create_index(
        op.f("evidence_site_id_kind_idx"), "evidence", ["site_id", "kind"], unique=False
    )


def _create_finding() -> None:
    op.create_table(
        "finding",
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "verdict in ('PASS','FAIL','NOT_APPLICABLE','UNDETERMINED','NEEDS_PERSON')",
            name=op.f("finding_verdict_check"),
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id", "site_id"],
            ["sweep_site.sweep_id", "sweep_site.site_id"],
            name=op.f("finding_sweep_id_site_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "sweep_id", "site_id", "edition", "item", name=op.f("finding_pkey")
        ),
    )


def _create_item() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("column_id", sa.BigInteger(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "claims",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="every date it ever claimed",
        ),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["column_id"], ["site_column.id"], name=op.f("item_column_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("item_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("item_pkey")),
        sa.UniqueConstraint("column_id", "url_key", name=op.f("item_column_id_url_key_key")),
    )
    op.create_index(op.f("item_site_id_idx"), "item", ["site_id"], unique=False)


def _create_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("column_id", sa.BigInteger(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("asked", sa.Date(), nullable=True),
        sa.Column("replied", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "history",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="every state it was ever seen in",
        ),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["column_id"],
            ["site_column.id"],
            name=op.f("letter_column_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("letter_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("letter_pkey")),
        sa.UniqueConstraint("column_id", "url_key", name=op.f("letter_column_id_url_key_key")),
        comment="来信, 留言",
    )
    op.create_index(op.f("letter_site_id_state_idx"), "letter", ["site_id", "state"], unique=False)


def _create_run() -> None:
    op.create_table(
        "run",
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome in ('accepted','refused','failed')", name=op.f("run_outcome_check")
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id", "site_id"],
            ["sweep_site.sweep_id", "sweep_site.site_id"],
            name=op.f("run_sweep_id_site_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("run_pkey")),
        comment="every attempt, accepted or not",
    )
    op.create_index(
        "run_one_accepted_idx",
        "run",
        ["sweep_id", "site_id"],
        unique=True,
        postgresql_where=sa.text("outcome = 'accepted'"),
    )


def _create_sheet() -> None:
    op.create_table(
        "sheet",
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("edition_digest", sa.Text(), nullable=False),
        sa.Column("vetoed", sa.Boolean(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id", "site_id"],
            ["sweep_site.sweep_id", "sweep_site.site_id"],
            name=op.f("sheet_sweep_id_site_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sweep_id", "site_id", "edition", name=op.f("sheet_pkey")),
        comment="评分表",
    )


def _create_archive_segment() -> None:
    op.create_table(
        "archive_segment",
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column(
            "committed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["token"], ["run.token"], name=op.f("archive_segment_token_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", "part", name=op.f("archive_segment_pkey")),
        sa.UniqueConstraint("path", name=op.f("archive_segment_path_key")),
        comment="segments of accepted attempts; a file that no row names does not count",
    )
    op.create_index(
        "archive_segment_unshipped_idx",
        "archive_segment",
        ["committed_at"],
        unique=False,
        postgresql_where=sa.text("shipped_at is null"),
    )
