"""What a sweep came to: counts by item and verdict, and its files."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from audit.report.bundle import SheetBundle
from audit.report.index_html import SweepOverview, render_index
from audit.report.index_rows import MOST_LINES, OverviewSites, SiteGathering
from audit.report.tables.summary import number_tables
from audit.report.wording import moment
from config.reason_words import load_reason_words
from pucha.counting import sweep_report
from pucha.reports import RunFacts, make_bundle, safe_name, sheet_stem, write_file, write_sheet
from pucha.wire import Stores
from schema.types.ids import SiteId
from schema.types.rulepack import RulePack
from schema.types.settings import Settings
from schema.types.sweep import Sweep, SweepProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepSummary:
    """The figures of one sweep."""

    sweep: Sweep
    progress: SweepProgress
    verdicts: dict[str, Counter[str]]
    """Item → verdict → sites."""
    reasons: Counter[tuple[str, str, str]]
    """(item, verdict, reason) → sites."""
    visits: Counter[str]
    vetoed: int

    def as_json(self) -> dict[str, Any]:
        """Give the summary as one document."""
        return {
            "sweep": self.sweep.id,
            "edition": self.sweep.edition,
            "as_of": self.sweep.as_of.isoformat(),
            "sites": self.progress.sites,
            "done": self.progress.done,
            "pages": self.progress.pages,
            "vetoed": self.vetoed,
            "visits": dict(self.visits),
            "verdicts": {item: dict(counts) for item, counts in self.verdicts.items()},
            "reasons": [
                {"item": item, "verdict": verdict, "reason": reason, "sites": n}
                for (item, verdict, reason), n in self.reasons.most_common()
            ],
        }

    def lines(self) -> list[str]:
        """Give the summary for a person."""
        words = load_reason_words()
        day = f"{moment(self.sweep.as_of)} (Beijing time)"
        lines = [
            f"sweep {self.sweep.id} · {self.sweep.edition} · as of {day}",
            (
                f"{self.progress.done} of {self.progress.sites} sites surveyed, "
                f"{self.progress.pages} pages, {self.vetoed} with a veto (单项否决)"
            ),
            "visits: " + ", ".join(f"{word} {n}" for word, n in self.visits.most_common()),
        ]
        for item, counts in self.verdicts.items():
            shown = ", ".join(f"{verdict} {n}" for verdict, n in counts.most_common())
            lines.append(f"  {item:<4} {shown}")
            lines += [
                f"         {verdict} {words.judged(reason).en}: {n}"
                for (of, verdict, reason), n in self.reasons.most_common()
                if of == item and verdict != "PASS"
            ]
        return lines


async def summarise(
    stores: Stores, sweep: Sweep, settings: Settings, out: Path | None
) -> SweepSummary:
    """Count a sweep's sheets and, where a folder is named, write them with an overview."""
    verdicts: dict[str, Counter[str]] = {}
    reasons: Counter[tuple[str, str, str]] = Counter()
    visits: Counter[str] = Counter()
    gathering, vetoed = SiteGathering(), 0
    pack = await stores.pack_of(sweep)
    for site_id in await stores.sweeps.done_sites(sweep.id):
        bundle = await stored_bundle(stores, sweep, site_id, settings, pack)
        if bundle is None:
            continue
        for item in bundle.sheet.items:
            finding = item.finding
            verdicts.setdefault(item.id, Counter())[finding.verdict] += 1
            reasons[item.id, finding.verdict, finding.reason] += 1
        visits[bundle.visit.counts_as if bundle.visit else "none"] += 1
        vetoed += bundle.sheet.vetoed
        if out is not None:
            gathering.add(bundle.sheet, _write(out, site_id, bundle))
    progress = await stores.sweeps.progress(sweep.id)
    if out is not None:
        overview = await _overview(stores, sweep, gathering.sites(), progress)
        write_file(out / "index.html", render_index(overview))
    return SweepSummary(
        sweep=sweep,
        progress=progress,
        verdicts=verdicts,
        reasons=reasons,
        visits=visits,
        vetoed=vetoed,
    )


async def stored_bundle(
    stores: Stores, sweep: Sweep, site_id: SiteId, settings: Settings, pack: RulePack
) -> SheetBundle | None:
    """Put a site's stored sheet together with its evidence; None: it has none by that edition."""
    sheet = await stores.results.sheet(sweep.id, site_id, pack.edition)
    survey = await stores.results.survey(sweep.id, site_id)
    if sheet is None or survey is None:
        return None
    made_under = Settings.model_validate({**settings.model_dump(), **sweep.settings})
    return make_bundle(
        sheet,
        await stores.sheet_evidence(sweep, site_id, pack),
        RunFacts(pages=survey.pages, seconds=survey.seconds, sweep=sweep.id),
        pack=pack,
        settings=made_under,
    )


def _write(out: Path, site_id: SiteId, bundle: SheetBundle) -> str:
    """Write a site's files; give where its page is, relative to the overview."""
    folder = f"{site_id:06d}_{safe_name(bundle.sheet.site_name)}"
    write_sheet(out / "sheets" / folder, bundle)
    return quote(f"sheets/{folder}/{sheet_stem(bundle.sheet)}.html")


async def _overview(
    stores: Stores, sweep: Sweep, sites: OverviewSites, progress: SweepProgress
) -> SweepOverview:
    """Put the overview together; a site without a sheet is named too."""
    pack = await stores.pack_of(sweep)
    report = await sweep_report(stores, sweep)
    missing, first = await stores.statistics.unmeasured(sweep.id, pack.edition, MOST_LINES)
    return SweepOverview(
        edition=pack.edition,
        edition_name=pack.name,
        edition_digest=pack.digest,
        as_of=sweep.as_of,
        sites=sites,
        unmeasured=first,
        unmeasured_in_all=missing,
        notes=(f"{progress.done}/{progress.sites} 个站点已巡检,共 {progress.pages} 个页面",),
        statistics=number_tables(report.numbers)[:2],
        honesty=report.honesty,
    )
