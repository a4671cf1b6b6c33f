"""A Chromium for tests: skipped by name where none is installed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from crawler.render.chromium import why_not
from crawler.render.pool import RenderPool
from pucha.clock import SystemClock
from schema.types.settings import RenderSettings
from testkit.scripted_server import ScriptedServer, http

SCRIPT = (
    "fetch('/api/list').then(r => r.json()).then(rows => {"
    "document.getElementById('app').innerHTML = '<h2>通知公告</h2><ul class=\"list\">'"
    " + rows.map(r => `<li><a href=\"${r[1]}\">${r[0]}</a><span>${r[2]}</span></li>`).join('')"
    " + '</ul>'})"
)
"""Fills the shell with the rows of /api/list: title, address, date."""


@asynccontextmanager
async def open_pool(**bounds: Any) -> AsyncIterator[RenderPool]:
    """Open a browser of this test's own; skip where there is none."""
    reason = why_not("")
    if reason is not None:
        pytest.skip(reason)
    pool = RenderPool(RenderSettings(**{"deadline": 20.0, **bounds}), SystemClock())
    try:
        yield pool
    finally:
        await pool.close()


def shell(script: str = SCRIPT, title: str = "示例县人民政府") -> str:
    """Write a page that holds nothing but a script."""
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><div id='app'></div><script>{script}</script></body></html>"
    )


def serve_rows(server: ScriptedServer, rows: str, path: str = "/api/list") -> None:
    """Serve the rows of a list as JSON."""
    server.answers[path] = http(rows, content_type="application/json")
