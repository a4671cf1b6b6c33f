"""The commands as a person runs them: processes, streams, files and exit statuses."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from crawler.render.chromium import why_not
from pucha.cli.app import app
from testkit.browser import shell
from testkit.pages import article_html, home_html, list_html

pytestmark = pytest.mark.process
ROOT = Path(__file__).resolve().parents[2]
ROWS = [(f"关于第{n}项工作的通知", f"/tzgg/{n}.html", f"2026-11-{n:02}") for n in range(20, 8, -1)]
LINES = "".join(f"<li><a href={url}>{title}</a>{day}</li>" for title, url, day in ROWS[:3])
PAGES = {
    "/": home_html([("通知公告", "/tzgg/"), ("工作动态", "/gzdt/")]),
    "/tzgg/": list_html("通知公告", ROWS),
    "/gzdt/": list_html("工作动态", ROWS),
    "/app/": shell("fetch('/tzgg/').then(() => app.innerHTML = `<ul>" + LINES + "</ul>`)"),
}


class Site(BaseHTTPRequestHandler):
    """A small healthy site."""

    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def pucha(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pucha", "--set", "politeness.delay=0", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(cwd)},
    )  # fmt: skip


def test_check_writes_sheet_evidence_and_pages(site: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = pucha(
        "check", "http://www.example.gov.cn/", "--connect-to",
        f"www.example.gov.cn:80:127.0.0.1:{site}", "--as-of", "2026-11-23", "--out", str(out),
        "--json",
    )  # fmt: skip

    sheet = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert sheet == json.loads((out / "sheet.json").read_text(encoding="utf-8"))
    assert set(sheet) == {
        "url", "edition", "as_of", "visit", "items", "columns", "letters", "pages", "seconds",
        "result", "score", "bonus", "problems", "listed", "honesty", "edition_notes",
    }  # fmt: skip
    assert sheet["visit"]["counts_as"] == "opened"
    assert [item["id"] for item in sheet["items"] if item["kind"] == "veto"] == [
        "V1", "V2", "V3a", "V3b", "V3c", "V4", "V5",
    ]  # fmt: skip
    verdicts = {item["id"]: (item["verdict"], item["reason"]) for item in sheet["items"]}
    assert verdicts["V1"] == ("UNDETERMINED", "needs_week_of_visits")
    assert verdicts["V2"] == ("PASS", "updated")
    assert verdicts["V4"][0] == "NEEDS_PERSON"
    assert {column["name"]: column["newest"] for column in sheet["columns"][1:]} == {
        "通知公告": "2026-11-20",
        "工作动态": "2026-11-20",
    }
    assert {path.suffix for path in out.iterdir()} == {".json", ".gz", ".xlsx", ".html"}
    assert len(json.loads((out / "evidence.json").read_text(encoding="utf-8"))) >= 3


def test_a_dead_site_is_a_result(tmp_path: Path) -> None:
    done = pucha("check", "http://127.0.0.1:1/", "--allow-private", "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["visit"]["outcome"] == "connect_refused"
    assert json.loads(done.stdout)["visit"]["counts_as"] == "failed"
    assert json.loads(done.stdout)["network_allow"] == ["0.0.0.0/0", "::/0"]


def test_loopback_is_refused_unless_permitted(site: int, tmp_path: Path) -> None:
    done = pucha("check", f"http://127.0.0.1:{site}/", "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["visit"]["outcome"] == "blocked_by_policy"
    assert json.loads(done.stdout)["visit"]["counts_as"] == "undetermined"


def test_fetch_gives_one_object_a_line(site: int) -> None:
    base = f"http://127.0.0.1:{site}"
    done = pucha("fetch", f"{base}/", f"{base}/none", "--allow-private", "--json")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [set(row) for row in rows] == [
        {
            "url", "final_url", "outcome", "reason", "status", "redirects", "wire_bytes",
            "body_bytes", "sha256", "charset", "seconds", "timings", "class", "defects",
        }
    ] * 2  # fmt: skip
    assert [(row["outcome"], row["status"], row["class"]) for row in rows] == [
        ("ok", 200, "page"),
        ("http_4xx", 404, "empty"),
    ]


def test_page_without_a_browser_is_refused_with_the_reason(site: int) -> None:
    done = pucha("--set", "render.chromium=/none", "fetch", f"http://127.0.0.1:{site}/", "--render")

    assert done.returncode != 0
    assert done.stderr.strip().endswith("render.chromium: /none is no program")


@pytest.mark.slow
def test_page_that_scripts_fill_is_fetched_as_shown_and_read(site: int, tmp_path: Path) -> None:
    reason = why_not("")
    if reason is not None:
        pytest.skip(reason)
    base, saved = f"http://127.0.0.1:{site}", tmp_path / "shown.html"
    done = pucha(
        "fetch", f"{base}/app/", "--render", "--save", str(saved), "--allow-private", "--json"
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(pucha("read", str(saved), "--url", f"{base}/app/", "--json").stdout)

    assert json.loads(done.stdout)["rendered"]
    assert [item["date"] for item in read["items"]] == ["2026-11-20", "2026-11-19", "2026-11-18"]


def test_doctor_tells_what_a_missing_site_cannot_be_judged_without() -> None:
    def states(*words: str) -> dict[str, str]:
        told = json.loads(pucha(*words, "doctor", "--json").stdout)
        return {sign["subject"]: sign["state"] for sign in told}

    lacking = states("--set", "network.resolver=192.0.2.1")
    whole = states(
        "--set", "network.resolver=192.0.2.1,192.0.2.2", "--set", "probe.controls=http://a.example/"
    )

    assert (lacking["name servers"], lacking["control targets"]) == ("warn", "warn")
    assert (whole["name servers"], whole["control targets"]) == ("ok", "ok")


def test_doctor_tells_of_the_browser() -> None:
    signs = json.loads(pucha("--set", "render.chromium=/none", "doctor", "--json").stdout)

    browser = next(sign for sign in signs if sign["subject"] == "browser")
    assert browser["state"] == "warn"
    assert "render.chromium: /none is no program" in browser["text"]


def test_read_keeps_its_contract(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00"), "utf-8")

    done = pucha(
        "read", str(page), "--url", "http://www.example.gov.cn/tzgg/1.html",
        "--fetched-at", "2026-11-23T12:00:00+08:00", "--json",
    )  # fmt: skip

    found = json.loads(done.stdout)
    assert list(found) == [
        "url", "charset", "kind", "family", "title", "published", "published_source", "list",
        "items", "posts", "links", "columns",
    ]  # fmt: skip
    assert (found["kind"], found["title"]) == ("article", "关于召开会议的通知")
    assert (found["published"], found["published_source"]) == ("2026-11-20", "visible")


def test_a_batch_goes_on_after_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGES["/tzgg/"], "utf-8")
    lines = [
        {"path": "a.html", "url": "http://a.gov.cn/tzgg/", "fetched_at": None},
        {"path": "missing.html", "url": "http://a.gov.cn/x"},
        {"path": "a.html", "url": None, "fetched_at": "2026-11-23T00:00:00+08:00"},
    ]
    batch = tmp_path / "list.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)) + "\nno json\n", "utf-8")

    done = pucha("read", "--batch", str(batch), "--json")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [len(row.get("items", [])) for row in rows] == [12, 0, 12, 0]
    assert rows[0]["items"][0] == {
        "title": "关于第20项工作的通知",
        "url": "http://a.gov.cn/tzgg/20.html",
        "date": "2026-11-20",
    }
    assert rows[2]["items"][0]["url"] == "/tzgg/20.html"
    assert set(rows[1]) == {"url", "error"}
    assert "error" in rows[3]


WRONG = {
    "scheme": (["check", "ftp://a.gov.cn/"], "ftp"),
    "no address": (["check", "no address"], "no address"),
    "edition": (["check", "http://a.gov.cn/", "--edition", "census-1999"], "census-1999"),
    "as-of": (["check", "http://a.gov.cn/", "--as-of", "soon"], "soon"),
    "connect-to": (["check", "http://a.gov.cn/", "--connect-to", "x"], "HOST:PORT:ADDR:PORT"),
    "setting": (["--set", "x=1", "doctor"], "x"),
    "command": (["frobnicate"], "frobnicate"),
    "database": (["--set", "database.url=mysql://h/d", "sweep"], "mysql"),
    "register file": (["register", "import", "missing.xlsx"], "missing.xlsx"),
}


@pytest.mark.parametrize(("words", "named"), WRONG.values(), ids=WRONG)
def test_what_is_asked_wrongly_is_one_sentence(
    words: list[str], named: str, tmp_path: Path
) -> None:
    done = pucha(*words, cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_a_failure(tmp_path: Path) -> None:
    done = pucha("--set", "database.url=postgresql://u@127.0.0.1:1/d", "sweep", cwd=tmp_path)

    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    top: Any = get_command(app)
    names: list[str] = []
    for name in top.list_commands(None):
        parts = getattr(top.get_command(None, name), "commands", {})
        names += [f"{name} {part}" for part in parts] or [name]

    assert len(names) > 20
    assert [name for name in names if f"`pucha {name}" not in text] == []
