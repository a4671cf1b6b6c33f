"""An explanation as two pages for a browser: what was decided and why, beside the page itself."""

from collections.abc import Iterator
from html import escape

from audit.report.markup import bilingual, definitions, foreign, page, row, table
from audit.report.wording import LETTER_WORDS, LIST_WORDS
from crawler.explain import Explanation
from pucha.explaining.marked_copy import Mark, marked_copy
from pucha.explaining.words import KINDS, SOURCES, why_date, why_kind

COPY = "page.html"
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


def render(found: Explanation, text: str) -> dict[str, bytes]:
    """Give the files by name: `index.html`, and the marked copy that it shows."""
    marks = tuple(_marks(found))
    copy, known = marked_copy(text, marks)
    shown = {mark.locator: mark.anchor for mark in reversed(marks) if mark.anchor in known}
    reading = found.reading
    title = f"{reading.title or reading.url or '网页'} · 读取说明"
    body = (
        f"{_STYLE}<header><h1>{foreign(reading.title or reading.url or '网页')}</h1>"
        f"<p>{foreign(reading.url or '')}</p></header>"
        f'<div class="beside"><main id="main">{_sections(found, shown)}</main>'
        f'<iframe name="received" src="{COPY}" sandbox title="收到的页面，已标注"></iframe></div>'
    )
    return {"index.html": page(title, body, frames=True), COPY: copy}


def _marks(found: Explanation) -> Iterator[Mark]:
    """Give what is shown a number: dates, then lists, then the chosen list's rows."""
    number = 0
    for view in found.dates:
        if view.source is not None:
            number += 1
            label = f"{number} {'发布日期' if view.chosen else '旁证日期'}"
            yield Mark(locator=view.locator, anchor=f"pucha-{number}", label=label)
    for place, one in enumerate(found.lists):
        number += 1
        label = f"{number} {'主列表' if one.chosen else f'候选列表{place + 1}'}"
        yield Mark(locator=one.locator, anchor=f"pucha-{number}", label=label)
    for item in found.reading.items:
        if item.locator is not None and item.date is not None:
            number += 1
            label = f"{number} {item.date.value}"
            yield Mark(locator=item.locator, anchor=f"pucha-{number}", label=label)


def _sections(found: Explanation, shown: dict[str, str]) -> str:
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
            _section("这是什么页", "what it is", f"<p>{escape(why_kind(found))}。</p>"),
            f"<dl>{about}</dl>",
            _section("发布日期", "publish date", _claims(found, shown)),
            _section("正文中的其他日期", "other dates", _others(found, shown)),
            _section("列表", "lists", _lists(found, shown)),
            _section("条目", "items", _items(found, shown)),
            _section("来信", "letters", _letters(found)),
            _section("栏目", "columns", _columns(found)),
        )
    )


def _section(chinese: str, english: str, inside: str) -> str:
    return f"<section><h2>{bilingual(chinese, english)}</h2>{inside}</section>"


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
    state = f"<p>{LIST_WORDS[found.reading.list_state]}。</p>"
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
        row((foreign(one.name), escape(one.column_class), foreign(one.url)))
        for one in found.columns
    ]
    heads = (("名称", "name"), ("类别", "class"), ("网址", "address"))
    return table("栏目", heads, rows)
