"""Make the people and the append-only log of what they do."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128_casework"
down_revision = "20261124_archive"
branch_labels = None
depends_on = None

_REFUSE = """
    create function case_entry_is_append_only() returns trigger language plpgsql as $$
    begin
        raise exception 'the log of casework is append-only' using errcode = 'PC001';
    end $$
"""
_TRIGGER = """
    create trigger case_entry_append_only before update or delete or truncate on case_entry
    for each statement execute function case_entry_is_append_only()
"""


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), server_default=sa.text("''"), nullable=False),
        _written("enrolled_at"),
        sa.CheckConstraint(
            "role in ('reviewer','second_reviewer','operator','office','admin')",
            name=op.f("person_role_check"),
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("person_pkey")),
        comment="人员: who may act on findings",
    )
    _create_case_entry()
    op.execute(_REFUSE)
    op.execute(_TRIGGER)


def downgrade() -> None:
    op.drop_table("case_entry")
    op.execute("drop function case_entry_is_append_only()")
    op.drop_table("person")


def _create_case_entry() -> None:
    op.create_table(
        "case_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "site_id",
            sa.BigInteger(),
            nullable=True,
            comment="no reference: the log outlives a site",
        ),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _written("written_at"),
        sa.CheckConstraint(
            "num_nonnulls(edition, item, cause) in (0, 3)", name=op.f("case_entry_key_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("case_entry_pkey")),
        comment="人工操作日志: a trigger refuses every change of a row",
    )
    op.create_index(op.f("case_entry_site_id_id_idx"), "case_entry", ["site_id", "id"])
    op.create_index(op.f("case_entry_act_id_idx"), "case_entry", ["act", "id"])


def _written(name: str) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=sa.text("clock_timestamp()"),
        nullable=False,
    )
