"""Compute a stored site's sheet again from its archive alone and say where it differs."""

import asyncio
import hashlib
from dataclasses import replace

from audit.runner import audit_site
from config.lexicon import load_lexicon
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.replay import replay_survey
from pucha.second_visits import judged_sweep, plan_for
from pucha.wire import Stores, segment_files
from schema.types.codec import as_stored, evidence_to_json
from schema.types.errors import ArchiveError
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet
from schema.types.lease import SegmentRow
from schema.types.settings import Settings
from schema.types.site import Site
from schema.types.sweep import Sweep


async def replay_site(
    stores: Stores, sweep: Sweep, site: Site, settings: Settings
) -> tuple[str, ...]:
    """Give the differences between the stored sheet and the replayed one; none is agreement."""
    if site.id is None:
        return ("the site has no id",)
    judged = await judged_sweep(stores, sweep)
    survey = await stores.results.survey(sweep.id, site.id)
    stored = await stores.results.sheet(judged.id, site.id, judged.edition)
    if survey is None or stored is None:
        return ("no sheet is stored",)
    files = segment_files(settings)
    for row in survey.segments:
        await asyncio.to_thread(_verify, files, row)
    made_under = Settings.model_validate(sweep.settings)
    plan = await plan_for(stores, sweep, site, slow=survey.slow)
    names = (row.path for row in survey.segments)
    reader = SegmentReader(files, *names, decoded_limit=made_under.fetch.decoded_bytes)
    result = await asyncio.to_thread(replay_survey, plan, reader, load_lexicon())
    found = tuple(as_stored(one) for one in result.evidence)
    kept = await stores.results.evidence(sweep.id, site.id)
    differences = evidence_differences(kept, found)
    if sweep.follows is not None:  # its sheet rests on the survey that it follows
        return differences
    pack = await stores.pack_of(sweep)
    evidence = await stores.with_history(sweep, site.id, found, pack)
    sheet = audit_site(site, evidence, pack, sweep.as_of)
    return (*_sheet_differences(stored, sheet), *differences)


def _verify(files: SegmentFiles, row: SegmentRow) -> None:
    digest = hashlib.sha256()
    for piece in files.chunks(row.path):
        digest.update(piece)
    if digest.hexdigest() != row.sha256:
        raise ArchiveError(f"segment {row.path} is not what was written: its digest differs")


def _sheet_differences(stored: ScoreSheet, found: ScoreSheet) -> tuple[str, ...]:
    lines = {item.id: item.finding for item in found.items}
    return tuple(
        f"{item.id}: {item.finding.verdict} {item.finding.reason} was stored, "
        f"{lines[item.id].verdict} {lines[item.id].reason} replayed"
        for item in stored.items
        if item.id not in lines or lines[item.id] != item.finding
    )


def evidence_differences(
    stored: tuple[Evidence, ...], found: tuple[Evidence, ...]
) -> tuple[str, ...]:
    """Name the facts that differ; another reader that reads the same is no difference by itself."""
    ours = {one.id: evidence_to_json(_read_by_any(one)) for one in found}
    differing = [
        one.id for one in stored if ours.get(one.id) != evidence_to_json(_read_by_any(one))
    ]
    then, now = _readers(stored), _readers(found)
    other = [f"the pages were read by {then}, and now by {now}"] if then != now else []
    return (*(other if differing else ()), *(f"evidence {name} differs" for name in differing))


def _read_by_any(evidence: Evidence) -> Evidence:
    unnamed = tuple(replace(one, extractor="") for one in evidence.provenance)
    return replace(evidence, provenance=unnamed)


def _readers(evidence: tuple[Evidence, ...]) -> str:
    return ", ".join(sorted({place.extractor for one in evidence for place in one.provenance}))
