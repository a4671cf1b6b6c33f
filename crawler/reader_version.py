"""Name the reader as it is, so that each finding says which rules and words read its page.

Nobody has to remember to raise a number: the name is made of the rules themselves. Two evidences
with the same name were read alike; a reading can be shown again by the same code and words alone.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

from schema.types.lexicon import Lexicon

_NAME = "pucha-reading"
_DOORS = ("findings.py", "reading.py", "shown_letters.py")
_ROOMS = ("cms", "content", "extract")
"""Modules and packages of this package that turn an answer's bytes into facts."""

_LIBRARIES = ("dateparser", "selectolax", "trafilatura")
"""Packages whose versions may read a page otherwise."""

_SHOWN = 8
"""Hexadecimal digits of each digest that are shown."""


@lru_cache(maxsize=4)
def reader_version(lexicon: Lexicon) -> str:
    """Give the reader's name with the digests of its rules and of its words."""
    words = sha256(lexicon.model_dump_json().encode()).hexdigest()
    return f"{_NAME} {_rules()[:_SHOWN]}.{words[:_SHOWN]}"


@cache
def _rules() -> str:
    """Digest the modules that read, and the versions of the libraries that they rest on."""
    here = resources.files(__package__)
    files = [(name, here / name) for name in _DOORS]
    for room in _ROOMS:
        files += _modules(here / room, room)
    digest = sha256("\n".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for name, file in sorted(files, key=lambda named: named[0]):
        digest.update(f"\n{name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _modules(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Give the modules below a folder with the names that they have there."""
    for file in folder.iterdir():
        inside = f"{name}/{file.name}"
        if file.is_dir():
            yield from _modules(file, inside)
        elif inside.endswith(".py"):
            yield inside, file
