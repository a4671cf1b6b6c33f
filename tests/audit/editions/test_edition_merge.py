from typing import Any

import pytest

from audit.editions.edition_merge import merged
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


NEW = {"id": "C", "name": "n", "kind": "veto", "rule": "r", "source": "s", "check": "c"}


def items(own: dict[str, Any]) -> dict[str, Any]:
    return {row["id"]: row for row in merged(BASE, own)["items"]}


def test_a_number_is_overridden_and_the_rest_stays() -> None:
    rows = items({"items": [{"id": "A", "params": {"threshold": 3}}]})

    assert rows["A"] == {"id": "A", "points": {"n": 5, "per": "each"}, "params": {"threshold": 3}}
    assert rows["B"] == BASE["items"][1]


def test_a_row_that_the_base_lacks_is_added_at_the_end() -> None:
    assert list(items({"items": [NEW]})) == ["A", "B", "C"]


def test_a_row_may_be_dropped() -> None:
    assert list(items({"items": [{"id": "A", "drop": True}]})) == ["B"]


def test_tables_are_merged_key_by_key_and_lists_replaced() -> None:
    whole = merged(BASE, {"scale": {"pass_mark": 70}, "notes": ["二"]})

    assert whole["scale"] == {"full": 100, "pass_mark": 70}
    assert whole["notes"] == ["二"]


def test_a_misspelt_override_is_told_from_a_new_row() -> None:
    said = "item AA is not in the base base; a new row needs name, kind, rule, source, check too"

    with pytest.raises(RulePackError, match=said):
        items({"items": [{"id": "AA", "params": {"threshold": 3}}]})


def test_a_row_may_stand_once_in_a_file() -> None:
    twice = [{"id": "A", "cap": 1}, {"id": "A", "cap": 2}]

    with pytest.raises(RulePackError, match="more than once: A"):
        items({"items": twice})


@pytest.mark.parametrize("word", ["false", 0, 1])
def test_only_true_drops_a_row(word: Any) -> None:
    assert "A" in items({"items": [{"id": "A", "drop": False}]})
    with pytest.raises(RulePackError, match="`items`, A: `drop` is true or false"):
        items({"items": [{"id": "A", "drop": word}]})


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
