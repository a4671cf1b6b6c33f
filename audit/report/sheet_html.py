"""The sheet as one self-contained page: each finding leads to the evidence that it rests on."""

import re
from collections.abc import Iterable
from html import escape

from audit.report.bundle import ReportFormat, SheetBundle
from audit.report.cells import csv_value
from audit.report.evidence_rows import EvidenceRow, evidence_rows
from audit.report.fields import Table
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
from audit.report.score_table import SHAPE, ScoreRow, between_words, score_rows, totals
from audit.report.sheet_tables import LINKS, LISTED, PROBLEMS, VISITS, sheet_tables
from audit.report.wording import (
    COUNTS_WORDS,
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    NOTE_WORDS,
    STATE_WORDS,
    VERIFYING,
    coverage,
    figures,
    moment,
    overall,
    plain,
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
    tables = {one.shape.title: one for one in sheet_tables(bundle)}
    body = "".join(
        (
            _header(sheet),
            '<main id="main">',
            _section("评分表", "score sheet", _official(sheet)),
            _reviewed(bundle.reviewed),
            _section("判定", "verdicts", "".join(_item(item, known) for item in sheet.items)),
            _section("问题清单", "problems", _listed(tables[PROBLEMS.title], known)),
            _section(LISTED.title, "listed, not counted", _listed(tables[LISTED.title], known)),
            _section("首页访问", "visit", _visit(bundle.visit)),
            _section("访问记录", "visit log", _listed(tables[VISITS.title], known)),
            _section("栏目", "columns", _columns(sheet.columns)),
            _section("链接", "links", _listed(tables[LINKS.title], known)),
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
        f"<p>{' · '.join(f'{name} {escape(value)}' for name, value in totals(sheet))}</p>"
        f'<p class="edition">监测时间点 {moment(sheet.as_of)}（北京时间） · '
        f"{escape(coverage(sheet))}</p></header>"
    )


def _reviewed(lines: tuple[str, ...]) -> str:
    """Print what people decided; nothing where nobody did."""
    if not lines:
        return ""
    told = "".join(f"<li>{escape(line.strip())}</li>" for line in lines)
    return _section("人工复核", "review by people", f"<ul>{told}</ul>")


def _official(sheet: ScoreSheet) -> str:
    """Draw the table as the edition prints it, its parts under one another, with the totals."""
    heads = [(name, "") for name in SHAPE.heads]
    rows = [
        row(_official_cells(one))
        for kind in ("veto", "deduct", "bonus")
        for one in score_rows(sheet, kind)
    ]
    drawn = table("评分表", heads, rows, fold=False)
    return f"{drawn}<dl>{definitions((k, escape(v)) for k, v in totals(sheet))}</dl>"


def _official_cells(one: ScoreRow) -> tuple[str, ...]:
    point = f'<a href="#{escape(one.item)}">{_broken(one.point)}</a>'
    plain = (one.rule, one.problem, one.points)
    return (escape(one.group), escape(one.name), point, *(_broken(text) for text in plain))


def _broken(text: str) -> str:
    return "<br>".join(foreign(line) for line in text.split("\n"))


def _listed(one: Table, known: set[str]) -> str:
    """Draw a worksheet; addresses and evidence ids lead on."""
    heads = [(name, "") for name in one.shape.heads]
    rows = [
        row(
            _listed_cell(head, csv_value(value), known)
            for head, value in zip(one.shape.heads, line, strict=True)
        )
        for line in one.rows
    ]
    return table(one.shape.title, heads, rows)


def _listed_cell(head: str, text: str, known: set[str]) -> str:
    if text in known:
        return f'<a href="#{anchor(text)}">{escape(text)}</a>'
    if not text:
        return "—"
    return address(text) if head.endswith(("URL", "网址", "地址")) else foreign(text)


def _item(item: SheetItem, known: set[str]) -> str:
    finding = item.finding
    points = f'<p class="rule">{escape(_points(item))}</p>' if item.points else ""
    open_numbers = "".join(
        f'<p class="rule">分值待核：{escape(one)}</p>' for one in item.open_numbers
    )
    measured = definitions((name, escape(value)) for name, value in figures(finding.measure))
    return (
        f'<article class="item" id="{escape(item.id)}"><header>'
        f'<h3><span class="number">{escape(item.id)}</span> {escape(item.name)} '
        f'<span class="gloss">{escape(KIND_WORDS[item.kind])}</span></h3>'
        f"{badge(finding.verdict, verdict_word(item))}</header>"
        f"<p>{escape(finding.explanation)}</p>"
        f'<p class="rule">规则：{escape(item.rule)}</p>{points}{open_numbers}'
        f"<dl>{measured}</dl>{_trail(finding.evidence, known)}</article>"
    )


def _points(item: SheetItem) -> str:
    """Say what an item takes or gives, and what it took here."""
    if item.deduction is None:
        return f"分值：{item.points}"
    verb = "本次加" if item.kind == "bonus" else "本次扣"
    taken = item.deduction
    if taken.worst is None:
        return f"分值：{item.points}；{verb}至少{plain(taken.best)}分，未能查全"
    return f"分值：{item.points}；{verb}{between_words(taken)}分"


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
    pairs = [
        *((name, _long(value)) for name, value in bundle.honesty),
        ("核对办法", escape(VERIFYING)),
        ("指标出处", escape(bundle.edition_source) or "—"),
        ("采集", f"{bundle.pages} 个页面，用时 {bundle.seconds:.1f} 秒"),
        *(("指标说明", escape(note)) for note in bundle.sheet.edition_notes),
        *(("放行内网", escape(network)) for network in bundle.network_allow),
        *(("说明", escape(note)) for note in bundle.notes),
    ]
    return f'<dl class="facts">{definitions(pairs)}</dl>'


def _long(text: str) -> str:
    """Let a digest break anywhere."""
    return f'<span class="url">{escape(text)}</span>' if text.isascii() else escape(text)


FORMAT = ReportFormat(name="html", extension="html", media_type="text/html", render=render)
