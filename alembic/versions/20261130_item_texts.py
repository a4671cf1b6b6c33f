"""Keep the digests of the texts that entries showed, so that an old text put up anew is told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261130_item_texts"
down_revision = "20261129_no_decision"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "item",
        sa.Column(
            "texts",
            postgresql.JSONB(),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
            comment="digests of every text that its article ever showed",
        ),
    )


def downgrade() -> None:
    op.drop_column("item", "texts")
