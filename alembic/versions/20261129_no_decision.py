"""Take away the table of decisions: nothing wrote or read it since decisions are log entries."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_no_decision"
down_revision = "20261128_outage"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("decision")


def downgrade() -> None:
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
    op.create_index(op.f("decision_sweep_id_site_id_idx"), "decision", ["sweep_id", "site_id"])
