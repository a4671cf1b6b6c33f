"""A past sweep judged again, from what was received alone."""

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Swept

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
OUTSIDE = {
    "2026-11-01T12:00": "name an earlier sweep",
    "2199-01-01T12:00": "nobody looked on later days",
    "noon": "the form is 2026-11-23 or",
}


def test_the_same_evidence_and_edition_give_the_same_sheets(swept: Swept, tmp_path: Path) -> None:
    province = swept.province
    for name in ("one", "two"):
        done = province.run("audit", "--out", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    one, two = (sorted((tmp_path / name).glob("*.json")) for name in ("one", "two"))

    assert len(one) == 6
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    for sheet in map(json.loads, (path.read_bytes() for path in one[:2])):
        kept = json.loads(province.run("sheet", sheet["url"], "--json").stdout)
        words = [(item["id"], item["finding"]["verdict"]) for item in sheet["items"]]
        assert words == [(item["id"], item["verdict"]) for item in kept["items"]]
    assert "no differences" in province.run("audit", "diff", "1", "1:census-2015").stdout


def test_a_date_alone_judges_the_end_of_that_day(swept: Swept) -> None:
    done = swept.province.run("audit", "--as-of", "2026-11-23", "--json")

    sheets = json.loads(done.stdout)
    assert {sheet.get("as_of") for sheet in sheets} == {"2026-11-23T23:59:59+08:00"}


def test_what_lies_outside_the_evidence_is_refused_and_a_sound_site_shows_no_signs(
    swept: Swept,
) -> None:
    province = swept.province
    for moment, why in OUTSIDE.items():
        refused = province.run("audit", "--as-of", moment)
        assert refused.returncode == 2
        assert why in refused.stderr
        assert "Traceback" not in refused.stderr

    urls = [sheet["url"] for sheet in json.loads(province.run("audit", "--json").stdout)]
    told = [json.loads(province.run("history", url, "--json").stdout) for url in urls]

    assert all(len(one["states"]) == 1 for one in told)
    columns = [column for one in told for column in one["columns"]]
    assert any(column["states"][0]["state"] == "active" for column in columns)
    assert sum(sum(one["charts"]["items_by_day"].values()) for one in told) > 10
    signs = ("backdated", "bulk_updates", "redated", "repeated")
    assert all(one[sign] == [] for one in told for sign in signs)
