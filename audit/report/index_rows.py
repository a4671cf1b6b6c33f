"""The lines of a sweep's overview page, gathered site by site: memory does not grow with the sweep.

Every site is counted; of the lines only the worst are kept, for a page of a hundred thousand lines
opens in no browser (the table 各网站 has them all).
"""

from bisect import insort
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from audit.report.wording import overall, range_words, verdict_word
from schema.types.finding import ScoreSheet
from schema.types.verdict import Verdict

MOST_LINES = 2_000
"""Sites that the page lists, the worst ones."""
ORDER = (
    Verdict.FAIL,
    Verdict.NEEDS_PERSON,
    Verdict.UNDETERMINED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)
SUMMED_UP = {
    Verdict.FAIL: "单项否决",
    Verdict.UNDETERMINED: "尚有待定",
    Verdict.PASS: "未触发",
    Verdict.NOT_APPLICABLE: "不适用",
}
"""What a whole sheet can come to, worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    """One measured site; `href` leads to its own page, relative to the overview."""

    url: str
    name: str
    href: str
    verdict: Verdict
    summed_up: str
    conclusion: str
    score: str
    vetoes: Mapping[str, tuple[Verdict, str]]
    """Veto item → its verdict, and the word for it."""
    deducted: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, str]:
        """Give the place among the others: failed sites come first."""
        return ORDER.index(self.verdict), self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewSites:
    """All measured sites of a sweep, counted, and the lines of the worst."""

    rows: tuple[OverviewRow, ...] = ()
    measured: int = 0
    summed: Mapping[Verdict, int]
    names: Mapping[str, str]
    """Item → its name, in the order of the sheet."""
    counts: Mapping[tuple[str, Verdict], int]


class SiteGathering:
    """Takes sheets one by one."""

    def __init__(self, most: int = MOST_LINES) -> None:
        self._most = most
        self._rows: list[OverviewRow] = []
        self._summed: Counter[Verdict] = Counter()
        self._names: dict[str, str] = {}
        self._counts: Counter[tuple[str, Verdict]] = Counter()

    def add(self, sheet: ScoreSheet, href: str) -> None:
        """Count a sheet, and keep its line while it is among the worst."""
        row = _row(sheet, href)
        self._summed[row.verdict] += 1
        for item in sheet.items:
            self._names[item.id] = item.name
            self._counts[item.id, item.finding.verdict] += 1
        insort(self._rows, row, key=lambda one: one.rank)
        del self._rows[self._most :]

    def sites(self) -> OverviewSites:
        """Give what was gathered."""
        return OverviewSites(
            rows=tuple(self._rows),
            measured=self._summed.total(),
            summed=self._summed,
            names=self._names,
            counts=self._counts,
        )


def _row(sheet: ScoreSheet, href: str) -> OverviewRow:
    verdict, conclusion = overall(sheet)
    by_points = verdict is Verdict.FAIL and not sheet.vetoed
    return OverviewRow(
        url=sheet.url,
        name=sheet.site_name or sheet.url,
        href=href,
        verdict=verdict,
        summed_up="不合格" if by_points else SUMMED_UP[verdict],
        conclusion=conclusion,
        score="—" if sheet.score is None else range_words(sheet.score),
        vetoes={
            item.id: (item.finding.verdict, verdict_word(item))
            for item in sheet.items
            if item.kind == "veto"
        },
        deducted=tuple(
            item.id
            for item in sheet.items
            if item.kind == "deduct" and item.finding.verdict is Verdict.FAIL
        ),
    )
