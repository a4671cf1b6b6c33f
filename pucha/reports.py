"""Write sheets, evidence and pages where a person asked for them."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from audit.case.visit_words import by_table
from audit.report import known_formats
from audit.report.bundle import SheetBundle
from config.reason_words import load_reason_words
from crawler.policy.canonical import host_of
from schema.types.codec import evidence_to_json
from schema.types.errors import PuchaError
from schema.types.evidence import Evidence
from schema.types.facts import VisitFact
from schema.types.finding import ScoreSheet
from schema.types.rulepack import RulePack
from schema.types.settings import ClockSettings, Settings

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
_NAME_LIMIT = 80
_WITH_LISTS = frozenset({"column", "mailbox"})
"""Kinds of facts that say why a list was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What a sheet says about the run that it rests on; `seconds` is the survey's length."""

    pages: int
    seconds: float
    sweep: int | None = None
    """None: a single check that no database knows."""


def make_bundle(
    sheet: ScoreSheet,
    evidence: tuple[Evidence, ...],
    run: RunFacts,
    *,
    pack: RulePack,
    settings: Settings,
) -> SheetBundle:
    """Put together what the reports print: evidence as the edition counts it."""
    evidence = by_table(evidence, pack.visits)
    visits = [one.fact for one in evidence if isinstance(one.fact, VisitFact)]
    return SheetBundle(
        sheet=sheet,
        evidence=evidence,
        visit=visits[0] if visits else None,
        pages=run.pages,
        seconds=run.seconds,
        words=load_reason_words(),
        sweep=run.sweep,
        network_allow=tuple(str(network) for network in settings.network.allow),
        edition_source=pack.source,
        notes=(
            *(f"连接改向 --connect-to {rule}" for rule in settings.network.connect_to),
            *_notes_on_time(settings.clock),
        ),
    )


def _notes_on_time(clock: ClockSettings) -> tuple[str, ...]:
    """Say of a sheet that it was made under a simulator's time."""
    if not clock.source:
        return ()
    told = (f"模拟时间: 日期和时刻取自 {clock.source}",)
    if clock.time_scale == 1.0:
        return told
    scale = f"{clock.time_scale:g}"
    return (*told, f"时间比例 {scale}: 网站的 1 秒按本机 {scale} 秒计, 打开时限和停顿同比缩短")


def sheet_stem(sheet: ScoreSheet, *, name: str | None = None) -> str:
    """Give a file name that sorts and explains itself."""
    title = name or sheet.site_name or host_of(sheet.url) or "site"
    day = sheet.as_of.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y%m%d")
    return f"{safe_name(title)}_政府网站普查_评分表_{day}_{sheet.edition}"


def safe_name(text: str) -> str:
    """Give a text as a file name that every system takes."""
    return _UNFIT.sub("_", text).strip("._")[:_NAME_LIMIT] or "site"


def write_sheet(folder: Path, bundle: SheetBundle, wanted: Sequence[str] | None = None) -> None:
    """Write the sheet in every format (or the wanted ones) and the evidence into a folder.

    The machine's files have plain names (sheet.json, evidence.json), a person's the long one.
    """
    stem = sheet_stem(bundle.sheet)
    for one in known_formats().values():
        if wanted is None or one.name in wanted:
            name = f"sheet.{one.extension}" if one.name == "json" else f"{stem}.{one.extension}"
            write_file(folder / name, one.render(bundle))
    write_file(folder / "evidence.json", evidence_document(bundle.evidence))


def evidence_document(evidence: Iterable[Evidence]) -> bytes:
    """Give all evidence as one JSON document; why a list was not read is said in Chinese first."""
    words = load_reason_words()
    rows = [evidence_to_json(one) for one in evidence]
    for fact in (row["fact"] for row in rows):
        if fact["kind"] in _WITH_LISTS:
            fact["reason"] = words.listed(fact["reason"])
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def write_file(path: Path, data: bytes) -> None:
    """Write a file; raise PuchaError that names it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as err:
        raise PuchaError(f"{path} cannot be written: {err.strerror}") from err
