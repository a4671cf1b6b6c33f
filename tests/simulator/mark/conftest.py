"""Truths and sheets made by hand, and the report on one of each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.mark import mark

URL = "http://www.yuanling.gov.cn.test:8080/"
ITEMS = ("V1", "V2", "V3a", "V3b", "V3c", "V4", "V5")
Record = dict[str, Any]


def _items(words: dict[str, str]) -> Record:
    return {item: {"verdict": word, "also": [], "why": "w"} for item, word in words.items()}


@pytest.fixture
def url() -> str:
    return URL


@pytest.fixture
def truth() -> Callable[..., Record]:
    def make(**verdicts: str) -> Record:
        words = {**dict.fromkeys(ITEMS, "PASS"), "V1": "UNDETERMINED", **verdicts}
        return {
            "n": 1,
            "name": "模拟",
            "url": URL,
            "family": "F1",
            "robots": "none",
            "faults": ["Z-DORMANT"],
            "visit": {"counts_as": "opened", "class": "page", "also": []},
            "columns": [
                {
                    "name": "工作动态",
                    "url": f"{URL}gzdt/",
                    "class": "动态要闻",
                    "list": "read",
                    "list_also": [],
                    "rows": 15,
                    "newest": "2026-11-20",
                    "newest_also": [],
                    "state": "active",
                    "home": True,
                    "registered": True,
                }
            ],
            "letters": [
                {
                    "title": "咨询",
                    "url": f"{URL}letter?id=1",
                    "asked": "2026-06-01",
                    "replied": None,
                    "state": "unanswered",
                    "note": "acknowledged",
                    "also": [],
                }
            ],
            "items": _items(words),
            "items_history": _items({**words, "V1": "PASS"}),
            "edition": "census-2015",
            "editions": {},
            "states": {"columns": {f"{URL}gzdt/": {"once": "active", "twice": "active"}}},
        }

    return make


@pytest.fixture
def sheet() -> Callable[..., Record]:
    def make(**verdicts: str) -> Record:
        words = {**dict.fromkeys(ITEMS, "PASS"), "V1": "UNDETERMINED", **verdicts}
        items = [{"id": item, "verdict": word, "reason": "r"} for item, word in words.items()]
        column = {"name": "x", "url": f"{URL}gzdt/index.html", "list": "read", "newest": None}
        return {
            "url": URL.upper().replace("HTTP", "http"),
            "edition": "census-2015",
            "as_of": "2026-11-23",
            "visit": {"outcome": "ok", "class": "page", "defects": [], "counts_as": "opened"},
            "items": items,
            "columns": [{**column, "class": "动态要闻", "state": "active"}],
            "letters": [{"title": "咨询", "url": "", "state": "answered", "note": ""}],
            "pages": 12,
            "seconds": 1.5,
        }

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheets" / "deep").mkdir(parents=True)
    (tmp_path / "sheets" / "other.json").write_text('{"not": "a sheet"}', "utf-8")
    (tmp_path / "sheets" / "broken.json").write_text("{", "utf-8")
    return tmp_path


@pytest.fixture
def marked(folder: Path) -> Callable[..., Record]:
    """Mark sheets against truths, pair by pair."""

    def report(right: Record | list[Record], said: Record | list[Record], **how: Any) -> Record:
        truths = right if isinstance(right, list) else [right]
        sheets = said if isinstance(said, list) else [said]
        lines = "".join(json.dumps(one) + "\n" for one in truths)
        (folder / "truth.ndjson").write_text(lines, "utf-8")
        for place, one in enumerate(sheets):
            (folder / "sheets" / "deep" / f"{place}.json").write_text(json.dumps(one), "utf-8")
        return mark(folder / "truth.ndjson", [folder / "sheets"], **how)

    return report
