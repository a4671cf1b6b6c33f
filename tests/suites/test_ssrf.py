"""Addresses that deceive: what must be blocked is never asked for."""

import json
from pathlib import Path
from typing import Any

import ada_url
import pytest

from crawler.policy.canonical import address_of, host_of
from testkit.hostile.case import BOTH, Play, Variant
from testkit.hostile.run import Stage, play
from testkit.hostile.trial import gathered

pytestmark = pytest.mark.network
NEVER_ASKED = {"blocked_by_policy", "dns_nxdomain", "dns_fail"}
LOCAL = {"localhost": ("127.0.0.1",), "ip6-localhost": ("::1",), "ip6-loopback": ("::1",)}


def cases(suites: Path) -> list[dict[str, Any]]:
    text = (suites / "ssrf" / "urls.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


async def test_what_must_be_blocked_is_never_asked_for(suites: Path) -> None:
    blocked = [case["url"] for case in cases(suites) if case["verdict"] == "block"]

    async def word(url: str, stack: str) -> str:
        variant = Variant(
            play=Play(url=url.replace("{", "%7B"), names=(LOCAL,), allow=()), outcomes=frozenset()
        )
        return (await play(Stage(), variant, stack)).page.outcome.value

    asked = [(url, stack) for url in blocked for stack in BOTH]
    found = await gathered([word(url, stack) for url, stack in asked])

    wrong = {url for (url, _), said in zip(asked, found, strict=True) if said not in NEVER_ASKED}
    assert wrong == set()


def test_a_host_is_read_as_whatwg_reads_it(suites: Path) -> None:
    wrong = []
    for case in cases(suites):
        expected = case["whatwg"]
        address = address_of(case["url"])
        fetched = expected is not None and expected["protocol"] in {"http:", "https:"}
        read = None if address is None else address.hostname
        if read != (expected["hostname"] if fetched else None):
            wrong.append(case["url"])

    assert wrong == []


def test_a_name_in_another_alphabet_is_another_host(suites: Path) -> None:
    del suites
    assert host_of("http://www.һunan.gov.cn/") != host_of("http://www.hunan.gov.cn/")
    assert ada_url.URL("http://www.hunan.gov。cn/").hostname == "www.hunan.gov.cn"
