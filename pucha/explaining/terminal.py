"""An explanation as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from config.lexicon import load_lexicon
from crawler.explain import Explanation
from pucha.explaining.words import (
    CERTAINTIES,
    ELEMENTS,
    KINDS,
    NOT_A_VERDICT,
    PROPOSALS,
    SEVERITIES,
    SOURCES,
    doubts,
    element_note,
    missing_lines,
    place_word,
    why_date,
    why_kind,
)
from schema.types.content import ContentProposal
from schema.types.guide import GuideReading
from schema.types.reading import ColumnLink, ListState


def fetch_lines(fetch: Mapping[str, Any] | None) -> Iterator[str]:
    """Say how an address was fetched, or why it was skipped; nothing of a saved file."""
    if fetch is None:
        return
    if fetch.get("skipped"):
        yield f"未访问 skipped   {fetch['url']}：{fetch['robots']}"
        return
    status = f" {fetch['status']}" if fetch["status"] else ""
    how = f"{fetch['outcome']}{status}（{fetch['reason']}）"
    yield f"访问 fetched    {how}{fetch['seconds']:.2f} 秒"
    for hop in fetch["redirects"]:
        yield f"  ↪ {hop}"
    if fetch["final_url"] != fetch["url"]:
        yield f"  → {fetch['final_url']}"
    if fetch["defects"]:
        yield f"缺陷 defects    {'、'.join(fetch['defects'])}"
    yield f"robots          {fetch['robots']}"


def lines(found: Explanation, proposals: Sequence[ContentProposal] = ()) -> Iterator[str]:
    """Say what the page is and why, one thing a line."""
    reading = found.reading
    yield f"类别 kind       {KINDS[reading.kind]} {reading.kind}：{why_kind(found)}"
    yield f"页面 class      {reading.page_class} {reading.page_class_sign}".rstrip()
    yield f"编码 charset    {reading.charset}（{reading.charset_reason}）"
    yield f"家族 family     {reading.family}"
    yield f"标题 title      {reading.title}"
    yield f"名称 names      {'、'.join(found.names) or '—'}"
    yield from _published(found)
    yield from _lists(found)
    yield from _rest(found)
    if reading.guide is not None:
        yield from _guide(reading.guide)
    yield from _proposals(proposals)


def _published(found: Explanation) -> Iterator[str]:
    chosen = found.reading.published
    yield f"发布日期 published  {'无' if chosen is None else f'{chosen.value} {chosen.raw}'}"
    for claim in found.reading.claims:
        mark = "▸" if claim == chosen else " "
        source = SOURCES[claim.source]
        yield f"  {mark} {claim.value}  {source}  “{claim.raw}”  {place_word(claim.locator)}"
    silent = [view for view in found.dates if view.source is None and not view.in_row]
    for view in silent:
        day = view.value or "----------"
        yield f"    {day}  {why_date(view)}  “{view.around}”"
    if not found.reading.claims and not silent:
        yield f"    {'有像日期的文字' if found.reading.date_like_text else '页面上没有日期'}"


def _lists(found: Explanation) -> Iterator[str]:
    state = found.reading.list_state
    yield f"列表 list       {state}，候选 {len(found.lists)} 个"
    for view in found.lists:
        mark = "▸" if view.chosen else " "
        yield (
            f"  {mark} {view.value:6.2f}（{view.weight:.2f}）  {view.rows} 条，"
            f"{view.dated} 条有日期  {view.locator}"
        )
        yield f"           {' / '.join(view.samples)}"
    for doubt in doubts(found.reading):
        yield f"    {doubt}"
    if state is not ListState.NONE:
        for item in found.reading.items:
            day = item.date
            source = "" if day is None else SOURCES[day.source]
            flags = " 年份推定" if day is not None and day.inferred_year else ""
            flags += " 置顶" if item.pinned else ""
            yield f"      {day.value if day else '----------'}  {source}{flags}  {item.title}"


def _rest(found: Explanation) -> Iterator[str]:
    for post in found.reading.posts:
        note = f"（{post.note}）" if post.note else ""
        days = f"{post.asked or '—'} → {post.replied or '—'}"
        yield f"来信 letter     {days}  {post.state}{note}  {post.title}"
    for step in found.reading.follow:
        yield f"跟随 follow     {step.purpose}  {step.url}"
    if found.columns:
        named = "、".join(map(_column, found.columns))
        yield f"栏目 columns    {len(found.columns)} 个：{named}"


def _column(one: ColumnLink) -> str:
    """Give a column with its class, behind the names above it; 站外 leaves the site."""
    line = " > ".join((*one.breadcrumb, one.name))
    return f"{line}（{one.column_class}{'，站外' if one.off_site else ''}）"


def _guide(guide: GuideReading) -> Iterator[str]:
    yield "办事指南要素 guide"
    for line in missing_lines(guide, load_lexicon().guide_words.points):
        yield f"  {line}"
    for one in guide.elements:
        place = f"  {one.locator}" if one.locator else ""
        yield f"    {ELEMENTS[one.state]}  {one.name}  {element_note(one)}{place}"
    for file in guide.attachments:
        yield f"  附件 attachment  .{file.claimed}  {file.name}  {file.url or '—'}"
    for system in guide.systems:
        yield f"  在线系统 system  {system.name}  {system.url or '（由脚本打开）'}"


def _proposals(proposals: Sequence[ContentProposal]) -> Iterator[str]:
    """Say what a person should look at; nothing where there is nothing."""
    if proposals:
        yield f"内容提示 content {len(proposals)} 条（{NOT_A_VERDICT}）"
    for one in proposals:
        how = f"{SEVERITIES[one.severity]} {PROPOSALS[one.kind]}（{CERTAINTIES[one.certainty]}）"
        yield f"    {how}  {one.reason}  “{one.text}”  {place_word(one.locator)}"
