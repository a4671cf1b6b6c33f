"""The metadata and the columns that many tables have."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, MetaData, func

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)


def id_column() -> Column[int]:
    """Give the key that a table makes itself."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def site_reference() -> Column[int]:
    """Give the reference to a site."""
    return Column("site_id", BigInteger, ForeignKey("site.id", ondelete="CASCADE"), nullable=False)


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Give a point in time."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def made(name: str) -> Column[datetime]:
    """Give the time at which the database wrote the row."""
    return Column(
        name, DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()
    )
