import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from testkit.plugin import enterable_folder

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SITES = [
    ["政府网站基本信息表", "", "", "", ""],
    ["填报单位：某市", "", "", "", ""],
    ["网站标识码", "网站名称", "首页网址", "省份", "区县"],
    ["4300000001", "甲县人民政府", "http://www.a.gov.cn/", "湖南省", "甲县"],
    ["4300000002", "乙县人民政府", "www.b.gov.cn", "湖南省", "乙县"],
    ["注：虚构", "", "", "", ""],
]
COLUMNS = [
    ["网站标识码", "类型", "栏目名称", "栏目地址", "一级分类"],
    ["4300000001", "栏目", "[公告]", "http://www.a.gov.cn/gg/", "通知公告"],
    ["4300000002", "系统", "办事", "http://www.b.gov.cn/bs/", "在线系统"],
    ["4300000003", "栏目", "动态", "http://www.c.gov.cn/dt/", "动态要闻"],
]


class House:
    """A data folder of its own, and the real command on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pucha(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from pucha.cli import main; main()"]
        environment = {n: v for n, v in os.environ.items() if not n.startswith("PUCHA_")}
        return subprocess.run(
            [*command, "--data", str(self.folder / "data"), *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=ROOT,
            env=environment | {"COLUMNS": "200"},
        )

    def read(self, *words: str) -> Any:
        done = self.pucha(*words, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def write(self, name: str, rows: list[list[str]], charset: str = "utf-8-sig") -> str:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path = self.folder / name
        path.write_bytes(text.getvalue().encode(charset))
        return str(path)


@pytest.fixture(scope="module")
def data() -> Iterator[House]:
    with enterable_folder() as folder:
        house = House(folder)
        yield house
        house.pucha("db", "stop")


def test_two_files_are_imported_sites_first_and_bad_rows_are_told(data: House) -> None:
    columns = data.write("columns.csv", COLUMNS, "gb18030")
    sites = data.write("sites.csv", SITES)

    first = data.pucha("register", "import", columns, sites)

    assert first.returncode == 0, first.stderr
    assert "sites: 2 added · 0 changed · 0 unchanged" in first.stdout
    assert "columns: 2 added · 0 changed · 0 unchanged" in first.stdout
    assert "rows rejected: 1 (1 in columns.csv)" in first.stdout
    assert "no site has the code 4300000003" in first.stdout
    assert "sites.csv · row 5 · 首页网址: 'www.b.gov.cn' was read as" in first.stdout

    again = data.read("register", "import", columns, sites)

    assert again["sites"] == {"added": 0, "changed": 0, "unchanged": 2}
    assert again["columns"] == {"added": 0, "changed": 0, "unchanged": 2}
    assert again["changes"] == []
    assert [(one["file"], one["row"], one["column"]) for one in again["rejects"]] == [
        ("columns.csv", 4, "网站标识码")
    ]


def test_what_is_registered_is_listed(data: House) -> None:
    data.pucha("register", "import", data.write("sites.csv", SITES))

    shown = data.pucha("register", "list").stdout
    rows = data.read("register", "list")

    assert "甲县人民政府" in shown
    assert {"id", "code", "name", "home", "division"} == set(rows[0])
    assert rows[0]["division"] == "湖南省 甲县"


def test_a_changed_cell_is_told(data: House) -> None:
    data.pucha("register", "import", data.write("sites.csv", SITES))
    row = ["4300000001", "甲县政府网", "http://www.a.gov.cn/", "", ""]

    done = data.pucha("register", "import", data.write("new.csv", [*SITES[:3], row]))

    assert "http://www.a.gov.cn/: name '甲县人民政府' → '甲县政府网'" in done.stdout
    assert "sites: 0 added · 1 changed · 0 unchanged" in done.stdout


def test_a_file_of_bad_rows_alone_fails(data: House) -> None:
    rows = [SITES[2], ["4300000009", "丙县", "无", "", ""]]

    done = data.pucha("register", "import", data.write("bad.csv", rows))

    assert done.returncode == 1
    assert "'无' is no address" in done.stdout


@pytest.mark.parametrize("body", [b"%PDF-1.4", None], ids=["foreign", "missing"])
def test_an_unreadable_file_is_told_and_loses_none_of_the_others(
    data: House, body: bytes | None
) -> None:
    path = data.folder / "unreadable"
    path.unlink(missing_ok=True)
    if body is not None:
        path.write_bytes(body)
    good = data.write("other.csv", [SITES[2], ["", "丁县", "http://www.d.gov.cn/", "", ""]])

    done = data.pucha("register", "import", str(path), good)
    alone = data.pucha("register", "import", str(path))

    assert (done.returncode, alone.returncode) == (2, 2)
    assert "unreadable" in done.stderr
    assert alone.stderr.count("\n") == 1
    assert "丁县" in data.pucha("register", "list").stdout


def test_a_filled_template_is_imported(data: House) -> None:
    out = data.folder / "forms"

    done = data.pucha("register", "template", "--out", str(out))
    refused = data.pucha("register", "template", "--out", str(out))

    assert done.returncode == 0, done.stderr
    assert refused.returncode == 2
    path = out / "政府网站基本信息表.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[2]]
    sheet.cell(3, headings.index("首页网址") + 1, "http://www.e.gov.cn/")
    sheet.cell(3, headings.index("网站名称") + 1, "戊县")
    book.save(path)
    assert data.read("register", "import", str(path))["sites"]["added"] == 1
