"""Decide on which day a page was published (vocabulary §7), and keep every claim it makes."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.articles.archive_page import is_archive
from crawler.extract.articles.companions import companion_in
from crawler.extract.articles.date_signs import holds_date_signs
from crawler.extract.articles.loose_dates import looks_dated
from crawler.extract.articles.publish_columns import column_claims
from crawler.extract.articles.ranks import LABELLED, Rank
from crawler.extract.articles.stated_dates import (
    meta_claims,
    script_claims,
    structured_claims,
    vague_claims,
)
from crawler.extract.articles.visible_dates import Seen, seen_dates
from crawler.extract.articles.yearless_days import yearless_claims
from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.possible_days import is_possible, latest_possible
from crawler.extract.dates.stamps import shanghai_day
from crawler.extract.dates.url_dates import url_date
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.title import linked_title_end, title_ends
from schema.types.date_words import DateRole, DateWords
from schema.types.dates import DateClaim, DateSource

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SOURCE = 8
"""Characters of 信息来源： and a blank behind it."""
_AGO = re.compile(r"\d\s?(?:天|小时|分钟|个月|年)前|昨天|前天")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    """A page as the date readers see it."""

    tree: LexborHTMLParser
    layout: Layout
    metas: dict[str, str]
    title: str
    url: str | None
    fetched_at: datetime | None

    @property
    def flow(self) -> Flow:
        """The visible text."""
        return self.layout.flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The publish date with all claims; `plain` tells that the page itself says so by its title."""

    chosen: DateClaim | None
    claims: tuple[DateClaim, ...]
    plain: bool
    place: Block | None = None
    """The element that the chosen date was seen in; None where it was not seen, only stated."""


def read_published(page: DatedPage, words: DateWords) -> Published:
    """Read the publish date in the order of vocabulary §7; None is better than a wrong one."""
    latest = latest_possible(page.fetched_at)
    today = page.fetched_at.astimezone(_SHANGHAI).date() if page.fetched_at else None
    ends, order = _title_ends(page, words), page.flow.order
    seen = [
        found
        for found in seen_dates(page.flow, ends, words, today, title=page.title)
        if is_possible(found.value, latest)
    ]
    if is_archive(page.layout):
        seen = []  # each day is an entry's
    shown = [found for found in seen if not found.hidden]
    plain = [_from_seen(page, found) for found in shown if found.rank is not Rank.BY_TITLE]
    visible = [claim for claim in plain if claim.source is DateSource.VISIBLE]
    cells = [claim for claim in plain if claim.source is DateSource.PUBLISH_CELL]
    alone = [_from_seen(page, found) for found in shown if found.rank is Rank.BY_TITLE]
    ordered = (
        *visible,
        *meta_claims(page.metas, words, order),
        *cells,
        *column_claims(page.layout, words),
        *structured_claims(page.tree, page.metas, words, order),
        *script_claims(page.tree, words),
        *alone,
        *yearless_claims(page.layout, ends, words),
        *vague_claims(page.metas, words, order),
        *_url_claims(page.url),
        *_document_claims(page.flow, words),
    )
    told = map(_in_shanghai, ordered) if page.flow.chinese else ordered
    claims = _distinct([claim for claim in told if is_possible(claim.value, latest)])
    unseen = [_from_seen(page, found) for found in seen if found.hidden]
    whole = (claim for claim in claims if claim.precision == "day" and _may_be_chosen(claim))
    chosen = next(whole, None)
    return Published(
        chosen=chosen,
        claims=(*claims, *_distinct(unseen)),
        plain=bool(visible or cells),
        place=_place_of(page, chosen, seen),
    )


def _title_ends(page: DatedPage, words: DateWords) -> list[int]:
    """Give where the title ends; the site's name in its place may sign the text as well.

    Behind 来源： it is no title but the source.
    """
    ends = title_ends(page.flow, page.title)
    if not ends and not page.flow.chinese:
        ends = linked_title_end(page.flow, page.title)
    if not page.title.endswith(words.names_of_sites):
        return ends
    prose = page.flow.text.find("。")
    return [
        end
        for end in ends
        if (prose < 0 or end <= prose) and not _is_source(page.flow, end - len(page.title), words)
    ]


def _is_source(flow: Flow, place: int, words: DateWords) -> bool:
    """Tell whether a word of title bars with its colon stands right before a place."""
    before = flow.text[max(0, place - _SOURCE) : place].rstrip()
    return before.endswith((":", "：")) and companion_in(before.rpartition("\n")[2], words)


def _in_shanghai(claim: DateClaim) -> DateClaim:
    """Tell the day of a stamp in another zone by Shanghai's clock, as the page's readers do."""
    day = shanghai_day(claim.raw)
    return claim if day is None else replace(claim, value=day)


def has_date_like_text(page: DatedPage, words: DateWords) -> bool:
    """Tell whether text is left that looks like a date and is no clock, counter or footer."""
    flow = page.flow
    for found in flow.dates:
        if flow.zone_at(found.start) & Zone.FOOT:
            continue
        if role_before(flow.text, found.start, words) is not DateRole.CLOCK:
            return True
    if _AGO.search(flow.text) is not None or holds_date_signs(page.layout, words):
        return True
    return looks_dated(flow)


def _place_of(page: DatedPage, chosen: DateClaim | None, seen: list[Seen]) -> Block | None:
    if chosen is None or chosen.locator is None:
        return None
    owners = (page.flow.owner_at(found.place) for found in seen if found.value == chosen.value)
    return next((one for one in owners if page.layout.path_of(one) == chosen.locator), None)


def _from_seen(page: DatedPage, found: Seen) -> DateClaim:
    in_cell = found.in_document_table and found.rank in LABELLED
    shown = DateSource.PUBLISH_CELL if in_cell else DateSource.VISIBLE
    return DateClaim(
        value=found.value,
        source=DateSource.UNSEEN if found.hidden else shown,
        raw=found.raw,
        locator=page.layout.path_of(page.flow.owner_at(found.place)),
    )


def _may_be_chosen(claim: DateClaim) -> bool:
    """Tell whether the claim speaks of publication: 成文日期 is earlier, and only kept beside."""
    return claim.source is not DateSource.DOCUMENT


def _document_claims(flow: Flow, words: DateWords) -> list[DateClaim]:
    """Keep 成文日期 for what it is."""
    return [
        DateClaim(value=found.value, source=DateSource.DOCUMENT, raw=found.raw)
        for found in flow.dates
        if found.value is not None
        and found.day is not None
        and role_before(flow.text, found.start, words) is DateRole.DOCUMENT
    ]


def _url_claims(url: str | None) -> tuple[DateClaim, ...]:
    found = url_date(url) if url else None
    value = found.value if found is not None else None
    if found is None or value is None:
        return ()
    claim = DateClaim(value=value, source=DateSource.URL, raw=found.raw)
    return (claim if found.day is not None else replace(claim, precision="month"),)


def _distinct(claims: list[DateClaim]) -> tuple[DateClaim, ...]:
    """Keep the first claim of each day and source."""
    kept: dict[tuple[date, DateSource], DateClaim] = {}
    for claim in claims:
        kept.setdefault((claim.value, claim.source), claim)
    return tuple(kept.values())
