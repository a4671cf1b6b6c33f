"""Make the copies that revisits rest on, and the seals of runs."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_archive"
down_revision = "20261124_politeness"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "archive_segment",
        sa.Column(
            "records",
            sa.Integer(),
            nullable=True,
            comment="null: written before segments had a tree of records",
        ),
    )
    op.add_column(
        "archive_segment",
        sa.Column(
            "root", sa.LargeBinary(), nullable=True, comment="RFC 6962 Merkle root of the records"
        ),
    )
    _create_page_copy()
    _create_seal()


def downgrade() -> None:
    op.drop_table("seal")
    op.drop_table("page_copy")
    op.drop_column("archive_segment", "root")
    op.drop_column("archive_segment", "records")


def _create_page_copy() -> None:
    op.create_table(
        "page_copy",
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False, comment="of the body, decoded"),
        sa.Column(
            "payload_sha1", sa.LargeBinary(), nullable=False, comment="of the body as received"
        ),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False),
        sa.Column("warc_length", sa.BigInteger(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("page_copy_site_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", "url_key", name=op.f("page_copy_pkey")),
        comment="the whole copy of a page that conditional requests and revisit records rest on",
    )
    op.create_index(op.f("page_copy_segment_idx"), "page_copy", ["segment"])


def _create_seal() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sweep_id", sa.BigInteger(), nullable=True),
        sa.Column("round_id", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column(
            "root", sa.LargeBinary(), nullable=False, comment="RFC 6962 Merkle root of the segments"
        ),
        sa.Column(
            "previous",
            sa.LargeBinary(),
            nullable=True,
            comment="link of the seal before; null for the first",
        ),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("timestamp_token", sa.LargeBinary(), nullable=True, comment="RFC 3161"),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("num_nonnulls(sweep_id, round_id) = 1", name=op.f("seal_run_check")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["probe_round.id"], name=op.f("seal_round_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sweep_id"], ["sweep.id"], name=op.f("seal_sweep_id_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("seal_pkey")),
        sa.UniqueConstraint(
            "previous", name=op.f("seal_previous_key"), postgresql_nulls_not_distinct=True
        ),
        sa.UniqueConstraint("link", name=op.f("seal_link_key")),
        sa.UniqueConstraint("round_id", name=op.f("seal_round_id_key")),
        sa.UniqueConstraint("sweep_id", name=op.f("seal_sweep_id_key")),
        comment="the seals of sweeps and probe rounds, each chained to the one before",
    )
