"""The overview page of one sweep: every site's verdicts, with links to the sheets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from audit.report.cells import csv_value
from audit.report.fields import Table
from audit.report.honesty import Pairs
from audit.report.markup import address, badge, bilingual, definitions, foreign, page, row, table
from audit.report.wording import METHOD, moment, overall, range_words, verdict_word
from schema.types.finding import ScoreSheet
from schema.types.verdict import Verdict

_ORDER = (
    Verdict.FAIL,
    Verdict.NEEDS_PERSON,
    Verdict.UNDETERMINED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)

_SUMMED_UP = {
    Verdict.FAIL: "单项否决",
    Verdict.UNDETERMINED: "尚有待定",
    Verdict.PASS: "未触发",
    Verdict.NOT_APPLICABLE: "不适用",
}
"""What a whole sheet can come to, worst first."""
_HEAD_WORDS = {**_SUMMED_UP, Verdict.FAIL: "不合格"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    """One measured site; `href` leads to its own page, relative to the overview."""

    sheet: ScoreSheet
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """One site of the plan without a sheet, and why."""

    url: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOverview:
    """One sweep (巡检) as its overview page shows it."""

    edition: str
    edition_name: str
    edition_digest: str
    as_of: datetime
    rows: tuple[OverviewRow, ...]
    unmeasured: tuple[Unmeasured, ...] = ()
    notes: tuple[str, ...] = ()
    statistics: tuple[Table, ...] = ()
    """Rates by division, level and problem, from the same queries as tables and bulletin."""
    honesty: Pairs = ()


def render_index(overview: SweepOverview) -> bytes:
    """Print the overview; failed sites come first, sites without a sheet are never left unsaid."""
    body = "".join(
        (
            _header(overview),
            '<main id="main">',
            *(
                f"<h2>{bilingual(one.shape.title, '')}</h2>{_statistics(one)}"
                for one in overview.statistics
            ),
            f"<h2>{bilingual('各项机器判定', 'machine verdicts')}</h2>{_counts(overview.rows)}",
            f"<h2>{bilingual('站点', 'sites')}</h2>{_sites(overview.rows)}",
            f"<h2>{bilingual('未测站点', 'not measured')}</h2>{_unmeasured(overview.unmeasured)}",
            f"<h2>{bilingual('说明', 'about this sweep')}</h2>{_about(overview)}",
            "</main>",
        )
    )
    return page(f"巡检总览 · {overview.edition_name}", body)


def _header(overview: SweepOverview) -> str:
    measured = len(overview.rows)
    planned = measured + len(overview.unmeasured)
    summed = Counter(overall(one.sheet)[0] for one in overview.rows)
    badges = " ".join(
        badge(verdict, f"{word} {summed[verdict]}") for verdict, word in _HEAD_WORDS.items()
    )
    return (
        f'<header><p class="edition">{escape(overview.edition_name)}</p>'
        f"<h1>{bilingual('巡检总览', 'sweep overview')}</h1><p>机器判定 {badges}</p>"
        f'<p class="edition">监测时间点 {moment(overview.as_of)}（北京时间） · '
        f"覆盖 {measured}/{planned} 个站点 · 指标版本 {escape(overview.edition)}</p></header>"
    )


def _counts(rows: Sequence[OverviewRow]) -> str:
    names = {item.id: item.name for one in rows for item in one.sheet.items}
    counted = Counter((item.id, item.finding.verdict) for one in rows for item in one.sheet.items)
    heads = [("考察点", "item"), *((_head(verdict), verdict.value) for verdict in _ORDER)]
    lines = [
        row((f"{escape(item)} {escape(name)}", *(str(counted[item, word]) for word in _ORDER)))
        for item, name in names.items()
    ]
    return table("各项机器判定", heads, lines)


def _head(verdict: Verdict) -> str:
    """Name a column that counts items of every kind."""
    return "单项否决/扣分" if verdict is Verdict.FAIL else verdict.word("deduct")


def _sites(rows: Sequence[OverviewRow]) -> str:
    """List the sites with their veto items; what points took away stands in one column."""
    vetoes = list(
        dict.fromkeys(item.id for one in rows for item in one.sheet.items if item.kind == "veto")
    )
    heads = [("站点", "site"), ("机器判定", "machine result"), ("得分", "score")]
    heads += [(item, "") for item in vetoes] + [("扣分项", "deducted")]
    ordered = sorted(rows, key=lambda one: (_ORDER.index(overall(one.sheet)[0]), one.sheet.url))
    return table("站点", heads, [_site(one, vetoes) for one in ordered], fold=False)


def _site(one: OverviewRow, vetoes: Sequence[str]) -> str:
    sheet = one.sheet
    verdict, conclusion = overall(sheet)
    words = {
        item.id: badge(item.finding.verdict, verdict_word(item), gloss=False)
        for item in sheet.items
    }
    name = f'<a href="{escape(one.href)}">{foreign(sheet.site_name or sheet.url)}</a>'
    result = f"{badge(verdict, _summed_up(sheet))}<br>{escape(conclusion)}"
    score = "—" if sheet.score is None else range_words(sheet.score)
    failed = [
        item.id
        for item in sheet.items
        if item.kind == "deduct" and item.finding.verdict is Verdict.FAIL
    ]
    return row(
        (
            f"{name}<br>{address(sheet.url)}",
            result,
            score,
            *(words.get(item, "—") for item in vetoes),
            escape("、".join(failed)) or "—",
        )
    )


def _summed_up(sheet: ScoreSheet) -> str:
    verdict, _ = overall(sheet)
    return "不合格" if verdict is Verdict.FAIL and not sheet.vetoed else _SUMMED_UP[verdict]


def _unmeasured(sites: Sequence[Unmeasured]) -> str:
    heads = (("站点", "site"), ("网址", "URL"), ("原因", "reason"))
    lines = [
        row((foreign(one.name or "—"), address(one.url), foreign(one.reason))) for one in sites
    ]
    return table("未测站点", heads, lines)


def _statistics(one: Table) -> str:
    heads = [(name, "") for name in one.shape.heads]
    rows = [row(escape(csv_value(value)) for value in line) for line in one.rows]
    return table(one.shape.title, heads, rows)


def _about(overview: SweepOverview) -> str:
    pairs = [
        *((name, escape(value)) for name, value in overview.honesty),
        ("方法", escape(METHOD)),
        ("指标文件", f'sha256 <span class="digest">{escape(overview.edition_digest)}</span>'),
        *(("说明", escape(note)) for note in overview.notes),
    ]
    return f'<dl class="facts">{definitions(pairs)}</dl>'
