from typing import Any

import pytest

from audit.edition_merge import merged
from schema.types.errors import RulePackError

BASE: dict[str, Any] = {
    "edition": "base",
    "scale": {"full": 100, "pass_mark": 60},
    "items": [
        {"id": "A", "points": {"n": 5, "per": "each"}, "params": {"threshold": 5}},
        {"id": "B", "points": {"n": 1, "per": "once"}},
    ],
    "notes": ["一"],
}


def items(own: dict[str, Any]) -> dict[str, Any]:
    return {row["id"]: row for row in merged(BASE, own)["items"]}


def test_a_number_is_overridden_and_the_rest_stays() -> None:
    rows = items({"items": [{"id": "A", "params": {"threshold": 3}}]})

    assert rows["A"] == {"id": "A", "points": {"n": 5, "per": "each"}, "params": {"threshold": 3}}
    assert rows["B"] == BASE["items"][1]


def test_a_row_that_the_base_lacks_is_added_at_the_end() -> None:
    assert list(items({"items": [{"id": "C"}]})) == ["A", "B", "C"]


def test_a_row_may_be_dropped() -> None:
    assert list(items({"items": [{"id": "A", "drop": True}]})) == ["B"]


def test_tables_are_merged_key_by_key_and_lists_replaced() -> None:
    whole = merged(BASE, {"scale": {"pass_mark": 70}, "notes": ["二"]})

    assert whole["scale"] == {"full": 100, "pass_mark": 70}
    assert whole["notes"] == ["二"]


@pytest.mark.parametrize("row", [{"points": 3}, {"id": "Z", "drop": True}, "A"])
def test_an_override_of_nothing_is_refused(row: Any) -> None:
    with pytest.raises(RulePackError):
        merged(BASE, {"items": [row]})


def test_the_base_is_left_as_it_was() -> None:
    merged(BASE, {"items": [{"id": "A", "drop": True}]})

    assert [row["id"] for row in BASE["items"]] == ["A", "B"]
