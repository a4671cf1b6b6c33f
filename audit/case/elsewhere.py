"""Columns that the homepage leads to on another host: they are there, and no survey read them."""

from collections.abc import Collection
from urllib.parse import urlsplit

from audit.case.casefile import CaseFile
from schema.types.column import ColumnClass
from schema.types.navigation import FoundColumn, Leaves


def kept_elsewhere(
    case: CaseFile, classes: Collection[ColumnClass], *leaves: Leaves
) -> tuple[FoundColumn, ...]:
    """Give the columns of these classes that stand on such hosts, one an address."""
    found = {
        one.url: one
        for sight in case.navigation
        for one in sight.fact.found
        if one.column_class in classes and one.leaves in leaves
    }
    return tuple(found.values())


def place_words(columns: Collection[FoundColumn]) -> str:
    """Name the first of them with its host: “县长信箱”（hd.example.gov.cn）."""
    first = next(iter(columns))
    return f"“{first.name}”（{urlsplit(first.url).hostname or first.url}）"
