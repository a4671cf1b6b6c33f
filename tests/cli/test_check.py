import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pucha.cli.check import print_sheet
from pucha.cli.context import State
from testkit.commands import start
from testkit.pages import home_html, list_html
from testkit.scripted_server import ScriptedServer, http
from testkit.sheets import make_sheet

pytestmark = pytest.mark.process
NEWS = [(f"工作动态{n}", f"/c{n}/") for n in range(5)]
OLD = [(f"关于第{n}号事项的工作动态", f"/c/{n}.html", f"2024-03-{n}") for n in range(20, 10, -1)]
AS_OF = ("--as-of", "2026-11-23")


def stale(server: ScriptedServer) -> tuple[str, ...]:
    """Serve five news columns without an entry of this year: item V3a."""
    server.answers["/"] = http(home_html(NEWS))
    server.answers |= {url: http(list_html(name, OLD)) for name, url in NEWS}
    return ("check", server.url(), "--allow-private", *AS_OF)


async def test_a_veto_is_a_status_only_where_it_is_asked_for(
    server: ScriptedServer, tmp_path: Path
) -> None:
    words = stale(server)

    plain = await start(tmp_path, *words)
    strict = await start(tmp_path, *words, "--fail-on", "veto")

    assert (plain.status, strict.status) == (0, 3), strict.err
    assert "单项否决" in plain.out
    assert "V3a" in plain.out
    assert "Traceback" not in plain.err + strict.err


def test_the_point_of_a_printed_sheet_is_told_by_beijing_s_clock(
    capfd: pytest.CaptureFixture[str],
) -> None:
    print_sheet(State(), make_sheet(as_of=datetime(2026, 11, 22, 16, 30, tzinfo=UTC)))

    assert "2026-11-23 00:30（北京时间）" in capfd.readouterr().out.replace("\n", "")


async def test_a_limit_is_a_partial_result(server: ScriptedServer, tmp_path: Path) -> None:
    done = await start(tmp_path, "--set", "survey.pages=3", *stale(server), "--json")

    assert done.status == 5
    assert json.loads(done.out)["visit"]["counts_as"] == "opened"


async def test_files_go_into_a_folder_of_the_host(server: ScriptedServer, tmp_path: Path) -> None:
    done = await start(tmp_path, "--quiet", *stale(server))

    (folder,) = (tmp_path / "pucha-out").iterdir()
    assert "127.0.0.1" in folder.name
    assert {"sheet.json", "evidence.json", "pages.warc.gz"} <= {p.name for p in folder.iterdir()}
    assert done.err == ""


async def test_a_folder_that_cannot_be_made_is_a_failure(
    server: ScriptedServer, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", "utf-8")

    done = await start(tmp_path, *stale(server), "--out", "taken")

    assert done.status == 1
    assert done.err.startswith("pucha: the folder taken cannot be made")
    assert server.requests == []
