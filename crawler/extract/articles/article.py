"""Tell an article by its own signs: the standard tags, the title bar, the body of text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.extract.articles.companions import companion_place, companions_in
from crawler.extract.articles.published import DatedPage, Published
from crawler.extract.dates.date_text import find_dates
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.page.blocks import Anchor
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.title import document_title, title_ends, title_parts
from crawler.extract.text.made_once import made_once
from crawler.extract.text.words_in import WordSet
from schema.types.date_words import DateWords
from schema.types.page_signs import PageSigns

_HEAD = 8000
_BAR = 80
_ROWS = 4
_PARAGRAPH = 45
_GUIDE_LABELS = 4
_BLANKS = r"[ \u3000\xa0]{1,3}"
_SPREAD = re.compile(rf"[办受申](?:{_BLANKS}[理请报]){_BLANKS}[\u4e00-\u9fff]")
"""A heading that is spread with blanks to one width (办 理 地 点)."""
_BETWEEN = re.compile(rf"(?<=[\u4e00-\u9fff]){_BLANKS}(?=[\u4e00-\u9fff])")
_LINKED_TITLE = 8
_LONGEST_BAR = 160
_STEPS, _BESIDE = 3, 40
"""Elements around a link that may be its row, and characters that stand beside it there."""
_HEADLINE = 10
"""Characters: names of columns are shorter, or stand in a link that leads to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSigns:
    """What on a page speaks for an article."""

    tagged: bool
    """ArticleTitle and PubDate, or OpenGraph's type, say so."""
    title_bar: bool
    """The publish date stands by the title."""
    named_bar: bool
    """Words of a title bar (来源, 字号, 浏览) stand by the title, dated or not."""
    crumb: bool
    """The breadcrumb (当前位置) ends in 正文 or the like."""
    headed: bool
    """The page's title is shown, is no site's or column's name, and no link is called so.

    Where no such title is known, a whole title bar (source, counter, date) speaks for one.
    """
    headline: bool
    """It is too long for a column's name besides."""
    prose: int
    """Characters in blocks of text that are longer than a headline and no link."""


def article_signs(
    page: DatedPage, published: Published, rows: ListReading, words: DateWords
) -> ArticleSigns:
    """Gather the signs of an article; a date inside a row of the list is the row's."""
    own = is_headed(page, words)
    return ArticleSigns(
        tagged=is_tagged(page.metas),
        title_bar=(
            published.plain
            and not _in_a_row(published, rows)
            and not is_behind_link(page, published)
        ),
        named_bar=_named_bar(page, words),
        crumb=ends_in_article(page.flow.text, words),
        headed=own or _in_whole_bar(page, published, words),
        headline=own and len(page.title) >= _HEADLINE,
        prose=prose_length(page.flow),
    )


def is_tagged(metas: Mapping[str, str]) -> bool:
    """Tell whether the standard tags, or OpenGraph's type, say that the page is an article."""
    if metas.get("articletitle") and metas.get("pubdate"):
        return True
    return metas.get("og:type", "").lower() in {"article", "news"}


def _in_a_row(published: Published, rows: ListReading) -> bool:
    place = published.chosen.locator if published.chosen is not None else None
    dated = sum(item.date is not None for item in rows.items)
    if place is None or dated < _ROWS:
        return False  # a title bar may itself look like a row or two
    if any(
        item.locator is not None and f"{place}>".startswith(f"{item.locator}>")
        for item in rows.items
    ):
        return True
    seen = published.place  # a row may go on in the elements behind its own (li li, dt dd)
    return seen is not None and any(begin <= seen.first_text < end for begin, end in rows.spans)


def is_behind_link(page: DatedPage, published: Published) -> bool:
    """Tell whether the date stands behind a link with a title that is not the page's: a row's.

    Under a headline such a link is the source.
    """
    flow, place = page.flow, published.place
    if place is None or place not in flow.owners or len(page.title) >= _HEADLINE:
        return False
    start = flow.starts[flow.owners.index(place)]
    line, _ = flow.line_at(start, start)
    named = document_title(page.tree)
    return any(
        flow.zone_at(place) & Zone.LINK
        and len(flow.piece_at(place)) >= _LINKED_TITLE
        and flow.piece_at(place) not in named
        for place in (line, max(0, line - 2))
    )


def _in_whole_bar(page: DatedPage, published: Published, words: DateWords) -> bool:
    """Tell whether the date stands in a line with two words of title bars or more."""
    flow, place = page.flow, published.place
    if place is None or place not in flow.owners:
        return False
    start = flow.starts[flow.owners.index(place)]
    line, end = flow.line_at(start, start)
    return len(set(companions_in(flow.text[line : min(end, line + _LONGEST_BAR)], words))) > 1


def _named_bar(page: DatedPage, words: DateWords) -> bool:
    """Tell whether a word of title bars stands behind the title, and not in the page's footer."""
    flow = page.flow
    places = (
        companion_place(flow.text, end, end + _BAR, words) for end in title_ends(flow, page.title)
    )
    return any(place is not None and not flow.zone_at(place) & Zone.FOOT for place in places)


def is_headed(page: DatedPage, words: DateWords) -> bool:
    """Tell whether the page is headed by a title of its own, not by a site's or column's name.

    What a page is called stands first in the document's title; a site's name stands last.
    """
    whole = document_title(page.tree)
    own = next(iter(title_parts(whole)), "") if page.title == whole else page.title
    if not own or own.endswith(words.names_of_sites):
        return False
    if own in {page.metas.get("sitename"), page.metas.get("columnname")}:
        return False
    if not _leads(own, whole, words) and own != page.metas.get("articletitle"):
        return False
    named_so = any(
        anchor.text == own and not _is_in_dated_row(page.layout, anchor)
        for anchor in page.layout.anchors
    )
    return not named_so and bool(title_ends(page.flow, own))


def _is_in_dated_row(layout: Layout, anchor: Anchor) -> bool:
    """Tell a link of a list of news, which has its day beside it: no menu's, no breadcrumb's."""
    box = anchor.block.parent
    for _ in range(_STEPS):
        beside = layout.text_of(box).replace(anchor.text, "", 1) if box is not None else ""
        if box is None or len(beside) > _BESIDE:
            return False
        if find_dates(beside):
            return True
        box = box.parent
    return False


def _leads(title: str, whole: str, words: DateWords) -> bool:
    """Tell whether a title is the page's own part of the document's, be names before it.

    Some sites put their own name first.
    """
    parts = title_parts(whole)
    if len(parts) > 1 and parts[0].endswith(words.names_of_sites):
        parts = parts[1:]
    first = "".join(parts[:1])
    return "".join(first.split()) == "".join(title.split()) or first.endswith(f" {title}")


def ends_in_article(text: str, words: DateWords) -> bool:
    """Tell whether a breadcrumb near the head of the page ends in 正文 or the like."""
    return _crumbs(words).search(text, 0, _HEAD) is not None


@made_once
def _crumbs(words: DateWords) -> re.Pattern[str]:
    last = "|".join(re.escape(word) for word in words.article_crumbs)
    return re.compile(
        rf"(?:位置|首\s?页)[^\n]{{0,120}}\n?[^\n]{{0,60}}[>＞»›/→-]\s{{0,4}}(?:{last})\s{{0,4}}(?:\n|\Z)"
    )


def prose_length(flow: Flow) -> int:
    """Count the characters of paragraphs: long stretches outside links and footers."""
    if not flow.starts:
        return 0  # a page without a body: a frameset
    total = 0
    run = 0
    ends = (*flow.starts[1:], len(flow.text))
    for start, end, zone in zip(flow.starts, ends, flow.zones, strict=True):
        if zone & (Zone.LINK | Zone.FOOT):
            total, run = total + (run if run >= _PARAGRAPH else 0), 0
            continue
        run += end - start
        if flow.text[end - 1 : end] == "\n":
            total, run = total + (run if run >= _PARAGRAPH else 0), 0
    return total + (run if run >= _PARAGRAPH else 0)


def is_service_guide(flow: Flow, signs: PageSigns) -> bool:
    """Tell a service guide (办事指南) by the headings that every one of them has."""
    labels = _guide_labels(signs)
    if len(labels.found_in(flow.text)) > _GUIDE_LABELS:
        return True
    spread = _SPREAD.search(flow.text) is not None
    return spread and len(labels.found_in(_BETWEEN.sub("", flow.text))) > _GUIDE_LABELS


@made_once
def _guide_labels(signs: PageSigns) -> WordSet:
    return WordSet(signs.guide_labels)
