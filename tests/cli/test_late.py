"""A command is imported when it is asked for, and brings no more than it uses."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.process, pytest.mark.slow]
RUN = """
import sys
from pucha.cli import main
sys.argv = ["pucha", *sys.argv[1:]]
try:
    main()
finally:
    heavy = ("sqlalchemy", "alembic", "aiohttp", "httpcore", "openpyxl", "tldextract", "dateparser")
    print("brought:", *[name for name in heavy if name in sys.modules])
"""


def brought(*words: str) -> tuple[set[str], str]:
    """Run a command; give the heavy libraries that it imported, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=False
    )
    *_, last = done.stdout.splitlines()
    return set(last.removeprefix("brought:").split()), done.stderr


@pytest.mark.parametrize(
    ("command", "libraries"),
    [
        ("--version", set()),
        ("fetch", set()),
        ("people", {"sqlalchemy"}),
        ("register", {"sqlalchemy"}),
        ("review", {"sqlalchemy"}),
    ],
)
def test_a_command_brings_the_libraries_that_it_uses(command: str, libraries: set[str]) -> None:
    found, _ = brought(*([command] if command.startswith("-") else [command, "--help"]))

    assert found == libraries


def test_a_misspelt_command_is_told_from_the_names_alone() -> None:
    found, said = brought("swep")

    assert found == set()
    assert "Did you mean 'sweep'?" in said
