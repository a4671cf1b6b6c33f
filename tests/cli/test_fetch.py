import json
from pathlib import Path

import pytest

from testkit.commands import start
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.process


async def test_addresses_are_told_in_the_order_given(
    server: ScriptedServer, tmp_path: Path
) -> None:
    server.answers["/"] = http("<p>你好", content_type="text/html; charset=utf-8")
    server.answers["/moved"] = http("", status="302 Found", headers=("Location: /",))

    done = await start(
        tmp_path,
        "fetch", server.url("/moved"), "ftp://a.gov.cn/", "http://127.0.0.1:1/", server.url(),
        "--allow-private", "--json",
    )  # fmt: skip

    moved, ftp, closed, page = (json.loads(line) for line in done.out.splitlines())
    assert done.status == 0
    assert (moved["redirects"], moved["final_url"]) == ([server.url()], server.url())
    assert (ftp["outcome"], ftp["status"], ftp["sha256"]) == ("blocked_by_policy", None, None)
    assert (closed["outcome"], closed["class"]) == ("connect_refused", None)
    assert (page["body_bytes"], page["wire_bytes"], page["charset"]) == (9, 9, "utf-8")
    assert closed["timings"]["first_byte"] is None
    assert 0 < page["timings"]["first_byte"] <= page["seconds"]


async def test_a_line_for_a_person_says_how_it_ended(
    server: ScriptedServer, tmp_path: Path
) -> None:
    done = await start(tmp_path, "fetch", server.url(), "http://127.0.0.1:1/", "--allow-private")

    first, second = done.out.splitlines()
    assert "http_4xx" in first
    assert "connect_refused" in second
    assert "no body" in second


async def test_a_name_is_led_where_connect_to_says(server: ScriptedServer, tmp_path: Path) -> None:
    server.answers["/x"] = http("here")

    done = await start(
        tmp_path,
        "fetch", "http://www.example.gov.cn/x", "--json",
        "--connect-to", f"www.example.gov.cn:80:127.0.0.1:{server.port}",
    )  # fmt: skip

    assert json.loads(done.out)["outcome"] == "ok"
    assert b"pucha/" in server.requests[0]
