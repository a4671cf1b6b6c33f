"""The paths of a JSON document's leaves, as the data dictionary names them."""

from collections.abc import Container, Iterator
from typing import Any


def paths(value: Any, path: str = "", *, free: Container[str] = ()) -> Iterator[str]:
    """Give the paths of a document's leaves, and of what is null instead of a whole.

    `[]` is a list's member; below one of the `free` names any name may stand, told as `*`.
    """
    if isinstance(value, dict):
        for name, one in value.items():
            told = "*" if path.rpartition(".")[2] in free else name
            yield from paths(one, f"{path}.{told}".removeprefix("."), free=free)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from paths(one, f"{path}[]", free=free)
    else:
        yield path
