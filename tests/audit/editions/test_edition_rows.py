import pytest

from audit.editions.edition_rows import read_rows
from schema.types.errors import RulePackError

ITEM = {"id": "V1", "name": "n", "kind": "veto", "rule": "r", "source": "s", "check": "c"}
EDITION = {"edition": "e", "name": "n", "source": "s", "items": [ITEM]}


def test_rows_are_read_as_they_are_written() -> None:
    rows = read_rows(EDITION)

    assert (rows.edition, rows.items[0].id, rows.items[0].points) == ("e", "V1", None)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"items": [ITEM, {**ITEM, "id": "V2", "kind": "vote"}]}, "`items`, V2, `kind`"),
        ({"items": [{**ITEM, "id": 3}]}, "`items.0.id`"),
        ({"items": ["V1"]}, "`items.0`"),
        ({"groups": [{"name": "甲", "full": "5"}]}, "`groups`, 甲, `full"),
        ({"scale": {"full": 100}}, "`scale.pass_mark`"),
        ({"colour": 1}, "`colour`"),
    ],
)
def test_a_fault_is_named_by_its_row_and_key(changes: dict[str, object], place: str) -> None:
    with pytest.raises(RulePackError, match=place):
        read_rows({**EDITION, **changes})
