"""Keep one person under one name: the same name spelled twice was two people."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "20261130_names_of_people"
down_revision = "20261130_item_texts"
branch_labels = None
depends_on = None

_PERSON = sa.table("person", sa.column("name", sa.Text()), sa.column("name_key", sa.Text()))


def upgrade() -> None:
    op.add_column(
        "person",
        sa.Column(
            "name_key",
            sa.Text(),
            nullable=True,
            comment="the name without width, spaces and case: the second person is never the first",
        ),
    )
    _keep_the_first_of_each()
    op.alter_column("person", "name_key", nullable=False)
    op.create_unique_constraint(op.f("person_name_key_key"), "person", ["name_key"])


def downgrade() -> None:
    op.drop_constraint(op.f("person_name_key_key"), "person")
    op.drop_column("person", "name_key")


def _keep_the_first_of_each() -> None:
    """Give each person the key of their name; of two with one key only the first may act on."""
    bind = op.get_bind()
    known: set[str] = set()
    for row in bind.execute(sa.text("select name from person order by enrolled_at, name")).all():
        key = _key(row.name)
        mine = _PERSON.c.name == row.name
        if key in known:
            bind.execute(sa.delete(_PERSON).where(mine))
        else:
            known.add(key)
            bind.execute(sa.update(_PERSON).where(mine).values(name_key=key))


def _key(name: str) -> str:
    signs = unicodedata.normalize("NFKC", name)
    seen = "".join(sign for sign in signs if unicodedata.category(sign) not in {"Cc", "Cf"})
    return "".join(seen.split()).casefold()
