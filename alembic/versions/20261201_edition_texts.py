"""Keep the texts of the editions that sweeps are made by, so that they are judged anew the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261201_edition_texts"
down_revision = "20261130_names_of_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_text",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column(
            "texts",
            postgresql.JSONB(),
            nullable=False,
            comment="its own file, then those of its bases",
        ),
        sa.Column(
            "kept_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name=op.f("edition_text_digest_check")),
        sa.CheckConstraint(
            "case when jsonb_typeof(texts) = 'array' "
            "then jsonb_array_length(texts) > 0 else false end",
            name=op.f("edition_text_texts_check"),
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("edition_text_pkey")),
        comment="指标版本: the editions that sweeps were made by, word for word",
    )
    op.add_column("sweep", sa.Column("edition_digest", sa.Text()))
    op.create_foreign_key(
        op.f("sweep_edition_digest_fkey"), "sweep", "edition_text", ["edition_digest"], ["digest"]
    )


def downgrade() -> None:
    op.drop_column("sweep", "edition_digest")
    op.drop_table("edition_text")
