"""Export surveys as a WACZ file, for people who have neither pucha nor its database."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audit.windows import day_of
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.archiving.wacz import HandOver, write_wacz
from pucha.auditing import any_sweep
from pucha.wire import SOFTWARE, Stores
from schema.types.errors import PuchaError, UsageError
from schema.types.ids import SweepId
from schema.types.site import Site
from schema.types.sweep import Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a file was made of."""

    out: str
    sweep: int
    site: str | None
    """Its home address; None: every site of the sweep."""
    segments: int
    pages: int
    size: int
    """Bytes."""


async def export(  # noqa: PLR0913 - the choices of a command, as it was given them
    stores: Stores,
    files: SegmentFiles,
    out: Path,
    *,
    now: datetime,
    sweep_id: SweepId | None = None,
    reference: str | None = None,
) -> Export:
    """Write the segments of a sweep, or of one site in it; the newest where none is named."""
    if out.suffix != ".wacz":
        raise UsageError(f"{out}: the file must end in .wacz, by which players know it")
    site = None if reference is None else await _site(stores, reference)
    sweep = await _sweep(stores, sweep_id, site)
    if site is None or site.id is None:
        segments = [row.path for row in await stores.seals.segments("sweep", sweep.id)]
    else:
        survey = await stores.results.survey(sweep.id, site.id)
        segments = [] if survey is None else [row.path for row in survey.segments]
    if not segments:
        what = "no site has" if site is None else f"{site.home_url} has not"
        raise UsageError(f"{what} been surveyed in sweep {sweep.id}")
    given = HandOver(
        segments=segments,
        title=title_of(sweep, site),
        software=SOFTWARE,
        now=now,
    )
    pages, size = await asyncio.to_thread(_write, files, out, given)
    return Export(
        out=str(out),
        sweep=sweep.id,
        site=None if site is None else site.home_url,
        segments=len(segments),
        pages=pages,
        size=size,
    )


def title_of(sweep: Sweep, site: Site | None) -> str:
    """Name what a file holds: the sweep, its day in Beijing, and the site where it is one."""
    title = f"巡检 {sweep.id} · {day_of(sweep.as_of).isoformat()}"
    return title if site is None else f"{title} · {site.name or site.home_url}"


def _write(files: SegmentFiles, out: Path, given: HandOver) -> tuple[int, int]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise PuchaError(f"{out} cannot be written: {err.strerror}") from err
    pages = write_wacz(files, out, given)
    return pages, out.stat().st_size


async def _site(stores: Stores, reference: str) -> Site:
    site = await stores.register.find(reference)
    if site is None:
        raise UsageError(f"no registered site has the code, address or id {reference!r}")
    return site


async def _sweep(stores: Stores, sweep_id: SweepId | None, site: Site | None) -> Sweep:
    """Give the sweep that is named, else the site's newest, else the newest whole one."""
    if sweep_id is None and site is not None and site.id is not None:
        sweep_id = await stores.results.newest_sweep_of(site.id)
    return await any_sweep(stores, sweep_id)
