"""Records of a simulated site, made by hand for the tests of its judge."""

from datetime import date
from typing import Any

from simulator.facts import ColumnFact, SiteFacts
from simulator.model import ColumnClass, Form

DAY = date(2026, 11, 23)
"""The day of the records, and of their newest items."""


def column(kind: ColumnClass, newest: date | None = DAY, **changes: Any) -> ColumnFact:
    """Make a list of three rows that was read whole."""
    given: dict[str, Any] = {
        "name": str(kind),
        "path": "/x/",
        "kind": kind,
        "form": Form.LIST,
        "word": "read",
        "also": (),
        "rows": 3,
        "newest": newest,
        "proved": True,
        "home": kind is ColumnClass.NEWS,
        "registered": True,
    }
    return ColumnFact(**{**given, **changes})


def site(*columns: ColumnFact, **changes: Any) -> SiteFacts:
    """Make a site whose homepage and columns can be read."""
    given: dict[str, Any] = {
        "as_of": DAY,
        "readable": True,
        "home_readable": True,
        "robots_closed": False,
        "columns": columns,
        "letters": (),
    }
    return SiteFacts(**{**given, **changes})
