"""A past sweep judged again, from what was received alone."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
AS_OF = "2026-11-23T12:00+08:00"


@pytest.fixture
def swept(province: Any, tmp_path: Path) -> Any:
    done = province.run("sweep", "--as-of", AS_OF, "--out", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stderr
    return province


def test_the_same_evidence_and_edition_give_the_same_bytes(swept: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = swept.run("audit", "--out", str(tmp_path / name))
        assert done.returncode == 0, done.stderr

    one, two = (sorted((tmp_path / name).glob("*.json")) for name in ("one", "two"))
    assert len(one) == 6
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_sheet_judged_again_is_the_one_that_was_kept(swept: Any) -> None:
    again = json.loads(swept.run("audit", "--json").stdout)
    for sheet in again:
        kept = json.loads(swept.run("sheet", sheet["url"], "--json").stdout)
        words = [(item["id"], item["finding"]["verdict"]) for item in sheet["items"]]
        assert words == [(item["id"], item["verdict"]) for item in kept["items"]]


def test_a_sweep_does_not_differ_from_itself(swept: Any) -> None:
    assert "no differences" in swept.run("audit", "diff", "1", "1:census-2015").stdout


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-11-01T12:00", "name an earlier sweep"),
        ("2199-01-01T12:00", "sweep again"),
        ("noon", "is no ISO time"),
    ],
)
def test_a_moment_outside_the_evidence_is_refused_in_one_sentence(
    swept: Any, moment: str, why: str
) -> None:
    refused = swept.run("audit", "--as-of", moment)

    assert refused.returncode == 2
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr
