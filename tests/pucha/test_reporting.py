import csv
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from audit.report.bulletin.document import render_bulletin
from audit.report.bulletin.facts import Office
from pucha.counting import SweepReport, sweep_report
from pucha.reporting import (
    BOOK,
    DOCUMENT,
    bulletin_facts,
    bulletin_template,
    write_tables,
)
from pucha.wire import Stores, open_stores
from schema.types.errors import PuchaError
from schema.types.finding import SiteResult
from schema.types.settings import Settings
from schema.types.verdict import Verdict
from testkit.facts import make_site
from testkit.sheets import AS_OF, make_item, make_sheet
from testkit.small_sweep import keep_sites, keep_sweep

pytestmark = pytest.mark.postgres
BAD = make_sheet(
    [make_item("V2", Verdict.FAIL, explanation="=1首页栏目均无更新。")],
    vetoed=True,
    score=None,
    result=SiteResult.UNQUALIFIED,
)


@dataclass(frozen=True)
class Told:
    """A small sweep, counted."""

    stores: Stores
    report: SweepReport


@pytest.fixture
async def told(database_url: str) -> AsyncIterator[Told]:
    async with open_stores(database_url, Settings()) as stores:
        engine = stores.statistics._engine
        first, second, third = await keep_sites(
            engine,
            [
                make_site(home_url=f"http://s{n}.example/", name=name, code=f"430000000{n}",
                          province="湖南省", county="示例县", level="县")
                for n, name in enumerate(("=坏站", "好站", "未测站"), start=1)
            ],
        )  # fmt: skip
        earlier = AS_OF - timedelta(days=30)
        await keep_sweep(engine, earlier, {first: BAD, second: BAD})
        sweep = await keep_sweep(engine, AS_OF, {first: BAD, second: make_sheet(), third: None})
        yield Told(stores, await sweep_report(stores, sweep, details=True))


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


async def test_tables_are_written_as_a_workbook_and_as_csv(told: Told, tmp_path: Path) -> None:
    written = await write_tables(told.stores, told.report, tmp_path)
    names = [
        "按地区", "按层级", "按问题", "未能判定", "机器与人工一致", "趋势", "地区趋势", "层级趋势",
        "问题趋势", "各网站", "不合格网站", "待复核网站", "说明",
    ]  # fmt: skip
    book = load_workbook(tmp_path / BOOK)

    assert [path.name for path in written] == [
        BOOK,
        DOCUMENT,
        *(f"{name}.csv" for name in names),
    ]
    assert book.sheetnames == names
    assert lines(tmp_path / "按地区.csv")[-1][:7] == ["合计", "3", "3", "2", "66.7", "1", "1"]
    assert [row[2] for row in lines(tmp_path / "各网站.csv")[1:]] == ["'=坏站", "好站", "未测站"]
    assert lines(tmp_path / "不合格网站.csv")[1:] == []
    assert [row[2] for row in lines(tmp_path / "待复核网站.csv")[1:]] == ["'=坏站"]
    assert book["待复核网站"]["C4"].value == "=坏站"
    assert book["待复核网站"]["C4"].data_type == "s"


async def test_trends_by_place_and_problem_add_up_to_the_trend(told: Told, tmp_path: Path) -> None:
    await write_tables(told.stores, told.report, tmp_path)
    whole = [row[2:] for row in lines(tmp_path / "趋势.csv")[1:]]
    strata = [row[3:] for row in lines(tmp_path / "层级趋势.csv")[1:]]
    problems = lines(tmp_path / "问题趋势.csv")
    failed = [
        (row[2], row[problems[0].index("机器判定：存在问题网站")])
        for row in problems[1:]
        if row[0] == "V2"
    ]

    assert len(whole) == 2
    for number, total in enumerate(whole):
        mine = strata[number::2]
        assert sum(int(row[0]) for row in mine) == int(total[0])
        assert sum(int(row[2]) for row in mine) == int(total[2])
    assert len(lines(tmp_path / "地区趋势.csv")) > 1
    assert [n for _, n in failed] == ["2", "1"]
    assert int(failed[0][0]) < int(failed[1][0])


async def test_workbook_and_csv_hold_the_same_rows(told: Told, tmp_path: Path) -> None:
    await write_tables(told.stores, told.report, tmp_path)
    page = load_workbook(tmp_path / BOOK)["按问题"]
    rows = [[str(cell.value) for cell in row[:4]] for row in page.iter_rows(min_row=3)]

    assert rows == [row[:4] for row in lines(tmp_path / "按问题.csv")]


async def test_every_table_stands_under_its_edition_point_and_sweep(
    told: Told, tmp_path: Path
) -> None:
    await write_tables(told.stores, told.report, tmp_path)
    book = load_workbook(tmp_path / BOOK)
    about = {row[0]: row[1] for row in lines(tmp_path / "说明.csv")}

    for page in book.worksheets:
        assert page["A2"].value == told.report.line
    assert "监测时间点 2026-11-23 10:00（北京时间）　巡检" in told.report.line
    assert about["网站"].endswith("已测2个，未测1个（尚未巡检1），合格与否机器无法判定0个")
    assert about["指标文件 sha256"] == "d" * 64
    assert about["核对命令"].startswith(f"pucha replay {told.report.sweep.id}；")


async def test_bulletin_tells_the_same_numbers_as_the_tables(told: Told) -> None:
    facts = await bulletin_facts(told.stores, told.report, Office())
    document = Document(BytesIO(render_bulletin(bulletin_template(None), facts)))
    text = "\n".join(one.text for one in document.paragraphs)

    assert facts.numbers is told.report.numbers
    assert "正常运行3个；本次检查2个，占正常运行网站的66.7%。" in text
    assert "机器判定（未经人工认定，不作为通报结论）：合格1个，不合格1个" in text
    assert "人工认定：尚无，待复核1个网站" in text
    assert "相比提高50.0个百分点" in text
    assert "对上次不合格的2个网站进行复查：" in text
    assert "=坏站" not in text
    assert [row.cells[2].text for row in document.tables[-1].rows[1:]] == [
        "尚无人工认定不合格的网站"
    ]


async def test_numbers_of_people_are_those_of_the_listed_sites(told: Told, tmp_path: Path) -> None:
    await write_tables(told.stores, told.report, tmp_path)
    sites = lines(tmp_path / "各网站.csv")
    said = [row[sites[0].index("人工认定：结论")] for row in sites[1:]]
    total = dict(zip(*(lines(tmp_path / "按地区.csv")[n] for n in (0, -1)), strict=True))
    waiting = str(len(lines(tmp_path / "待复核网站.csv")) - 1)

    assert said == ["待复核", "未经人工认定", ""]
    assert total["人工认定：待复核数"] == waiting == "1"
    assert total["人工认定：未经认定数"] == "1"
    assert total["人工认定：不合格数"] == "0"


async def test_template_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PuchaError, match="cannot be read"):
        bulletin_template(tmp_path / "none.docx")


async def test_folder_that_cannot_be_written_is_said(told: Told, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(PuchaError, match="cannot be written"):
        await write_tables(told.stores, told.report, tmp_path / "file")
