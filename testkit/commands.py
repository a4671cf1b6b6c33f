"""Run `pucha` as a person does: as a process, or its entry point in this one."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pucha.cli import main

ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended."""

    status: object
    out: str
    err: str


async def start(folder: Path, *words: str, stdin: str = "") -> Ran:
    """Run a process in a folder, without delays, and wait for its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pucha", "--set", "politeness.delay=0", *words,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )  # fmt: skip
    async with asyncio.timeout(_SECONDS):
        out, err = await process.communicate(stdin.encode())
    return Ran(status=process.returncode, out=out.decode(), err=err.decode())


def call(capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, *words: str) -> Ran:
    """Call the entry point in this process; for commands that end before any work."""
    patch.setattr(sys, "argv", ["pucha", *words])
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        signal.signal(signal.SIGTERM, before)
    said = capsys.readouterr()
    return Ran(status=ended.value.code, out=said.out, err=said.err)
