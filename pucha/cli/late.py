"""Commands that are imported when they are asked for.

A person who asks for one command need not wait for the libraries of thirty: the parts of any one
cost half of what all of them cost together.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_group


@contextmanager
def uncollected() -> Iterator[None]:
    """Import without looking for garbage, then and later, in what stays for the process's life.

    There is none in modules, and looking takes a third of a command's start.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


class LateGroup(TyperGroup):
    """A group that knows its commands by name, and imports one to run it or to tell of it."""

    modules: ClassVar[Mapping[str, str]] = {}
    """The module that installs a command, or holds the group of that name, in order of the help."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # What is misspelt is compared with these names, so that they must stand here unimported.
        self.commands = dict.fromkeys(self.modules)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give a command, imported by now; None when there is none of that name."""
        if cmd_name in self.modules and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _imported(cmd_name, self.modules[cmd_name])
        return super().get_command(ctx, cmd_name)


def _imported(name: str, where: str) -> Any:
    with uncollected():
        module = import_module(where)
    holder = typer.Typer()
    if hasattr(module, "install"):
        module.install(holder)
    else:
        holder.add_typer(module.app, name=name)
    return get_group(holder).commands[name]
