"""The report as a whole, and the command that prints it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.__main__ import main

Make = Callable[..., dict[str, Any]]


def arguments(folder: Path) -> list[str]:
    return [
        "mark", "--truth", str(folder / "truth.ndjson"), "--sheets", str(folder / "sheets"),
    ]  # fmt: skip


def test_missing_sheets_are_named_and_nothing_to_mark_is_status_1(
    folder: Path, truth: Make, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "truth.ndjson").write_text(json.dumps(truth()) + "\n", "utf-8")

    status = main(arguments(folder))

    assert status == 1
    assert f"sheets missing (1):\n  {url}" in capsys.readouterr().out


def test_a_marked_sheet_is_status_0_and_one_json_document(
    folder: Path, truth: Make, sheet: Make, marked: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    marked(truth(), sheet())

    status = main([*arguments(folder), "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["sites"]["marked"] == 1


def test_the_last_line_is_the_summary(  # noqa: PLR0913, PLR0917 - fixtures
    folder: Path,
    tmp_path: Path,
    truth: Make,
    sheet: Make,
    marked: Make,
    capsys: pytest.CaptureFixture[str],
) -> None:
    marked(truth(), sheet(V5="FAIL"))
    counters = tmp_path / "counters.json"
    seen = {"requests": 7, "most_under_way": 2, "most_a_minute": 7, "robots": 1}
    counters.write_text(json.dumps({"requests": 7, "sites": {"1": seen}}), "utf-8")

    main([*arguments(folder), "--history", "--counters", str(counters)])

    text = capsys.readouterr().out
    assert json.loads(text.strip().splitlines()[-1]) == {
        "sites": 1,
        "false_vetoes": 1,
        "vetoes_visible": 0,
        "vetoes_found": 0,
        "undetermined_share": 1.0,
        "item_date_wrong": 0,
        "reply_state_wrong": 1,
        "politeness_worst": {"a_minute": 7, "in_flight": 2, "forbidden": 0},
        "false_deductions": 0,
        "deductions_visible": 0,
        "deductions_found": 0,
    }
    assert "FALSE VETOES of census-2015 (1):" in text
    assert "precision 0/1 = 0.0% [0.0%, 79.3%]" in text


CANONICAL = {"verdict": "FAIL", "reason": "r", "units": None}


def of_2019(url: str, **verdicts: str) -> dict[str, Any]:
    items = [
        {"id": item, "finding": {**CANONICAL, "verdict": word}} for item, word in verdicts.items()
    ]
    return {"url": url, "edition": "indicators-2019", "as_of": "2026-11-23", "items": items}


def told_of_2019(truth: Make, **verdicts: str) -> dict[str, Any]:
    words = {item: {"verdict": word, "also": [], "why": "w"} for item, word in verdicts.items()}
    return {**truth(), "editions": {"indicators-2019": {"items": words, "items_history": words}}}


def test_sheets_of_another_edition_are_marked_beside_by_its_own_truth(
    truth: Make, sheet: Make, marked: Make, url: str
) -> None:
    told = told_of_2019(truth, **{"W3": "FAIL", "W4.1": "PASS", "W5.1": "FAIL"})
    said = of_2019(url, **{"W3": "FAIL", "W4.1": "FAIL", "W5.1": "PASS"})

    report = marked(told, [sheet(), said])

    of_its_own = report["editions"]["indicators-2019"]
    assert [one["item"] for one in of_its_own["false_vetoes"]] == ["W4.1"]
    assert [one["item"] for one in of_its_own["missed_vetoes"]] == ["W5.1"]
    assert report["summary"]["indicators-2019"] == {
        "sites": 1,
        "false_vetoes": 1,
        "vetoes_visible": 2,
        "vetoes_found": 1,
        "undetermined_share": 0.0,
        "false_deductions": 0,
        "deductions_visible": 0,
        "deductions_found": 0,
    }
    assert (report["summary"]["sites"], report["summary"]["false_vetoes"]) == (1, 0)


def test_an_edition_of_which_there_is_no_sheet_has_no_figures(
    truth: Make, sheet: Make, marked: Make
) -> None:
    report = marked(told_of_2019(truth, W3="PASS"), sheet())

    assert report["editions"] == {}
    assert "indicators-2019" not in report["summary"]


def test_sheets_of_an_edition_without_a_truth_are_named_and_not_marked(
    truth: Make, sheet: Make, marked: Make
) -> None:
    report = marked(truth(), [sheet(), {**sheet(V2="FAIL"), "edition": "example-province"}])

    assert report["editions_unknown"] == ["example-province"]
    assert report["summary"]["false_vetoes"] == 0


def test_the_text_names_false_vetoes_of_each_edition(  # noqa: PLR0913, PLR0917 - fixtures
    folder: Path,
    truth: Make,
    sheet: Make,
    marked: Make,
    url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    marked(told_of_2019(truth, W3="PASS"), [sheet(V2="FAIL"), of_2019(url, W3="FAIL")])

    main(arguments(folder))

    text = capsys.readouterr().out
    assert f"FALSE VETOES of census-2015 (1):\n  {url} V2" in text
    assert f"FALSE VETOES of indicators-2019 (1):\n  {url} W3" in text


def test_false_and_missed_deductions_are_told_apart_from_vetoes(
    truth: Make, sheet: Make, marked: Make
) -> None:
    words = {"B1": "PASS", "B2.1": "FAIL", "C1.2": "PASS"}
    right = truth() | {
        "deductions": {
            item: {"verdict": word, "also": [], "why": "w"} for item, word in words.items()
        }
    }
    said = sheet()
    said["items"] += [
        {"id": item, "verdict": word, "reason": "r"}
        for item, word in {"B1": "FAIL", "B2.1": "PASS", "C1.2": "PASS"}.items()
    ]

    report = marked(right, said)

    assert [one["item"] for one in report["false_deductions"]] == ["B1"]
    assert [one["item"] for one in report["missed_deductions"]] == ["B2.1"]
    assert report["deductions"]["C1.2"]["agree"] == 1
    assert report["false_vetoes"] == report["missed_vetoes"] == []
