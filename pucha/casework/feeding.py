"""The evidence feed of a campaign (证据推送): NDJSON and the WARC files beside it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit.people.review_table import decision_values
from crawler.fleet.archiving.segment_files import SegmentFiles
from pucha.casework.desk import Desk, desk_in
from pucha.casework.sampling import sample_of
from pucha.wire import Stores
from schema.types.codec import evidence_to_json, sheet_to_json
from schema.types.errors import PuchaError, UsageError
from schema.types.evidence import Evidence
from schema.types.ids import SiteId

FEED = "feed.ndjson"
WARC = "warc"


class FeedFolder:
    """A folder that is filled site by site, so that no more than one is held in memory."""

    def __init__(self, root: Path, files: SegmentFiles) -> None:
        self._root = root
        self._files = files
        self._copied: dict[str, dict[str, Any]] = {}
        self.sites = 0

    @property
    def segments(self) -> int:
        """Count the segments that were copied."""
        return len(self._copied)

    def begin(self) -> None:
        """Make the folder with an empty feed; raise PuchaError where that cannot be."""
        with _named(self._root):
            self._root.mkdir(parents=True, exist_ok=True)
            (self._root / FEED).write_bytes(b"")

    def add(self, line: dict[str, Any], paths: list[str]) -> None:
        """Add one site's line with its segments, and those of them that are not there yet."""
        with _named(self._root):
            copied = [self._copy(path) for path in paths]
            text = json.dumps({**line, "warc": copied}, ensure_ascii=False)
            with (self._root / FEED).open("ab") as file:
                file.write(f"{text}\n".encode(errors="replace"))
        self.sites += 1

    def _copy(self, path: str) -> dict[str, Any]:
        """Copy a segment once; give what the line says of it, so that a receiver can check it."""
        if path not in self._copied:
            target = self._root / WARC / path
            target.parent.mkdir(parents=True, exist_ok=True)
            digest, size = sha256(), 0
            with target.open("wb") as file:
                for piece in self._files.chunks(path):
                    digest.update(piece)
                    size += file.write(piece)
            self._copied[path] = {
                "segment": path,
                "file": f"{WARC}/{path}",
                "bytes": size,
                "sha256": digest.hexdigest(),
            }
        return self._copied[path]


@contextmanager
def _named(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        raise PuchaError(f"{root} cannot be written: {err.strerror}") from err


async def feed(stores: Stores, files: SegmentFiles, name: str, out: Path) -> FeedFolder:
    """Write a sample's sites, one a line, and their segments.

    Raise UsageError where no site of the sample was surveyed in its sweep.
    """
    sample = await sample_of(stores, name)
    sweep = await stores.sweeps.get(sample.sweep)
    if sweep is None:
        raise PuchaError(f"the sweep {sample.sweep} of the sample {name!r} is gone")
    folder = FeedFolder(out, files)
    folder.begin()
    for site in await stores.register.some([SiteId(one.site_id) for one in sample.picks]):
        survey = await stores.results.survey(sample.sweep, SiteId(site.id or 0))
        if survey is not None:
            desk = await desk_in(stores, site, sweep, sample.edition)
            own = [row.path for row in survey.segments]
            folder.add(_line(name, desk), _segments(own, desk.evidence))
    if not folder.sites:
        raise UsageError(f"no site of the sample {name!r} was surveyed in sweep {sample.sweep}")
    return folder


def _segments(own: Iterable[str], evidence: Iterable[Evidence]) -> list[str]:
    """Give the survey's segments, and all that hold what the sheet rests on: other sweeps, probes.

    Each is named once.
    """
    named = (
        part.record.segment
        for one in evidence
        for part in one.provenance
        if part.record is not None
    )
    return list(dict.fromkeys((*own, *named)))


def _line(name: str, desk: Desk) -> dict[str, Any]:
    return {
        "sample": name,
        "sweep": desk.sweep.id,
        "site": desk.site_id,
        "code": desk.site.code,
        "url": desk.site.home_url,
        "sheet": sheet_to_json(desk.sheet),
        "decisions": [decision_values(one) for one in desk.held],
        "evidence": [evidence_to_json(one) for one in desk.evidence],
    }
