"""Make the second visits: sweeps that follow another one, and when a site is due for one."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_second_visits"
down_revision = "20261128_casework"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sweep",
        sa.Column(
            "follows",
            sa.BigInteger(),
            nullable=True,
            comment="the sweep whose sheets these second visits settle",
        ),
    )
    op.create_index(op.f("sweep_follows_idx"), "sweep", ["follows"])
    op.create_foreign_key(
        op.f("sweep_follows_fkey"), "sweep", "sweep", ["follows"], ["id"], ondelete="CASCADE"
    )
    op.drop_constraint(op.f("sweep_kind_check"), "sweep")
    op.create_check_constraint(
        op.f("sweep_kind_check"), "sweep", "kind in ('nightly','recheck','second')"
    )
    op.create_check_constraint(
        op.f("sweep_follows_check"), "sweep", "(kind = 'second') = (follows is not null)"
    )
    op.add_column("sweep_site", sa.Column("second_due", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "sweep_site_second_due_idx",
        "sweep_site",
        ["second_due"],
        postgresql_where=sa.text("second_due is not null"),
    )


def downgrade() -> None:
    op.drop_index("sweep_site_second_due_idx", table_name="sweep_site")
    op.drop_column("sweep_site", "second_due")
    op.execute("delete from sweep where kind = 'second'")
    op.drop_constraint(op.f("sweep_follows_check"), "sweep")
    op.drop_constraint(op.f("sweep_kind_check"), "sweep")
    op.create_check_constraint(op.f("sweep_kind_check"), "sweep", "kind in ('nightly','recheck')")
    op.drop_column("sweep", "follows")
