"""The sheet as one self-contained page: each finding leads to the evidence that it rests on."""

import re
from collections.abc import Iterable
from html import escape

from audit.report.bundle import ReportFormat, SheetBundle
from audit.report.evidence_rows import EvidenceRow, evidence_rows
from audit.report.markup import (
    address,
    badge,
    bilingual,
    definitions,
    foreign,
    link,
    page,
    row,
    table,
)
from audit.report.wording import (
    COUNTS_WORDS,
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    METHOD,
    NOTE_WORDS,
    STATE_WORDS,
    VERIFYING,
    coverage,
    figures,
    moment,
    overall,
    verdict_word,
)
from schema.types.dates import DateClaim
from schema.types.facts import LetterFact, VisitFact
from schema.types.finding import ColumnLine, ScoreSheet, SheetItem

FEW = 8
"""More links to evidence than this start folded."""


def render(bundle: SheetBundle) -> bytes:
    """Print a bundle; every text of the audited site is escaped and none of it can act."""
    sheet = bundle.sheet
    known = {one.id for one in bundle.evidence}
    body = "".join(
        (
            _header(sheet),
            '<main id="main">',
            _section("评分表", "score sheet", "".join(_item(item, known) for item in sheet.items)),
            _section("首页访问", "visit", _visit(bundle.visit)),
            _section("栏目", "columns", _columns(sheet.columns)),
            _section("来信", "letters", _letters(bundle.letters)),
            _section("证据", "evidence", _evidence(bundle)),
            _section("说明", "about this sheet", _about(bundle)),
            "</main>",
        )
    )
    return page(f"{sheet.site_name or sheet.url} · {sheet.edition_name}", body)


def anchor(evidence: str) -> str:
    """Give the name under which an evidence row can be linked to."""
    return f"ev-{re.sub(r'[^A-Za-z0-9_-]', '_', evidence)}"


def _section(chinese: str, english: str, inside: str) -> str:
    return f"<section><h2>{bilingual(chinese, english)}</h2>{inside}</section>"


def _header(sheet: ScoreSheet) -> str:
    verdict, conclusion = overall(sheet)
    code = f" · 网站标识码 {escape(sheet.site_code)}" if sheet.site_code else ""
    return (
        f'<header><p class="edition">{escape(sheet.edition_name)}</p>'
        f"<h1>{foreign(sheet.site_name or sheet.url)}</h1>"
        f"<p>{address(sheet.url)}{code}</p>"
        f'<p class="conclusion {verdict.value.lower()}"><strong>{escape(conclusion)}</strong></p>'
        f'<p class="edition">监测时间点 {moment(sheet.as_of)}（北京时间） · '
        f"{escape(coverage(sheet))}</p></header>"
    )


def _item(item: SheetItem, known: set[str]) -> str:
    finding = item.finding
    measured = definitions((name, escape(value)) for name, value in figures(finding.measure))
    return (
        f'<article class="item" id="{escape(item.id)}"><header>'
        f'<h3><span class="number">{escape(item.id)}</span> {escape(item.name)} '
        f'<span class="gloss">{escape(KIND_WORDS[item.kind])}</span></h3>'
        f"{badge(finding.verdict, verdict_word(item))}</header>"
        f"<p>{escape(finding.explanation)}</p>"
        f'<p class="rule">规则：{escape(item.rule)}</p>'
        f"<dl>{measured}</dl>{_trail(finding.evidence, known)}</article>"
    )


def _trail(evidence: tuple[str, ...], known: set[str]) -> str:
    """Lead from a finding to its evidence rows."""
    if not evidence:
        return ""
    links = "".join(
        f'<a href="#{anchor(one)}">{escape(one)}</a>' if one in known else f" {escape(one)} "
        for one in evidence
    )
    if len(evidence) <= FEW:
        return f'<p class="trail">证据：{links}</p>'
    return f'<details class="trail"><summary>证据 {len(evidence)} 条</summary>{links}</details>'


def _visit(visit: VisitFact | None) -> str:
    if visit is None:
        return '<p class="none">没有访问首页。</p>'
    pairs = (
        ("计为", escape(COUNTS_WORDS[visit.counts_as])),
        ("结果", escape(f"{visit.outcome}" + (f"（HTTP {visit.status}）" if visit.status else ""))),
        ("页面", escape(visit.page_class or "—")),
        ("缺陷", escape("、".join(visit.defects) or "无")),
        ("用时", f"{visit.seconds:.1f} 秒"),
        ("时间", f"{moment(visit.at)}（北京时间）"),
        ("监测点", escape(visit.vantage)),
        ("最终网址", address(visit.final_url)),
        ("理由", foreign(visit.reason)),
    )
    return f'<dl class="facts">{definitions(pairs)}</dl>'


def _columns(lines: Iterable[ColumnLine]) -> str:
    heads = (
        ("栏目", "column"),
        ("分类", "class"),
        ("读取", "list"),
        ("条数", "rows"),
        ("最新", "newest"),
        ("状态", "state"),
        ("证据", "evidence"),
    )
    rows = [
        row(
            (
                link(line.url, line.name),
                escape(line.column_class),
                escape(LIST_WORDS.get(line.list_state, line.list_state)),
                str(line.rows),
                _newest(line.newest),
                STATE_WORDS[line.state],
                f'<a href="#{anchor(line.evidence)}">{escape(line.evidence)}</a>',
            )
        )
        for line in lines
    ]
    return table("栏目", heads, rows)


def _newest(claim: DateClaim | None) -> str:
    if claim is None:
        return "—"
    return f'{claim.value.isoformat()} <span class="gloss">{escape(claim.source)}</span>'


def _letters(letters: Iterable[tuple[str, LetterFact]]) -> str:
    heads = (
        ("标题", "title"),
        ("来信", "asked"),
        ("答复", "replied"),
        ("状态", "state"),
        ("备注", "note"),
        ("证据", "evidence"),
    )
    rows = [
        row(
            (
                link(fact.url, fact.title),
                "—" if fact.asked is None else fact.asked.isoformat(),
                "—" if fact.replied is None else fact.replied.isoformat(),
                LETTER_WORDS[fact.state],
                NOTE_WORDS[fact.note],
                f'<a href="#{anchor(name)}">{escape(name)}</a>',
            )
        )
        for name, fact in letters
    ]
    return table("来信", heads, rows)


def _evidence(bundle: SheetBundle) -> str:
    heads = (
        ("编号", "id"),
        ("内容", "fact"),
        ("网址", "URL"),
        ("时间（北京）", "time"),
        ("正文摘要", "sha256"),
        ("归档记录", "WARC record"),
        ("位置", "locator"),
    )
    rows = [
        row(_evidence_cells(one), anchor=anchor(one.id) if one.first else "")
        for one in evidence_rows(bundle.evidence)
    ]
    return table("证据", heads, rows)


def _evidence_cells(one: EvidenceRow) -> tuple[str, ...]:
    record = f"{one.segment} @{one.offset} +{one.length}" if one.segment else "—"
    return (
        escape(one.id),
        f'{escape(one.kind)} <span class="gloss">{foreign(one.says)}</span>',
        address(one.url) if one.url else "—",
        escape(one.fetched) or "—",
        f'<span class="digest">{escape(one.digest) or "—"}</span>',
        f'<span class="digest">{escape(record)}</span>',
        escape(one.locator) or "—",
    )


def _about(bundle: SheetBundle) -> str:
    sheet = bundle.sheet
    pairs = [
        ("方法", escape(METHOD)),
        ("核对", escape(VERIFYING)),
        ("指标版本", escape(f"{sheet.edition_name}（{sheet.edition}）")),
        ("指标出处", escape(bundle.edition_source) or "—"),
        ("指标文件", f'sha256 <span class="digest">{escape(sheet.edition_digest)}</span>'),
        ("采集", f"{bundle.pages} 个页面，用时 {bundle.seconds:.1f} 秒"),
        *(("放行内网", escape(network)) for network in bundle.network_allow),
        *(("说明", escape(note)) for note in bundle.notes),
    ]
    return f'<dl class="facts">{definitions(pairs)}</dl>'


FORMAT = ReportFormat(name="html", extension="html", media_type="text/html", render=render)
