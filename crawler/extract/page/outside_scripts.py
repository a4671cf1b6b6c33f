"""Tell the scripts in files of their own that may fill a place of a page: nobody read them."""

import re
from collections.abc import Sequence

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from schema.types.list_words import ListWords

_CUT = re.compile(r"[-_.]?v?\d|[-_.](?:min|pack)(?![a-z])")
"""Where a file's name goes over into its version."""
_STEPS = 3


def may_be_filled(
    layout: Layout, places: Sequence[Block], words: ListWords, *, bare: bool = False
) -> bool:
    """Tell whether a script from a file may put content in one of some places.

    Libraries and ornaments fill nothing. The scripts that all pages of a site share fill what is
    made to be found: elements with an id, and those that hold nothing (`bare`).
    """
    files = {name for script in layout.scripts if (name := _file_of(script.written)) is not None}
    own = {name for name in files if not _is_called(name, words.library_scripts)}
    if not all(_cut(name) in words.shared_scripts for name in own):
        return True
    return bool(own) and (bare or any(map(_is_found_by_id, places)))


def _file_of(written: str) -> str | None:
    """Give the name of a script's file without its ending; None for a script in the page."""
    if "src" not in written:
        return None
    source = attributes_of(written).get("src")
    if source is None:
        return None
    path = source.partition("#")[0].partition("?")[0].rstrip("/")
    return path.rpartition("/")[2].lower().removesuffix(".js")


def _cut(name: str) -> str:
    return _CUT.split(name, maxsplit=1)[0]


def _is_called(name: str, words: Sequence[str]) -> bool:
    """Tell a name that is one of these, or begins with one: jquery.superslide, not jquerylist."""
    return _cut(name) in words or any(
        name.startswith(word) and not name[len(word) : len(word) + 1].isalpha() for word in words
    )


def _is_found_by_id(place: Block) -> bool:
    here: Block | None = place
    for _ in range(_STEPS):
        if here is None or here.tag == "body":
            return False
        if "id" in attributes_of(here.written):
            return True
        here = here.parent
    return False
