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


OPEN: dict[str, Any] = {
    "items": [{"id": "A", "points": 5, "cap": 9, "open": {"points": "未见", "cap": "未见"}}]
}


@pytest.mark.parametrize(
    ("own", "left"),
    [
        pytest.param({"points": 4}, {"cap": "未见"}, id="a-number-that-is-set-is-certain"),
        pytest.param({"name": "n"}, OPEN["items"][0]["open"], id="another-word-settles-nothing"),
        pytest.param({"open": {"cap": ""}}, {"points": "未见"}, id="an-empty-note-settles"),
        pytest.param(
            {"points": 4, "open": {"points": "待定"}},
            {"points": "待定", "cap": "未见"},
            id="the-own-note-stays",
        ),
    ],
)
def test_what_an_edition_sets_is_no_longer_open(own: dict[str, Any], left: dict[str, str]) -> None:
    (row,) = merged(OPEN, {"items": [{"id": "A", **own}]})["items"]

    assert row["open"] == left


def test_a_base_whose_row_has_no_key_is_refused() -> None:
    with pytest.raises(RulePackError, match="lacks `id`"):
        merged({"items": [{"name": "n"}]}, {"items": [{"id": "A"}]})


def test_the_base_is_left_as_it_was() -> None:
    merged(BASE, {"items": [{"id": "A", "drop": True}]})

    assert [row["id"] for row in BASE["items"]] == ["A", "B"]
