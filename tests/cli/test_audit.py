"""What `pucha audit` prints and writes, sheet by sheet."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pucha.auditing import NotJudged
from pucha.cli.audit import tell
from pucha.cli.context import JsonList, State
from schema.types.errors import UsageError
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId
from testkit.sheets import make_sheet

UNKNOWN = NotJudged(url="http://s2.example/", site_name="某站", why="last seen too early")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def rows(
    *found: ScoreSheet | NotJudged,
) -> AsyncIterator[tuple[SiteId, ScoreSheet | NotJudged]]:
    for number, one in enumerate(found, 1):
        yield SiteId(number), one


async def test_a_sheet_is_printed_and_written_before_the_next_one_is_judged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = []

    async def judging() -> AsyncIterator[tuple[SiteId, ScoreSheet]]:
        for number in (1, 2, 3):
            seen.append((len(names_in(tmp_path)), capfd.readouterr().out.count("\n")))
            yield SiteId(number), make_sheet()

    await tell(State(), judging(), tmp_path, None)

    assert seen == [(0, 0), (1, 1), (2, 1)]


async def test_sites_that_cannot_be_judged_are_listed_among_the_sheets(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sheet = make_sheet()
    await tell(State(), rows(sheet, UNKNOWN), tmp_path, None)
    lines = capfd.readouterr().out.splitlines()
    await tell(State(), rows(sheet, UNKNOWN), None, JsonList())
    values = json.loads(capfd.readouterr().out)

    assert lines[1].split() == ["未评定", "某站", *UNKNOWN.why.split()]
    assert names_in(tmp_path) == ["000001_census-2015.json"]
    assert values[0]["url"] == sheet.url
    assert values[1] == {
        "url": UNKNOWN.url, "site_name": "某站", "not_judged": "last seen too early",
    }  # fmt: skip


async def test_a_moment_at_which_no_site_can_be_judged_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"no site can be judged at that moment: http://s2\.example/ last seen"
    ):
        await tell(State(), rows(UNKNOWN), None, JsonList())
