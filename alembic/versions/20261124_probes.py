"""Make probe rounds and their batches; fold the tries of a visit by client stack."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_probes"
down_revision = "20261123_job_engine"
branch_labels = None
depends_on = None


_NEW_COLUMNS = (
    "round_id",
    "final_url",
    "ip",
    "class_sign",
    "defects",
    "queue",
    "dns",
    "connect",
    "tls",
    "first_byte",
    "body",
    "tries",
    "deciding",
    "void",
    "void_reason",
    "controls_ok",
    "came_to",
)

_FOLD = """
    with folded as (
        select token, site_id, stack, max(seq) as last,
            jsonb_agg(jsonb_build_object('stack', stack, 'url', url, 'outcome', outcome,
                'reason', reason, 'status', status, 'page_class', page_class,
                'seconds', seconds) order by seq) as tries,
            rank() over (partition by token, site_id order by max(seq) desc) = 1 as deciding
        from probe group by token, site_id, stack)
    update probe p set tries = f.tries, deciding = f.deciding, final_url = p.url,
        void = p.counts_as = 'void', came_to = p.counts_as
    from folded f
    where f.token = p.token and f.site_id = p.site_id and f.stack = p.stack and f.last = p.seq
"""
_DROP_FOLDED = "delete from probe where tries is null"
_UNFOLD = """
    insert into probe (site_id, sweep_id, token, seq, at, stack, vantage, url, outcome, reason,
        status, page_class, counts_as, seconds, final_url, tries, deciding)
    select p.site_id, p.sweep_id, p.token,
        row_number() over (partition by p.token order by p.id, t.n) - 1, p.at, p.stack, p.vantage,
        t.one ->> 'url', t.one ->> 'outcome', t.one ->> 'reason', (t.one ->> 'status')::int,
        t.one ->> 'page_class', p.counts_as, (t.one ->> 'seconds')::double precision, p.final_url,
        '[]', false
    from probe p, jsonb_array_elements(p.tries) with ordinality as t (one, n)
"""


def upgrade() -> None:
    _create_probe_round()
    _create_probe_batch()
    _create_void_period()
    _create_control_check()
    _widen_run()
    _widen_probe()
    _fold_tries()


def downgrade() -> None:
    _unfold_tries()
    _narrow_probe()
    _narrow_run()
    op.drop_table("control_check")
    op.drop_table("void_period")
    op.drop_table("probe_batch")
    op.drop_table("probe_round")


def _create_probe_round() -> None:
    op.create_table(
        "probe_round",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vantages", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("probe_round_pkey")),
        comment="one visit to every site, from every vantage",
    )


def _create_probe_batch() -> None:
    op.create_table(
        "probe_batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("vantage", sa.Text(), nullable=False),
        sa.Column("site_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("'-infinity'::timestamptz"),
            nullable=False,
        ),
        sa.Column("accepted_token", sa.Uuid(), nullable=True),
        sa.Column("accepted_epoch", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (accepted_token is not null)",
            name=op.f("probe_batch_accepted_check"),
        ),
        sa.CheckConstraint("state in ('pending','done')", name=op.f("probe_batch_state_check")),
        sa.CheckConstraint(
            "(token is null) = (holder is null)", name=op.f("probe_batch_held_check")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["probe_round.id"],
            name=op.f("probe_batch_round_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("probe_batch_pkey")),
        sa.UniqueConstraint("accepted_token", name=op.f("probe_batch_accepted_token_key")),
        comment="a share of a round: leased, probed and accepted as one",
    )
    op.create_index(
        "probe_batch_pending_idx",
        "probe_batch",
        ["vantage", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(op.f("probe_batch_round_id_idx"), "probe_batch", ["round_id"], unique=False)


def _create_void_period() -> None:
    op.create_table(
        "void_period",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("vantage", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "facts",
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
        sa.CheckConstraint(
            "cause in ('controls','storm','overload')", name=op.f("void_period_cause_check")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("void_period_span_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("void_period_pkey")),
        sa.UniqueConstraint(
            "vantage",
            "starts_at",
            "ends_at",
            "cause",
            name=op.f("void_period_vantage_starts_at_ends_at_cause_key"),
        ),
        comment="a time in which a vantage could not tell; its visits are void, never failed",
    )


def _create_control_check() -> None:
    op.create_table(
        "control_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("vantage", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("control_check_pkey")),
        comment="what the prober's own control targets answered",
    )
    op.create_index(
        op.f("control_check_vantage_at_idx"), "control_check", ["vantage", "at"], unique=False
    )


def _widen_probe() -> None:
    op.add_column("probe", sa.Column("round_id", sa.BigInteger(), nullable=True))
    op.add_column("probe", sa.Column("final_url", sa.Text(), nullable=True))
    op.add_column("probe", sa.Column("ip", sa.Text(), nullable=True))
    op.add_column("probe", sa.Column("class_sign", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "probe",
        sa.Column(
            "defects", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
    )
    op.add_column(
        "probe", sa.Column("queue", sa.Double(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("probe", sa.Column("dns", sa.Double(), nullable=True))
    op.add_column("probe", sa.Column("connect", sa.Double(), nullable=True))
    op.add_column("probe", sa.Column("tls", sa.Double(), nullable=True))
    op.add_column("probe", sa.Column("first_byte", sa.Double(), nullable=True))
    op.add_column("probe", sa.Column("body", sa.Double(), nullable=True))
    op.add_column(
        "probe",
        sa.Column(
            "tries",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="every try of this stack, twins too",
        ),
    )
    op.add_column(
        "probe",
        sa.Column(
            "deciding", sa.Boolean(), nullable=True, comment="this look speaks for its visit"
        ),
    )
    op.add_column(
        "probe", sa.Column("void", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("probe", sa.Column("void_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("probe", sa.Column("controls_ok", sa.Boolean(), nullable=True))
    op.alter_column("probe", "seconds", comment="without our own queue")
    op.create_table_comment(
        "probe", "one look at a homepage by one client stack; a visit has one or two"
    )
    op.add_column(
        "probe",
        sa.Column(
            "came_to", sa.Text(), nullable=True, comment="what the visit counts for by itself"
        ),
    )
    op.alter_column("probe", "counts_as", comment="the same, but void in a void period")
    op.create_foreign_key(
        op.f("probe_round_id_fkey"),
        "probe",
        "probe_round",
        ["round_id"],
        ["id"],
        ondelete="CASCADE",
    )


def _fold_tries() -> None:
    """Keep one row a client stack: its tries in the row, the last one outside of them."""
    op.execute(_FOLD)
    op.execute(_DROP_FOLDED)
    op.drop_constraint(op.f("probe_token_seq_key"), "probe", type_="unique")
    op.drop_column("probe", "seq")
    for name in ("final_url", "tries", "deciding", "came_to"):
        op.alter_column("probe", name, nullable=False)
    op.create_check_constraint(op.f("probe_void_check"), "probe", "void = (counts_as = 'void')")
    op.create_unique_constraint(
        op.f("probe_token_site_id_stack_key"), "probe", ["token", "site_id", "stack"]
    )
    op.create_index(
        "probe_once_a_round_idx",
        "probe",
        ["site_id", "round_id", "stack", "vantage"],
        unique=True,
        postgresql_where=sa.text("round_id is not null"),
    )
    op.create_index(
        "probe_visits_idx", "probe", ["vantage", "at"], postgresql_where=sa.text("deciding")
    )


def _unfold_tries() -> None:
    """Give every try a row of its own again; visits of rounds go, nothing can hold them."""
    op.drop_index("probe_visits_idx", table_name="probe")
    op.drop_index("probe_once_a_round_idx", table_name="probe")
    op.drop_constraint(op.f("probe_token_site_id_stack_key"), "probe", type_="unique")
    op.drop_constraint(op.f("probe_void_check"), "probe", type_="check")
    op.add_column("probe", sa.Column("seq", sa.Integer(), nullable=True))
    op.execute("delete from probe where round_id is not null")
    op.execute(_UNFOLD)
    op.execute("delete from probe where seq is null")
    op.alter_column("probe", "seq", nullable=False)
    op.create_unique_constraint(op.f("probe_token_seq_key"), "probe", ["token", "seq"])


def _narrow_probe() -> None:
    op.create_table_comment("probe", "one try of a visit to a homepage")
    op.alter_column("probe", "seconds", comment=None)
    op.alter_column("probe", "counts_as", comment="what the whole visit counts for")
    for name in _NEW_COLUMNS:
        op.drop_column("probe", name)


def _widen_run() -> None:
    op.add_column("run", sa.Column("batch_id", sa.BigInteger(), nullable=True))
    op.alter_column("run", "sweep_id", nullable=True)
    op.alter_column("run", "site_id", nullable=True)
    op.create_index(op.f("run_batch_id_idx"), "run", ["batch_id"])
    op.create_foreign_key(
        op.f("run_batch_id_fkey"), "run", "probe_batch", ["batch_id"], ["id"], ondelete="CASCADE"
    )
    op.create_check_constraint(
        op.f("run_work_check"),
        "run",
        "num_nonnulls(sweep_id, site_id) = case when batch_id is null then 2 else 0 end",
    )
    op.create_table_comment(
        "run", "every attempt on a site or on a batch of probes, accepted or not"
    )


def _narrow_run() -> None:
    op.execute("delete from run where batch_id is not null")
    op.drop_constraint(op.f("run_work_check"), "run", type_="check")
    op.drop_column("run", "batch_id")
    op.alter_column("run", "site_id", nullable=False)
    op.alter_column("run", "sweep_id", nullable=False)
    op.create_table_comment("run", "every attempt, accepted or not")
