"""Make the announced maintenance of sites (报备停机)."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_outage"
down_revision = "20261128_second_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outage",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("announced_by", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("outage_span_check")),
        sa.CheckConstraint(
            "num_nonnulls(approved_by, approved_at) in (0, 2)",
            name=op.f("outage_approved_check"),
        ),
        sa.CheckConstraint("approved_by <> announced_by", name=op.f("outage_second_person_check")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("outage_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("outage_pkey")),
        comment="报备停机: visits inside an approved one are void",
    )
    op.create_index(op.f("outage_site_id_starts_at_idx"), "outage", ["site_id", "starts_at"])


def downgrade() -> None:
    op.drop_table("outage")
