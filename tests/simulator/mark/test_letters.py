"""Letters by address or title, and their states."""

from collections.abc import Callable
from typing import Any

Make = Callable[..., dict[str, Any]]


def test_letters_are_paired_by_title_where_addresses_differ(
    truth: Make, sheet: Make, marked: Make
) -> None:
    report = marked(truth(), sheet())

    assert report["letters"] == {"unanswered/acknowledged -> answered": 1}
    assert report["summary"]["reply_state_wrong"] == 1


def test_a_state_of_also_is_as_right(truth: Make, sheet: Make, marked: Make) -> None:
    right = truth()
    right["letters"][0] |= {"state": "unknown", "note": "closed", "also": ["answered"]}

    assert marked(right, sheet())["summary"]["reply_state_wrong"] == 0


def test_a_letter_that_was_not_found_is_missing_and_not_wrong(
    truth: Make, sheet: Make, marked: Make
) -> None:
    said = sheet()
    said["letters"] = []

    report = marked(truth(), said)

    assert report["letters"] == {"unanswered/acknowledged -> (missing)": 1}
    assert report["summary"]["reply_state_wrong"] == 0
