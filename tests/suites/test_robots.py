"""Verdicts on robots.txt of Protego's suite and of RFC 9309, by the parser that we use."""

import json
from pathlib import Path
from typing import Any

from protego import Protego


def rows(suites: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((suites / "robots" / name).read_text(encoding="utf-8"))
    return found


def test_every_verdict_of_protego(suites: Path) -> None:
    cases = [case for case in rows(suites, "protego.json") if case["kind"] == "verdict"]

    wrong = [
        case["id"]
        for case in cases
        if Protego.parse(case["robots"]).can_fetch(case["url"], case["agent"]) != case["allowed"]
    ]

    assert len(cases) >= 190
    assert wrong == []


def test_every_example_of_the_rfc(suites: Path) -> None:
    cases = [case for case in rows(suites, "rfc9309-examples.json") if "robots" in case]

    wrong = [
        case["id"]
        for case in cases
        if Protego.parse(case["robots"]).can_fetch(case["url"], case["agent"]) != case["allowed"]
    ]

    assert len(cases) >= 20
    assert wrong == []
