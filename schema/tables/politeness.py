"""What holds the fleet back, across workers and restarts."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from schema.tables.base import made, metadata, moment

address_slot = Table(
    "address_slot",
    metadata,
    Column("address", Text, nullable=False, comment="IP address, or platform:NAME"),
    Column("slot", Integer, nullable=False),
    Column("token", Uuid, comment="the attempt that holds it"),
    Column("holder", Text),
    moment("expires_at", nullable=True),
    PrimaryKeyConstraint("address", "slot"),
    CheckConstraint("num_nonnulls(token, holder, expires_at) in (0, 3)", name="held"),
    # Rows stay for ever and no other index is there, so that renewals stay in their page (HOT).
    postgresql_with={"fillfactor": "50"},
    comment="how many attempts may ask one address at once",
)

host_pace = Table(
    "host_pace",
    metadata,
    Column("host", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("delay", Double, nullable=False, comment="seconds between two requests"),
    moment("until"),
    moment("not_before", nullable=True),
    Column("reason", Text, nullable=False),
    made("updated_at"),
    CheckConstraint("state in ('rate_limited','shielded','slow')", name="state"),
    comment="hosts that asked us, or showed us, to go slower",
)
