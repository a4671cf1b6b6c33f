"""The tables, as SQLAlchemy Core metadata; alembic/ makes the same ones, a test compares them."""

from schema.tables.archive import archive_segment, page_copy, seal
from schema.tables.base import metadata
from schema.tables.casework import case_entry, person
from schema.tables.history import item, letter, link_check
from schema.tables.outage import outage
from schema.tables.politeness import address_slot, host_pace
from schema.tables.probes import control_check, probe, probe_batch, probe_round, void_period
from schema.tables.register import organisation, site, site_column
from schema.tables.results import evidence, finding, sheet
from schema.tables.sweeps import edition_text, run, site_lease, sweep, sweep_site

__all__ = [
    "address_slot",
    "archive_segment",
    "case_entry",
    "control_check",
    "edition_text",
    "evidence",
    "finding",
    "host_pace",
    "item",
    "letter",
    "link_check",
    "metadata",
    "organisation",
    "outage",
    "page_copy",
    "person",
    "probe",
    "probe_batch",
    "probe_round",
    "run",
    "seal",
    "sheet",
    "site",
    "site_column",
    "site_lease",
    "sweep",
    "sweep_site",
    "void_period",
]
