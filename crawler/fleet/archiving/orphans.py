"""Files of the archive that no row names: left by attempts that died, harmless, never counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.fleet.archiving.archive import SUFFIX
from crawler.fleet.archiving.segment_files import SegmentFiles
from schema.types.errors import ArchiveError

_TOKEN = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.\d+)?\.warc\.gz$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A file that no row names."""

    name: str
    size: int
    torn: bool
    """Whether it ends inside a record."""
    in_use: bool
    """Whether its attempt may still be under way."""


def names_here(files: SegmentFiles) -> list[str]:
    """Give the names of all segments in the local folder."""
    found = files.root.rglob(f"*{SUFFIX}")
    return sorted(path.relative_to(files.root).as_posix() for path in found)


def orphans(files: SegmentFiles, names: Iterable[str], claimed: frozenset[str]) -> Iterator[Orphan]:
    """Give those of the names that nothing claims.

    `claimed` holds the named segments and the tokens of attempts under way, and must have been
    read after `names`: a file that was listed then and is not claimed now never will be.
    """
    for name in names:
        if name in claimed:
            continue
        token = _TOKEN.search(name)
        try:
            size = files.path(name).stat().st_size
        except OSError:
            continue
        yield Orphan(
            name=name,
            size=size,
            torn=_is_torn(files, name),
            in_use=token is None or token[1] in claimed,
        )


def prune(files: SegmentFiles, found: Iterable[Orphan]) -> list[Orphan]:
    """Delete what no attempt can ever name; never by age, and never a file of unknown origin."""
    gone = [one for one in found if not one.in_use]
    for one in gone:
        files.path(one.name).unlink(missing_ok=True)
    return gone


def _is_torn(files: SegmentFiles, name: str) -> bool:
    try:
        for _ in files.records(name):
            continue
    except ArchiveError:
        return True
    return False
