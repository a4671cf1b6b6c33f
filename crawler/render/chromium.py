"""Is a browser here, and how is it started: without a network of its own, ended by its id."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MARK = "--pucha-render"
"""A switch that Chromium does not know: by it we find the process that is ours."""
_NOWHERE = "127.0.0.1:9"
"""No proxy listens there: whatever is not handed to us reaches nothing."""
_SWITCHES = (
    "--headless=new",
    f"--proxy-server={_NOWHERE}",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--js-flags=--max-old-space-size=512",
)


def find_chromium(named: str) -> str | None:
    """Give the browser's program: the one that a setting names, else the first of PATH."""
    if named:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def why_not(named: str) -> str | None:
    """Say in one sentence why no page can be rendered here; None: one can."""
    if find_spec("playwright") is None:
        return "the extra pucha[render] is not installed"
    if find_chromium(named) is not None:
        return None
    if named:
        return f"setting render.chromium: {named} is no program"
    return "there is no Chromium on PATH and none is named by render.chromium"


def switches(name: str) -> list[str]:
    """Give the switches of a browser that has no network but us; `name` marks its process."""
    return [*_SWITCHES, f"{_MARK}={name}"]


def bare_environment(home: Path) -> dict[str, str]:
    """Give an environment without our own names and passwords in it."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": tempfile.gettempdir(),
        "LANG": "zh_CN.UTF-8",
    }


def needs_no_sandbox() -> bool:
    """Tell whether Chromium would refuse its sandbox: to root, and to root alone."""
    return os.geteuid() == 0


def processes(name: str) -> Iterator[psutil.Process]:
    """Give the browser's own process and its children; nothing when it has ended."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if f"{_MARK}={name}" in process.cmdline():
                yield process
                yield from process.children(recursive=True)
                return


def memory_of(name: str) -> int:
    """Give the bytes that the browser's processes hold for themselves, shared pages left out."""
    total = 0
    for process in processes(name):
        with suppress(psutil.Error):
            memory = process.memory_info()
            total += memory.rss - getattr(memory, "shared", 0)
    return total


def end(name: str) -> None:
    """Kill whatever is left of a browser, each process by its id."""
    for process in list(processes(name)):
        with suppress(psutil.Error):
            process.kill()
