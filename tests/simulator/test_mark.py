"""The marker on sheets made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.__main__ import main
from simulator.mark import mark

URL = "http://www.yuanling.gov.cn.test:8080/"
ITEMS = ("V1", "V2", "V3a", "V3b", "V3c", "V4", "V5")


def truth(**verdicts: str) -> dict[str, Any]:
    words = {**dict.fromkeys(ITEMS, "PASS"), "V1": "UNDETERMINED", **verdicts}
    return {
        "n": 1,
        "name": "模拟",
        "url": URL,
        "faults": [],
        "visit": {"counts_as": "opened", "class": "page"},
        "columns": [
            {
                "name": "工作动态",
                "url": f"{URL}gzdt/",
                "class": "动态要闻",
                "list": "read",
                "list_also": [],
                "rows": 15,
                "newest": "2026-11-20",
                "newest_also": [],
                "state": "active",
                "home": True,
                "registered": True,
            }
        ],
        "letters": [
            {
                "title": "咨询",
                "url": f"{URL}letter?id=1",
                "asked": "2026-06-01",
                "replied": None,
                "state": "unanswered",
                "note": "acknowledged",
            }
        ],
        "items": {item: {"verdict": word, "also": [], "why": "w"} for item, word in words.items()},
    }


def sheet(**verdicts: str) -> dict[str, Any]:
    words = {**dict.fromkeys(ITEMS, "PASS"), "V1": "UNDETERMINED", **verdicts}
    return {
        "url": URL.upper().replace("HTTP", "http"),
        "edition": "2015",
        "as_of": "2026-11-23",
        "visit": {"outcome": "ok", "class": "page", "defects": [], "counts_as": "opened"},
        "items": [{"id": item, "verdict": word, "reason": "r"} for item, word in words.items()],
        "columns": [{"name": "x", "url": f"{URL}gzdt/index.html", "list": "read", "newest": None}],
        "letters": [{"title": "咨询", "url": "", "state": "answered", "note": ""}],
        "pages": 12,
        "seconds": 1.5,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheets" / "deep").mkdir(parents=True)
    (tmp_path / "sheets" / "other.json").write_text('{"not": "a sheet"}', "utf-8")
    (tmp_path / "sheets" / "broken.json").write_text("{", "utf-8")
    return tmp_path


def report(folder: Path, right: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    (folder / "truth.ndjson").write_text(json.dumps(right) + "\n", "utf-8")
    (folder / "sheets" / "deep" / "one.json").write_text(json.dumps(said), "utf-8")
    return mark(folder / "truth.ndjson", folder / "sheets")


@pytest.mark.parametrize(
    ("right", "said", "outcome"),
    [
        ("PASS", "PASS", "agree"),
        ("FAIL", "FAIL", "agree"),
        ("PASS", "FAIL", "false_accusations"),
        ("UNDETERMINED", "FAIL", "false_accusations"),
        ("FAIL", "PASS", "false_passes"),
        ("UNDETERMINED", "NEEDS_PERSON", "abstained_right"),
        ("PASS", "UNDETERMINED", "abstained_wrong"),
        ("PASS", "NOT_APPLICABLE", "not_applicable"),
    ],
)
def test_every_word_has_one_worth(folder: Path, right: str, said: str, outcome: str) -> None:
    counts = report(folder, truth(V2=right), sheet(V2=said))["items"]["V2"]

    assert counts[outcome] == counts["n"] == 1
    worths = ("agree", "false_accusations", "false_passes", "abstained_right", "abstained_wrong")
    assert sum(counts[worth] for worth in worths) + counts["not_applicable"] == 1


def test_a_word_of_also_is_as_right(folder: Path) -> None:
    right = truth(V3b="UNDETERMINED")
    right["items"]["V3b"]["also"] = ["PASS"]

    assert report(folder, right, sheet(V3b="PASS"))["items"]["V3b"]["agree"] == 1


def test_a_false_accusation_is_listed_with_the_reason_of_the_truth(folder: Path) -> None:
    examples = report(folder, truth(), sheet(V5="FAIL"))["counter_examples"]

    (accusation,) = [one for one in examples if one["item"] == "V5"]
    assert (accusation["site"], accusation["said"], accusation["truth"]) == (URL, "FAIL", "PASS")
    assert accusation["why"].startswith("w")


def test_columns_are_paired_by_address_and_their_dates_compared(folder: Path) -> None:
    columns = report(folder, truth(), sheet())["columns"]

    assert (columns["found"], columns["registered"]) == (1, 1)
    assert columns["newest"] == {"equal": 0, "wrong": 0, "missing": 1, "surplus": 0}
    assert columns["list"] == {"read -> read": 1}


def test_letters_are_paired_by_title_where_addresses_differ(folder: Path) -> None:
    letters = report(folder, truth(), sheet())["letters"]

    assert letters == {"unanswered/acknowledged -> answered": 1}


def test_missing_sheets_are_named_and_nothing_to_mark_is_status_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "truth.ndjson").write_text(json.dumps(truth()) + "\n", "utf-8")

    arguments = ["--truth", str(folder / "truth.ndjson"), "--sheets", str(folder / "sheets")]
    status = main(["mark", *arguments])

    assert status == 1
    assert f"sheets missing (1):\n  {URL}" in capsys.readouterr().out


def test_a_marked_sheet_is_status_0_and_one_json_document(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(folder, truth(), sheet())

    arguments = ["--truth", str(folder / "truth.ndjson"), "--sheets", str(folder / "sheets")]
    status = main(["mark", *arguments, "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["sites"]["marked"] == 1
