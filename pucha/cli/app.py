"""The top command: global options, all commands, and one sentence for every error."""

import logging
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, ClassVar

import typer
from rich.console import Console

from pucha import __version__
from pucha.cli.context import State
from pucha.cli.exits import HELP, Exit
from pucha.cli.late import LateGroup
from pucha.cli.running import Terminated
from schema.types.errors import PuchaError, UsageError

_OWN_NAMES = {
    "recheck": "sweep",
    "second-visits": "second_visits",
    "operator-page": "operator_page",
    "config": "settings",
}
"""Commands whose module is named otherwise."""
_NAMES = (
    "check", "sweep", "recheck", "second-visits", "probe", "sheet", "history", "export", "replay",
    "fetch", "read", "explain", "worker", "pace", "operator-page", "doctor", "register",
    "evidence", "audit", "report", "people", "review", "appeal", "sample", "rectify", "notify",
    "db", "config",
)  # fmt: skip


class Commands(LateGroup):
    """All commands."""

    modules: ClassVar[Mapping[str, str]] = {
        name: f"pucha.cli.{_OWN_NAMES.get(name, name)}" for name in _NAMES
    }


app = typer.Typer(
    name="pucha",
    cls=Commands,
    help="普查 pucha: audit government websites against the official scoring sheets.",
    epilog=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def top(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help="Settings file (else $PUCHA_CONFIG, ./pucha.toml).")
    ] = None,
    data: Annotated[
        str | None, typer.Option(help="Folder of the embedded database and the archive.")
    ] = None,
    setting: Annotated[
        list[str] | None, typer.Option("--set", help="One setting as section.name=value.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no talk.")] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=lambda v: _show_version(asked=v)),
    ] = False,
) -> None:
    """Read the global options."""
    overrides: dict[str, Any] = {} if data is None else {"data": data}
    for text in setting or []:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--set {text!r}: the form is section.name=value")
        overrides[name.strip()] = value.strip()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # The engine tells every retry with a traceback; what matters of it our own code says once.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    context.obj = State(config=config, overrides=overrides, quiet=quiet)


def _show_version(*, asked: bool) -> None:
    if asked:
        Console(highlight=False).print(f"pucha {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; every error of ours is one sentence and a named exit status."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        status = app(standalone_mode=False)
    except UsageError as err:
        _fail(str(err), Exit.USAGE)
    except PuchaError as err:
        _fail(str(err), Exit.FAILED)
    except (KeyboardInterrupt, typer.Abort):
        _fail(_INTERRUPTED, Exit.INTERRUPTED)
    except Terminated:
        _fail("terminated; the same command goes on from here", Exit.TERMINATED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except Exception as err:
        show = getattr(err, "format_message", None)  # click's own errors of usage
        if show is None:
            _fail_of_store(err)
            raise
        _fail(show(), Exit.USAGE)
    else:
        # Outside its own mode typer gives back the status of an Exit, 130 after Ctrl-C among them.
        if status == Exit.INTERRUPTED:
            _fail(_INTERRUPTED, Exit.INTERRUPTED)
        sys.exit(status or Exit.DONE)


_INTERRUPTED = "interrupted; the same command goes on from here"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated


def _fail_of_store(err: Exception) -> None:
    """End with one sentence where the database is at fault: its traceback is of no use to anyone.

    Return where it is not.
    """
    from schema.store.faults import fault_of

    inmost: BaseException = err
    while isinstance(inmost, BaseExceptionGroup):
        inmost = inmost.exceptions[0]
    fault = inmost if isinstance(inmost, PuchaError) else fault_of(inmost)
    if fault is not None:
        _fail(str(fault), Exit.FAILED)


def _fail(sentence: str, status: Exit) -> None:
    Console(stderr=True, highlight=False).print(
        f"pucha: {sentence}", style="red", markup=False, soft_wrap=True
    )
    sys.exit(status)
