"""Whatever is asked for wrongly or cannot be done is one sentence and a named exit status."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from testkit.commands import Ran, call

Call = Callable[..., Ran]
HOME = "http://127.0.0.1:1/"
USAGE = {
    "set without a value": ["--set", "fetch.deadline", "doctor"],
    "braces in the user agent": ["--set", "network.user_agent=x {y}", "fetch", HOME],
    "Chinese in the contact": ["--set", "network.contact=某单位", "fetch", HOME],
    "a name server that is none": ["--set", "network.resolver=dns:53", "check", HOME],
    "a missing settings file": ["--config", "missing.toml", "check", HOME],
    "a veto of another kind": ["check", HOME, "--fail-on", "nothing"],
    "no address": ["fetch"],
    "a scheme that is mistyped": ["check", "htp:/www.site.gov.cn"],
    "an address of another kind": ["check", "ftp://www.site.gov.cn/"],
    "two inputs": ["read", "a.html", "--batch", "b.jsonl"],
    "no input": ["read"],
    "a missing batch": ["read", "--batch", "missing.jsonl"],
    "a time that is none": ["read", "a.html", "--fetched-at", "soon"],
    "an option that is none": ["check", HOME, "--frobnicate"],
}
FAILED = {
    "a missing page": ["read", "missing.html"],
    "a folder as a page": ["read", "."],
}


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Call:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return partial(call, capsys, monkeypatch)


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE)
def test_wrong_usage_is_status_two(run: Call, words: list[str]) -> None:
    done = run(*words)

    assert done.status == 2, done.err
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("pucha: ")


@pytest.mark.parametrize("words", FAILED.values(), ids=FAILED)
def test_what_cannot_be_done_is_status_one(run: Call, words: list[str]) -> None:
    done = run(*words)

    assert done.status == 1, done.err
    assert len(done.err.splitlines()) == 1
    assert words[-1] in done.err


def test_a_batch_that_is_no_text_is_said(run: Call, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_bytes(b"\xff\xfe\x00")

    done = run("read", "--batch", "list.jsonl")

    assert done.status == 2
    assert "UTF-8" in done.err
