"""An auditor that faces a simulated province and uses a test's database, and its sheets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.province import Auditor, Order, Province, serving
from testkit.plugin import fresh_database

PATIENCE = 1.0
"""The auditor's scale: far longer than the province's, so that a busy machine fails no visit."""
SETTINGS = """
[database]
url = "{url}"
[overload]
lag = 14.0
lost_share = 1.0
"""
"""A machine that is busy with other tests voids no visit that has so much time."""
PACE = {"delay": "0.01", "max_delay": "0.05", "slow_delay": "0.05"}
Record = dict[str, Any]


def facing(province: Province, out: Path, url: str) -> Auditor:
    auditor = Auditor.facing(province, out, scale=PATIENCE, concurrency=16)
    text = auditor.settings.read_text(encoding="utf-8")
    lines = (
        f"{name} = {PACE[name]}" if (name := line.partition(" ")[0]) in PACE else line
        for line in text.splitlines()
    )
    text = "\n".join(lines) + SETTINGS.format(url=url)
    auditor.settings.write_text(text, encoding="utf-8")
    return auditor


@contextmanager
def swept_province(
    order: Order, out: Path, server: str, template: str
) -> Iterator[tuple[Auditor, Province]]:
    """Serve a province to an auditor with a database of its own, and sweep it once."""
    with (
        fresh_database(server, template) as url,
        serving(order, out / "province") as province,
    ):
        auditor = facing(province, out, url)
        auditor.take_register(province)
        auditor.run("sweep", "--new")
        yield auditor, province


def sheets_in(folder: Path) -> dict[str, Record]:
    sheets = (json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json")))
    return {sheet["url"]: sheet for sheet in sheets}
