"""Sites whose text no database can hold, and a database that will not take a survey."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from testkit.pages import article_html, home_html, list_html
from testkit.plugin import fresh_database
from tests.acceptance.conftest import AS_OF, SETTINGS, Province

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.network, pytest.mark.slow]
LONG = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(3000))
"""An address that no index takes as it is."""
ROWS = [
    (f"关于第{n}项工作的通知", f"/tzgg/{LONG}{n}.html", f"2026-11-{n:02}") for n in range(9, 21)
]


def rows(odd: str) -> str:
    """Give a list's rows as JSON."""
    title = "关于第{}项工作的通知"
    found = [
        {"title": title.format(n) + odd, "url": f"/x{n}.html", "publishDate": f"2026-11-{n:02}"}
        for n in range(9, 21)
    ]
    return json.dumps({"total": 12, "rows": found})


PAGES = {
    "/": home_html([("通知公告", "/tzgg/"), ("工作动态", "/gzdt/"), ("政策文件", "/zcwj/")]),
    "/tzgg/": list_html("通知公告", ROWS),
    "/gzdt/": rows("\x00"),
    "/zcwj/": rows("\ud83d"),
    "/x9.html": article_html("关于第9项工作的通知\x00", "发布时间：2026-11-09"),
}


class Site(BaseHTTPRequestHandler):
    """A site that smuggles NUL and halves of surrogate pairs into its titles."""

    def do_GET(self) -> None:
        text = PAGES.get(self.path, "")
        body = text.encode("utf-8", "surrogatepass")
        self.send_response(200 if body else 404)
        kind = "application/json" if text.startswith("{") else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serve_house(home: Path, database_url: str) -> Iterator[Province]:
    """Serve that one site, and register it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = home / "pucha.toml"
    text = SETTINGS.format(url=database_url, dns=1, http=1, https=1)  # nothing is asked by name
    settings.write_text(f'data = "{home / "data"}"\n{text}', encoding="utf-8")
    register = home / "register.csv"
    register.write_text(f"http://127.0.0.1:{server.server_address[1]}/\n", encoding="utf-8")
    made = Province(home, settings, {})
    imported = made.run("register", "import", str(register))
    assert imported.returncode == 0, imported.stderr
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[Province]:
    """Give a register with that one site."""
    with serve_house(tmp_path, database_url) as made:
        yield made


def execute(url: str, statement: str) -> None:
    async def ask() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(ask())


def test_text_that_no_database_holds_does_not_keep_a_survey_out(house: Province) -> None:
    swept = house.run("sweep", "--as-of", AS_OF, "--json")
    replayed = house.run("replay", "--json")
    probed = house.run("probe", "--json")

    assert swept.returncode == 0, swept.stderr
    assert json.loads(swept.stdout)["visits"] == {"opened": 1}
    sheet = json.loads(house.run("sheet", "1", "--json").stdout)
    read = {one["name"]: (one["rows"], one["newest"]) for one in sheet["columns"]}
    assert read["工作动态"] == read["政策文件"] == read["通知公告"] == (12, "2026-11-20")
    assert replayed.returncode == 0, replayed.stdout
    assert probed.returncode == 0, probed.stderr


REFUSE = """
    create function refuse() returns trigger language plpgsql as $$
        begin raise sqlstate '22P05' using message = 'no such text'; end $$;
    create trigger refuse before insert on evidence for each row
        when (new.kind = 'column') execute function refuse()
"""


def test_a_survey_that_the_database_refuses_is_void_and_told_in_one_sentence(
    house: Province, database_url: str
) -> None:
    execute(database_url, REFUSE)

    swept = house.run("sweep", "--as-of", AS_OF, "--json")

    assert swept.returncode == 0, swept.stderr
    assert json.loads(swept.stdout)["visits"] == {"void": 1}
    assert "Traceback" not in swept.stderr
    assert "insert into" not in swept.stderr
    told = [line for line in swept.stderr.splitlines() if "survey not stored" in line]
    assert len(told) == 3
    assert all("22P05" in line and "127.0.0.1" in line for line in told)


@pytest.fixture(scope="module")
def damaged(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Iterator[Province]:
    """Give a register whose database lacks what our statements name."""
    with (
        fresh_database(postgres_server, template_database) as url,
        serve_house(tmp_path_factory.mktemp("damaged"), url) as made,
    ):
        execute(url, "alter table site rename column name to nome; drop table seal; "
                     "alter table sweep_site rename column state to stato")  # fmt: skip
        yield made


@pytest.mark.parametrize(
    "words", [("sheet", "1"), ("register", "list"), ("evidence", "verify"), ("sweep",)]
)
def test_an_error_of_the_database_is_one_sentence(
    damaged: Province, words: tuple[str, ...]
) -> None:
    done = damaged.run(*words)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "\nselect" not in done.stderr.lower()
    assert "the database refused" in done.stderr.splitlines()[-1]
