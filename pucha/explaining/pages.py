"""An explanation as two pages for a browser: what was decided and why, beside the page itself."""

from collections.abc import Iterator, Sequence
from html import escape

from audit.report.markup import definitions, foreign, page, row, table
from audit.report.wording import LETTER_WORDS, LIST_WORDS
from crawler.explain import Explanation
from pucha.explaining.content_parts import content_section, guide_sections, section
from pucha.explaining.marked_copy import Mark, marked_copy
from pucha.explaining.words import ELEMENTS, KINDS, PROPOSALS, SOURCES, doubts, why_date, why_kind
from schema.types.content import ContentProposal, ProposalKind
from schema.types.guide import ElementState, GuideReading

COPY = "page.html"
_UNSEEN = frozenset({ProposalKind.HIDDEN_LINK, ProposalKind.FOREIGN_SCRIPT})
"""Proposals whose places nobody sees, in the copy either: their paths are written out."""
_STYLE = """<style>
body { max-width: none; }
.beside { display: grid; grid-template-columns: minmax(22rem, 1fr) minmax(0, 1.2fr); gap: 1.5rem; }
.beside iframe { position: sticky; top: 1rem; width: 100%; height: 92vh; background: #fff;
  border: 1px solid var(--line); border-radius: 6px; }
.beside th:first-child, .beside td:first-child { min-width: 0; white-space: nowrap; }
.beside code { font-size: .8em; }
@media (max-width: 60rem) { .beside { display: block; } .beside iframe { height: 70vh; } }
@media print { .beside { display: block; } .beside iframe { display: none; } }
</style>"""


def render(
    found: Explanation, text: str, proposals: Sequence[ContentProposal] = ()
) -> dict[str, bytes]:
    """Give the files by name: `index.html`, and the marked copy that it shows."""
    marks = tuple(_marks(found, proposals))
    copy, known = marked_copy(text, marks)
    shown = {mark.locator: mark.anchor for mark in reversed(marks) if mark.anchor in known}
    reading = found.reading
    title = f"{reading.title or reading.url or '网页'} · 读取说明"
    body = (
        f"{_STYLE}<header><h1>{foreign(reading.title or reading.url or '网页')}</h1>"
        f"<p>{foreign(reading.url or '')}</p></header>"
        f'<div class="beside"><main id="main">{_sections(found, proposals, shown)}</main>'
        f'<iframe name="received" src="{COPY}" sandbox title="收到的页面，已标注"></iframe></div>'
    )
    return {"index.html": page(title, body, frames=True), COPY: copy}


def _marks(found: Explanation, proposals: Sequence[ContentProposal]) -> Iterator[Mark]:
    """Give what is shown a number: dates, lists, the chosen list's rows, elements, proposals."""
    labelled = (*_reading_labels(found), *_content_labels(found, proposals))
    for number, (locator, label) in enumerate(labelled, 1):
        yield Mark(locator=locator, anchor=f"pucha-{number}", label=f"{number} {label}")


def _reading_labels(found: Explanation) -> Iterator[tuple[str, str]]:
    for view in found.dates:
        if view.source is not None:
            yield view.locator, "发布日期" if view.chosen else "旁证日期"
    for place, one in enumerate(found.lists, 1):
        yield one.locator, "主列表" if one.chosen else f"候选列表{place}"
    for item in found.reading.items:
        if item.locator is not None and item.date is not None:
            yield item.locator, str(item.date.value)


def _content_labels(
    found: Explanation, proposals: Sequence[ContentProposal]
) -> Iterator[tuple[str, str]]:
    guide = found.reading.guide
    if guide is not None:
        yield from _guide_labels(guide)
    for one in proposals:
        if one.locator is not None and one.kind not in _UNSEEN:
            yield one.locator, PROPOSALS[one.kind]


def _guide_labels(guide: GuideReading) -> Iterator[tuple[str, str]]:
    for element in guide.elements:
        if element.locator is not None:
            empty = f"（{ELEMENTS[element.state]}）" if element.state is ElementState.EMPTY else ""
            yield element.locator, f"{element.name}{empty}"
    linked = (
        *((one.locator, "附件") for one in guide.attachments),
        *((one.locator, "在线系统") for one in guide.systems),
    )
    for locator, label in linked:
        if locator is not None:
            yield locator, label


def _sections(
    found: Explanation, proposals: Sequence[ContentProposal], shown: dict[str, str]
) -> str:
    reading = found.reading
    about = definitions(
        (
            ("类别", f"{KINDS[reading.kind]} <code>{reading.kind}</code>"),
            ("页面", f"<code>{reading.page_class}</code> {foreign(reading.page_class_sign)}"),
            ("编码", f"{foreign(reading.charset)}（{foreign(reading.charset_reason)}）"),
            ("家族", foreign(reading.family)),
            ("名称", foreign("、".join(found.names) or "—")),
        )
    )
    return "".join(
        (
            section("这是什么页", "what it is", f"<p>{escape(why_kind(found))}。</p>"),
            f"<dl>{about}</dl>",
            guide_sections(reading.guide, lambda locator: _place(locator, shown)),
            content_section(proposals, lambda locator: _place(locator, shown)),
            section("发布日期", "publish date", _claims(found, shown)),
            section("正文中的其他日期", "other dates", _others(found, shown)),
            section("列表", "lists", _lists(found, shown)),
            section("条目", "items", _items(found, shown)),
            section("来信", "letters", _letters(found)),
            section("栏目", "columns", _columns(found)),
        )
    )


def _place(locator: str | None, shown: dict[str, str]) -> str:
    """Lead to a place's mark by its number; its path is for those who look at the markup."""
    if locator is None:
        return "未在页面上显示"
    anchor, path = shown.get(locator), escape(locator)
    if anchor is None:
        return f"<code>{path}</code>"
    number = anchor.rpartition("-")[2]
    return f'<a href="{COPY}#{anchor}" target="received" title="{path}">标注 {number}</a>'


def _claims(found: Explanation, shown: dict[str, str]) -> str:
    chosen = found.reading.published
    rows = [
        row(
            (
                "✔ 采用" if claim == chosen else "旁证",
                str(claim.value),
                SOURCES[claim.source],
                foreign(claim.raw),
                _place(claim.locator, shown),
            )
        )
        for claim in found.reading.claims
    ]
    heads = (
        ("", ""),
        ("日期", "day"),
        ("来源", "source"),
        ("原文", "as written"),
        ("位置", "place"),
    )
    return table("发布日期", heads, rows)


def _others(found: Explanation, shown: dict[str, str]) -> str:
    rows = [
        row(
            (
                str(view.value or "—"),
                why_date(view),
                foreign(view.around),
                _place(view.locator, shown),
            )
        )
        for view in found.dates
        if view.source is None and not view.in_row
    ]
    heads = (("日期", "day"), ("为何不取", "why not"), ("上下文", "around"), ("位置", "place"))
    return table("其他日期", heads, rows)


def _lists(found: Explanation, shown: dict[str, str]) -> str:
    rows = [
        row(
            (
                "✔ 采用" if view.chosen else "",
                f"{view.value:.2f}",
                f"{view.rows} / {view.dated}",
                foreign("；".join(view.samples)),
                _place(view.locator, shown),
            )
        )
        for view in found.lists
    ]
    said = (LIST_WORDS[found.reading.list_state], *doubts(found.reading))
    state = "".join(f"<p>{one}。</p>" for one in said)
    heads = (
        ("", ""),
        ("得分", "value"),
        ("条数 / 有日期", "rows / dated"),
        ("例", "samples"),
        ("位置", "place"),
    )
    return state + table("候选列表", heads, rows)


def _items(found: Explanation, shown: dict[str, str]) -> str:
    rows = [
        row(
            (
                "—" if item.date is None else str(item.date.value),
                "—" if item.date is None else SOURCES[item.date.source],
                foreign(item.title),
                _place(item.locator, shown),
            )
        )
        for item in found.reading.items
    ]
    heads = (("日期", "day"), ("来源", "source"), ("标题", "title"), ("位置", "place"))
    return table("条目", heads, rows)


def _letters(found: Explanation) -> str:
    rows = [
        row(
            (
                str(post.asked or "—"),
                str(post.replied or "—"),
                LETTER_WORDS[post.state],
                foreign(post.title),
            )
        )
        for post in found.reading.posts
    ]
    heads = (("来信", "asked"), ("答复", "replied"), ("状态", "state"), ("标题", "title"))
    return table("来信", heads, rows)


def _columns(found: Explanation) -> str:
    rows = [
        row(
            (
                foreign(" > ".join((*one.breadcrumb, one.name))),
                escape(one.column_class) + ("，站外" if one.off_site else ""),
                foreign(one.url),
            )
        )
        for one in found.columns
    ]
    heads = (("名称", "name"), ("类别", "class"), ("网址", "address"))
    return table("栏目", heads, rows)
