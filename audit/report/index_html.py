"""The overview page of one sweep: every site's verdicts, with links to the sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from audit.report.cells import csv_value
from audit.report.fields import Table
from audit.report.honesty import Pairs
from audit.report.index_rows import ORDER, SUMMED_UP, OverviewRow, OverviewSites
from audit.report.markup import address, badge, bilingual, definitions, foreign, page, row, table
from audit.report.wording import METHOD, moment
from schema.types.statistics import Unmeasured
from schema.types.verdict import Verdict

_WHY = {False: "尚未巡检", True: "已巡检、尚未评分"}
_HEAD_WORDS = {**SUMMED_UP, Verdict.FAIL: "不合格"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOverview:
    """One sweep (巡检) as its overview page shows it."""

    edition: str
    edition_name: str
    edition_digest: str
    as_of: datetime
    sites: OverviewSites
    unmeasured: tuple[Unmeasured, ...] = ()
    """The first sites that have no sheet."""
    unmeasured_in_all: int = 0
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
            f"<h2>{bilingual('各项机器判定', 'machine verdicts')}</h2>{_counts(overview.sites)}",
            f"<h2>{bilingual('站点', 'sites')}</h2>{_sites(overview.sites)}",
            f"<h2>{bilingual('未测站点', 'not measured')}</h2>{_unmeasured(overview)}",
            f"<h2>{bilingual('说明', 'about this sweep')}</h2>{_about(overview)}",
            "</main>",
        )
    )
    return page(f"巡检总览 · {overview.edition_name}", body)


def _header(overview: SweepOverview) -> str:
    measured = overview.sites.measured
    planned = measured + overview.unmeasured_in_all
    summed = overview.sites.summed
    badges = " ".join(
        badge(verdict, f"{word} {summed.get(verdict, 0)}") for verdict, word in _HEAD_WORDS.items()
    )
    return (
        f'<header><p class="edition">{escape(overview.edition_name)}</p>'
        f"<h1>{bilingual('巡检总览', 'sweep overview')}</h1><p>机器判定 {badges}</p>"
        f'<p class="edition">监测时间点 {moment(overview.as_of)}（北京时间） · '
        f"覆盖 {measured}/{planned} 个站点 · 指标版本 {escape(overview.edition)}</p></header>"
    )


def _counts(sites: OverviewSites) -> str:
    heads = [("考察点", "item"), *((_head(verdict), verdict.value) for verdict in ORDER)]
    lines = [
        row(
            (
                f"{escape(item)} {escape(name)}",
                *(str(sites.counts.get((item, word), 0)) for word in ORDER),
            )
        )
        for item, name in sites.names.items()
    ]
    return table("各项机器判定", heads, lines)


def _head(verdict: Verdict) -> str:
    """Name a column that counts items of every kind."""
    return "单项否决/扣分" if verdict is Verdict.FAIL else verdict.word("deduct")


def _sites(sites: OverviewSites) -> str:
    """List the sites with their veto items; what points took away stands in one column."""
    vetoes = list(dict.fromkeys(item for one in sites.rows for item in one.vetoes))
    heads = [("站点", "site"), ("机器判定", "machine result"), ("得分", "score")]
    heads += [(item, "") for item in vetoes] + [("扣分项", "deducted")]
    lines = table("站点", heads, [_site(one, vetoes) for one in sites.rows], fold=False)
    return lines + _left_out(sites.measured - len(sites.rows))


def _left_out(sites: int) -> str:
    """Say how many are not listed, and where they are."""
    if sites <= 0:
        return ""
    chinese = f"另有{sites}个网站未列出，见汇总表“各网站”；评分表都在 sheets 文件夹。"
    english = f"{sites} more: pucha report tables lists them, their sheets are in the folder sheets"
    return f"<p>{bilingual(chinese, english)}</p>"


def _site(one: OverviewRow, vetoes: Sequence[str]) -> str:
    words = {
        item: badge(verdict, word, gloss=False) for item, (verdict, word) in one.vetoes.items()
    }
    return row(
        (
            f'<a href="{escape(one.href)}">{foreign(one.name)}</a><br>{address(one.url)}',
            f"{badge(one.verdict, one.summed_up)}<br>{escape(one.conclusion)}",
            one.score,
            *(words.get(item, "—") for item in vetoes),
            escape("、".join(one.deducted)) or "—",
        )
    )


def _unmeasured(overview: SweepOverview) -> str:
    heads = (("站点", "site"), ("网址", "URL"), ("原因", "reason"))
    lines = [
        row((foreign(one.name or "—"), address(one.url), _WHY[one.surveyed]))
        for one in overview.unmeasured
    ]
    left = overview.unmeasured_in_all - len(lines)
    return table("未测站点", heads, lines) + _left_out(left)


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
