"""`pucha doctor`: is everything here that pucha needs? Each line ok, ! or ✗, with the cure."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Annotated, Literal

import typer

import pucha
from pucha.cli.context import State, print_json, state_of
from pucha.cli.exits import Exit
from schema.types.errors import PuchaError
from schema.types.settings import Settings

OUR_NAMES = ("pucha", "web", "crawler", "audit", "config", "schema")
_LOW_DISK = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the doctor."""

    subject: str
    state: Literal["ok", "warn", "bad"]
    text: str


_MARKS = {"ok": "ok", "warn": "! ", "bad": "✗ "}


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Look whether everything is here that pucha needs."""
    state = state_of(context)
    settings = state.settings()
    checks: tuple[Callable[[Settings], Sign], ...] = (
        _packages, _database, _disk, _names, _controls, _proxy, _contact, _browser,
    )  # fmt: skip
    signs = [check(settings) for check in checks]
    if as_json:
        print_json([asdict(sign) for sign in signs])
    else:
        _show(state, signs)
    if any(sign.state == "bad" for sign in signs):
        raise typer.Exit(Exit.FAILED)


def _show(state: State, signs: list[Sign]) -> None:
    for sign in signs:
        state.out.print(
            f"{_MARKS[sign.state]} {sign.subject}: {sign.text}", markup=False, soft_wrap=True
        )


def foreign_owners() -> dict[str, list[str]]:
    """Give our package names that another installed distribution owns too."""
    owners = packages_distributions()
    return {
        name: sorted(set(owners.get(name, [])) - {"pucha"})
        for name in OUR_NAMES
        if set(owners.get(name, [])) - {"pucha"}
    }


def _packages(_settings: Settings) -> Sign:
    home = Path(pucha.__file__).parent.parent
    strays = [name for name in OUR_NAMES if not _beside(name, home)]
    owners = foreign_owners()
    if strays or owners:
        names = ", ".join(sorted({*strays, *owners}))
        return Sign(
            "packages", "bad",
            f"{names} of another package shadow ours: install pucha in an environment of its own",
        )  # fmt: skip
    python = f"Python {sys.version.split()[0]}"
    return Sign("packages", "ok", f"pucha {pucha.__version__}, {_reader()}, {python}")


def _reader() -> str:
    """Name the rules and words that read pages here, as the evidence names them."""
    from config.lexicon import load_lexicon
    from crawler.reader_version import reader_version

    return reader_version(load_lexicon())


def _beside(name: str, home: Path) -> bool:
    module = __import__(name)
    return module.__file__ is not None and Path(module.__file__).parent.parent == home


def _database(settings: Settings) -> Sign:
    from pucha.embedded_postgres import find_binaries
    from pucha.wire import open_stores

    if settings.database.url is None:
        try:
            return Sign("database", "ok", f"embedded, binaries in {find_binaries()}")
        except PuchaError as err:
            return Sign("database", "bad", str(err))

    async def look(url: str) -> Sign:
        async with open_stores(url, settings) as stores:
            sites = len(await stores.register.sites())
        return Sign("database", "ok", f"reached, {sites} sites registered")

    try:
        return asyncio.run(look(settings.database.url))
    except PuchaError as err:
        return Sign("database", "bad", str(err))


def _disk(settings: Settings) -> Sign:
    from pucha.paths import data_folder

    folder = data_folder(settings)
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(place, os.W_OK):
        return Sign("data folder", "bad", f"{folder} cannot be written: name one with --data")
    free = shutil.disk_usage(place).free
    text = f"{folder}, {free / 1024**3:.1f} GiB free"
    return Sign("data folder", "ok" if free > _LOW_DISK else "warn", text)


def _names(settings: Settings) -> Sign:
    servers = ", ".join(settings.network.resolver) or "those of this machine"
    configured = Path("/etc/resolv.conf")
    count = len(set(settings.network.resolver))
    if not count and configured.exists():
        count = configured.read_text().count("nameserver")
    if count >= 2:  # noqa: PLR2004 - two must agree that a name does not exist
        return Sign("name servers", "ok", f"{servers} ({count})")
    return Sign(
        "name servers", "warn",
        f"{servers} ({count}): two must agree before a missing name counts as failed; "
        "name more in network.resolver",
    )  # fmt: skip


def _controls(settings: Settings) -> Sign:
    if settings.probe.controls:
        return Sign("control targets", "ok", ", ".join(settings.probe.controls))
    return Sign(
        "control targets", "warn",
        "none: a site that is down goes to a person; name two or three in probe.controls",
    )  # fmt: skip


def _proxy(_settings: Settings) -> Sign:
    found = [name for name in os.environ if name.lower() in {"http_proxy", "https_proxy"}]  # noqa: TID251 - tells that they are not used
    if not found:
        return Sign("proxy", "ok", "none")
    return Sign("proxy", "warn", f"{', '.join(found)} set: pucha connects directly and ignores it")


def _contact(settings: Settings) -> Sign:
    if settings.network.contact.endswith("@localhost"):
        return Sign(
            "contact", "warn",
            "site operators cannot reach you: set network.contact to a page or mail address",
        )  # fmt: skip
    return Sign("contact", "ok", settings.network.contact)


def _browser(settings: Settings) -> Sign:
    from crawler.render.chromium import find_chromium, why_not

    missing = why_not(settings.render.chromium)
    if missing is None:
        return Sign("browser", "ok", str(find_chromium(settings.render.chromium)))
    named = bool(settings.render.chromium)
    return Sign(
        "browser", "warn" if named else "ok",
        f"none ({missing}): pages that only scripts fill stay js_required, undetermined",
    )  # fmt: skip
