"""Announced maintenance of sites (报备停机)."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text

from schema.tables.base import id_column, made, metadata, moment, site_reference

outage = Table(
    "outage",
    metadata,
    id_column(),
    site_reference(),
    moment("starts_at"),
    moment("ends_at"),
    Column("reason", Text, nullable=False),
    Column("announced_by", Text, nullable=False),
    Column("approved_by", Text),
    moment("approved_at", nullable=True),
    made("created_at"),
    CheckConstraint("starts_at < ends_at", name="span"),
    CheckConstraint("num_nonnulls(approved_by, approved_at) in (0, 2)", name="approved"),
    CheckConstraint("approved_by <> announced_by", name="second_person"),
    Index(None, "site_id", "starts_at"),
    comment="报备停机: visits inside an approved one are void",
)
