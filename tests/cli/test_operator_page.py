import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from pucha.operator_page import operator_facts, operator_page
from schema.types.settings import NetworkSettings, PolitenessSettings, Settings
from testkit.commands import call

SETTINGS = Settings(
    network=NetworkSettings(
        contact="https://audit.example.gov.cn/pucha/?a=1&b=<2>",
        addresses=("192.0.2.10", "2001:db8::/64"),
    ),
    politeness=PolitenessSettings(quiet_hours="08:30-17:30", delay=0.75, robots="record"),
)


def test_the_page_is_chinese_first_and_holds_both_languages() -> None:
    tree = LexborHTMLParser(operator_page(SETTINGS))

    assert tree.css_first("html").attributes["lang"] == "zh-CN"
    assert [node.attributes["id"] for node in tree.css("main")] == ["en", "zh"]
    assert "#en { display: none; }" in tree.css_first("style").text()


def test_the_page_loads_nothing() -> None:
    page = operator_page(SETTINGS)

    assert re.findall(r"(?:src=|@import|url\(|<script|<link)", page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "word", ["192.0.2.10", "2001:db8::/64", "0.75", "08:30-17:30", "User-agent: pucha", "a=1&b=<2>"]
)
def test_each_language_tells_every_fact(language: str, word: str) -> None:
    main = LexborHTMLParser(operator_page(SETTINGS)).css_first(f"main#{language}")

    assert word in main.text()


def test_the_text_says_whether_robots_txt_binds() -> None:
    obeying = SETTINGS.model_copy(update={"politeness": PolitenessSettings()})

    assert "我们遵守 robots.txt" in operator_page(obeying)
    assert "只记录 robots.txt" in operator_page(SETTINGS)


def test_the_facts_are_those_in_force() -> None:
    facts = operator_facts(SETTINGS)

    assert facts["user_agent"].startswith("Mozilla/5.0 (compatible; pucha/")
    assert facts["contact"] in facts["user_agent"]
    assert facts["addresses"] == ["192.0.2.10", "2001:db8::/64"]
    assert facts["seconds_between_requests_per_host"] == 0.75


def test_the_command_writes_both_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = call(capsys, monkeypatch, "operator-page", "-o", "page")

    assert ran.status == 0
    assert "network.contact" in ran.err
    assert json.loads((tmp_path / "page/pucha.json").read_text("utf-8"))["robots_token"] == "pucha"
    assert (tmp_path / "page/index.html").exists()
