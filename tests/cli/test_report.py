import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from pucha.cli.exits import Exit
from schema.store.engine import open_engine
from testkit.commands import start
from testkit.facts import make_site
from testkit.past import open_past
from testkit.sheets import AS_OF, make_sheet
from testkit.small_sweep import keep_sites, keep_sweep

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]


async def sweep_one(url: str) -> None:
    engine = open_engine(url)
    (site,) = await keep_sites(engine, [make_site(province="湖南省", county="示例县")])
    await keep_sweep(engine, AS_OF, {site: make_sheet()})
    await engine.dispose()


async def test_tables_and_bulletin_are_written_into_a_folder(
    tmp_path: Path, database_url: str
) -> None:
    await sweep_one(database_url)
    database = ("--set", f"database.url={database_url}")
    out = tmp_path / "out"

    tables = await start(tmp_path, *database, "report", "tables", "--out", str(out), "--json")
    bulletin = await start(
        tmp_path, *database, "report", "bulletin", "--out", str(out), "--issuer", "某省政府办公厅",
        "--issued", "2026-12-01",
    )  # fmt: skip
    told = [one.text for one in Document(str(out / "通报.docx")).paragraphs]

    assert (tables.status, bulletin.status) == (Exit.DONE, Exit.DONE), bulletin.err
    assert {Path(name).name for name in json.loads(tables.out)} == {
        path.name for path in out.iterdir()
    } - {"通报.docx"}
    assert told[0] == "某省政府办公厅"
    assert "2026年12月1日" in told


async def test_tables_of_an_edition_that_nobody_asked_for_yet_are_judged_first(
    tmp_path: Path, database_url: str
) -> None:
    async with open_past(database_url) as past:
        await past.sweep(AS_OF)
    database = ("--set", f"database.url={database_url}")

    made = await start(
        tmp_path, *database, "report", "tables", "--edition", "indicators-2019", "--out", "."
    )
    with (tmp_path / "按地区.csv").open(encoding="utf-8-sig", newline="") as stream:
        heads, *_, last = csv.reader(stream)
    total = dict(zip(heads, last, strict=True))

    assert made.status == Exit.DONE
    assert "1 sites of sweep 1 were judged under indicators-2019" in made.err
    assert (total["登记数"], total["检查数"]) == ("1", "1")


OWN = """
edition = "own"
base = "census-2015"
name = "某省评分表"
source = "某省"
[[items]]
id = "V3a"
params = { threshold = 3 }
"""


@pytest.mark.parametrize("command", [("export",), ("report", "sheet")])
async def test_sheets_of_an_edition_that_nobody_asked_for_yet_are_judged_and_written(
    tmp_path: Path, database_url: str, command: tuple[str, ...]
) -> None:
    async with open_past(database_url) as past:
        await past.sweep(AS_OF)
    words = ("--edition", "indicators-2019", "--format", "json", "--out", "out", "--json")

    made = await start(tmp_path, "--set", f"database.url={database_url}", *command, *words)

    assert made.status == Exit.DONE, made.err
    assert "1 sites of sweep 1 were judged under indicators-2019" in made.err
    (file,) = json.loads(made.out)
    assert file.endswith("_indicators-2019.json")
    assert json.loads((tmp_path / file).read_bytes())["edition"] == "indicators-2019"


async def test_tables_and_bulletin_are_made_under_an_edition_file_that_lies_anywhere(
    tmp_path: Path, database_url: str
) -> None:
    async with open_past(database_url) as past:
        for day in (0, 1):
            await past.sweep(AS_OF + timedelta(days=day))
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    words = ("--edition", str(file), "--out", "out")
    database = ("--set", f"database.url={database_url}")

    made = [
        await start(tmp_path, *database, "report", kind, *words, "--sweep", number)
        for kind, number in (("tables", "1"), ("tables", "2"), ("bulletin", "2"))
    ]
    told = (tmp_path / "out/说明.csv").read_text(encoding="utf-8-sig")
    trend = (tmp_path / "out/趋势.csv").read_text(encoding="utf-8-sig")

    assert [one.status for one in made] == [Exit.DONE] * 3, made[0].err
    assert "某省评分表" in told
    assert len(trend.splitlines()) == 1 + 2
    assert (tmp_path / "out/通报.docx").exists()


async def test_template_of_a_person_goes_in_and_out(tmp_path: Path, database_url: str) -> None:
    await sweep_one(database_url)
    database = ("--set", f"database.url={database_url}")
    out = ("--out", str(tmp_path))
    given = await start(tmp_path, "report", "template", *out)
    own = tmp_path / "通报模板.docx"
    document = Document(str(own))
    document.paragraphs[0].text = "{{天气}}"
    document.save(str(own))

    refused = await start(tmp_path, *database, "report", "bulletin", "--template", str(own), *out)

    assert given.status == Exit.DONE
    assert refused.status == Exit.USAGE
    assert "{{天气}}, which nobody fills" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bulletin", "--issued", "soon"), "'soon' is no date"),
        (("tables", "--sweep", "99"), "there is no sweep 99"),
    ],
)
async def test_wrong_words_are_said_in_one_sentence(
    tmp_path: Path, database_url: str, words: tuple[str, ...], said: str
) -> None:
    failed = await start(tmp_path, "--set", f"database.url={database_url}", "report", *words)

    assert failed.status == Exit.USAGE
    assert said in failed.err
    assert "Traceback" not in failed.err
