import os
from pathlib import Path

import pytest

from crawler.render.chromium import bare_environment, find_chromium, switches, why_not


def program(folder: Path, name: str) -> Path:
    made = folder / name
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


def test_named_program_is_taken_before_those_of_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, other = program(tmp_path, "mine"), program(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_chromium(str(named)) == str(named)
    assert find_chromium("") == str(other)


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert why_not("") == "there is no Chromium on PATH and none is named by render.chromium"
    assert why_not("/no/such") == "setting render.chromium: /no/such is no program"

    monkeypatch.setattr("crawler.render.chromium.find_spec", lambda _name: None)

    assert why_not("") == "the extra pucha[render] is not installed"


def test_browser_has_no_way_out_but_us() -> None:
    given = switches("name")

    assert "--proxy-server=127.0.0.1:9" in given
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in given
    assert not any("remote-debugging-port" in one for one in given)


def test_our_own_names_are_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUCHA_DATABASE_URL", "postgresql://secret")

    found = bare_environment(tmp_path)

    assert found["PATH"] == os.defpath
    assert not any(name.startswith("PUCHA") for name in found)
