"""The evidence feed of a campaign (证据推送): NDJSON and the WARC files beside it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from audit.people.review_table import decision_values
from crawler.fleet.segment_files import SegmentFiles
from pucha.casework.desk import Desk, desk_in
from pucha.casework.sampling import sample_of
from pucha.wire import Stores
from schema.types.codec import evidence_to_json, sheet_to_json
from schema.types.errors import PuchaError, UsageError
from schema.types.ids import SiteId, SweepId

FEED = "feed.ndjson"
WARC = "warc"


class FeedFolder:
    """A folder that is filled site by site, so that no more than one is held in memory."""

    def __init__(self, root: Path, files: SegmentFiles) -> None:
        self._root = root
        self._files = files
        self._copied: set[str] = set()
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
        """Add one site's line, and its segments that are not there yet."""
        text = json.dumps(line, ensure_ascii=False)
        with _named(self._root):
            for path in paths:
                self._copy(path)
            with (self._root / FEED).open("ab") as file:
                file.write(f"{text}\n".encode(errors="replace"))
        self.sites += 1

    def _copy(self, path: str) -> None:
        if path in self._copied:
            return
        target = self._root / WARC / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.writelines(self._files.chunks(path))
        self._copied.add(path)


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
        paths = await _segments(stores, sample.sweep, SiteId(site.id or 0))
        if paths:
            desk = await desk_in(stores, site, sweep, sample.edition)
            folder.add(_line(name, desk, paths), paths)
    if not folder.sites:
        raise UsageError(f"no site of the sample {name!r} was surveyed in sweep {sample.sweep}")
    return folder


async def _segments(stores: Stores, sweep: SweepId, site: SiteId) -> list[str]:
    survey = await stores.results.survey(sweep, site)
    return [] if survey is None else [row.path for row in survey.segments]


def _line(name: str, desk: Desk, paths: list[str]) -> dict[str, Any]:
    return {
        "sample": name,
        "sweep": desk.sweep.id,
        "site": desk.site_id,
        "code": desk.site.code,
        "url": desk.site.home_url,
        "sheet": sheet_to_json(desk.sheet),
        "decisions": [decision_values(one) for one in desk.held],
        "evidence": [evidence_to_json(one) for one in desk.evidence],
        "warc": [f"{WARC}/{path}" for path in paths],
    }
