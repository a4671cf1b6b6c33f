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
    }
    assert "FALSE VETOES (1):" in text
    assert "precision 0/1 = 0.0% [0.0%, 79.3%]" in text
