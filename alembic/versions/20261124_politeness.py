"""Make what holds the fleet back across workers and restarts."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_politeness"
down_revision = "20261124_probes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_address_slot()
    _create_host_pace()
    op.add_column(
        "sweep_site",
        sa.Column(
            "slow",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="surveyed by the slow plan of its host",
        ),
    )


def downgrade() -> None:
    op.drop_column("sweep_site", "slow")
    op.drop_table("host_pace")
    op.drop_table("address_slot")


def _create_address_slot() -> None:
    op.create_table(
        "address_slot",
        sa.Column("address", sa.Text(), nullable=False, comment="IP address, or platform:NAME"),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True, comment="the attempt that holds it"),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(token, holder, expires_at) in (0, 3)",
            name=op.f("address_slot_held_check"),
        ),
        sa.PrimaryKeyConstraint("address", "slot", name=op.f("address_slot_pkey")),
        postgresql_with={"fillfactor": "50"},
        comment="how many attempts may ask one address at once",
    )


def _create_host_pace() -> None:
    op.create_table(
        "host_pace",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("delay", sa.Double(), nullable=False, comment="seconds between two requests"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('rate_limited','shielded','slow')", name=op.f("host_pace_state_check")
        ),
        sa.PrimaryKeyConstraint("host", name=op.f("host_pace_pkey")),
        comment="hosts that asked us, or showed us, to go slower",
    )
