"""The top command: global options, all commands, and one sentence for every error."""

import logging
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console

from pucha import __version__
from pucha.cli import (
    appeal,
    audit,
    check,
    db,
    evidence,
    explain,
    export,
    fetch,
    history,
    notify,
    operator_page,
    pace,
    people,
    probe,
    read,
    rectify,
    register,
    replay,
    report,
    review,
    sample,
    second_visits,
    sheet,
    sweep,
    worker,
)
from pucha.cli import doctor as doctor_command
from pucha.cli import settings as settings_command
from pucha.cli.context import State
from pucha.cli.exits import HELP, Exit
from pucha.cli.running import Terminated
from schema.types.errors import PuchaError, UsageError

app = typer.Typer(
    name="pucha",
    help="普查 pucha: audit government websites against the official scoring sheets.",
    epilog=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    check, sweep, second_visits, probe, sheet, history, export, replay, fetch, read, explain,
    worker, pace, operator_page, doctor_command,
)  # fmt: skip
for command in COMMANDS:
    command.install(app)
app.add_typer(register.app, name="register")
app.add_typer(evidence.app, name="evidence")
app.add_typer(audit.app, name="audit")
app.add_typer(report.app, name="report")
for name, group in (
    ("people", people.app),
    ("review", review.app),
    ("appeal", appeal.app),
    ("sample", sample.app),
    ("rectify", rectify.app),
    ("notify", notify.app),
):
    app.add_typer(group, name=name)
app.add_typer(db.app, name="db")
app.add_typer(settings_command.app, name="config")


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
