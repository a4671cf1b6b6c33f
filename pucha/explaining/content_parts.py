"""The sections of an explanation that speak of a guide's elements and of content proposals."""

from collections.abc import Callable, Sequence
from html import escape

from audit.report.markup import bilingual, foreign, link, row, table
from config.lexicon import load_lexicon
from pucha.explaining.words import (
    CERTAINTIES,
    ELEMENTS,
    NOT_A_VERDICT,
    PROPOSALS,
    SEVERITIES,
    element_note,
    missing_lines,
)
from schema.types.content import ContentProposal
from schema.types.guide import ElementState, GuideReading

Place = Callable[[str | None], str]
"""Draws the way to a place of the page."""


def section(chinese: str, english: str, inside: str) -> str:
    """Draw a section under its heading."""
    return f"<section><h2>{bilingual(chinese, english)}</h2>{inside}</section>"


def guide_sections(guide: GuideReading | None, place: Place) -> str:
    """Draw what a service guide has and lacks; nothing for pages of other kinds."""
    if guide is None:
        return ""
    lines = missing_lines(guide, load_lexicon().guide_words.points)
    lacking = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return "".join(
        (
            section("办事指南要素", "elements of the guide", lacking + _elements(guide, place)),
            section("附件", "attachments", _attachments(guide, place)),
            section("在线系统", "online systems", _systems(guide, place)),
        )
    )


def _elements(guide: GuideReading, place: Place) -> str:
    rows = [
        row(
            (
                ("✔ " if one.state is ElementState.PRESENT else "✘ ") + ELEMENTS[one.state],
                escape(one.name),
                foreign(one.label),
                foreign(element_note(one)),
                place(one.locator) if one.locator else "—",
            )
        )
        for one in guide.elements
    ]
    heads = (
        ("", ""),
        ("要素", "element"),
        ("页面上的标题", "heading"),
        ("内容", "content"),
        ("位置", "place"),
    )
    return table("要素", heads, rows)


def _attachments(guide: GuideReading, place: Place) -> str:
    rows = [
        row(
            (
                link(one.url, one.name),
                f"<code>.{escape(one.claimed)}</code>",
                place(one.locator),
            )
        )
        for one in guide.attachments
    ]
    return table("附件", (("名称", "name"), ("声称的类型", "claimed"), ("位置", "place")), rows)


def _systems(guide: GuideReading, place: Place) -> str:
    rows = [
        row((link(one.url, one.name), foreign(one.url or "由脚本打开"), place(one.locator)))
        for one in guide.systems
    ]
    return table("在线系统", (("名称", "name"), ("网址", "address"), ("位置", "place")), rows)


def content_section(proposals: Sequence[ContentProposal], place: Place) -> str:
    """Draw what a person should look at."""
    rows = [
        row(
            (
                f"{SEVERITIES[one.severity]} · {PROPOSALS[one.kind]}",
                escape(one.reason),
                foreign(one.text),
                CERTAINTIES[one.certainty],
                place(one.locator) if one.locator else "—",
            )
        )
        for one in proposals
    ]
    heads = (
        ("提示", "proposal"),
        ("理由", "reason"),
        ("原文", "as written"),
        ("把握", "certainty"),
        ("位置", "place"),
    )
    note = f"<p>{NOT_A_VERDICT}。</p>" if rows else ""
    return section("内容提示", "for a person to look at", note + table("内容提示", heads, rows))
