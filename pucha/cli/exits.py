"""Exit statuses of every command (also in --help and in docs/commands.md)."""

from enum import IntEnum


class Exit(IntEnum):
    """What a status means."""

    DONE = 0
    FAILED = 1
    """It could not be done."""
    USAGE = 2
    """It was asked for wrongly, or a setting is wrong."""
    FOUND = 3
    """Done, and at least one FAIL of the kind that --fail-on names."""
    PARTIAL = 5
    """Stopped by a limit, with a usable partial result."""
    INTERRUPTED = 130
    """Ctrl-C; the same command goes on from there."""
    TERMINATED = 143


HELP = (
    "Exit status: 0 done · 1 failed · 2 wrong usage or setting · 3 done, with a veto "
    "(only with --fail-on veto) · 5 stopped by a limit, partial result · 130/143 interrupted, "
    "the same command goes on."
)
