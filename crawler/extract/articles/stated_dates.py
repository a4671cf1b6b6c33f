"""Read the dates that a page states for machines: meta tags, JSON-LD, time elements, scripts."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.slow_dates import date_in_words
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Script
from crawler.extract.page.markup import attributes_of
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.dates import DateClaim, DateSource

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_COMPACT = re.compile(
    r"\s*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?\s*\Z"
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*\Z")
_JSON_LD = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')
_TIME_ELEMENTS = (
    "[itemprop~='datePublished' i], time[pubdate], time.published, time.entry-date, abbr.published,"
    " .dt-published, time.entry-time, time.post-date"
)
_TIMES = 50
_TIME_TAGS, _TIME_MARKS = {"time", "abbr"}, ("itemprop=", "dt-published")
_DATE_VALUE = r"[^\"'\n<>]{0,12}(?:19|20)\d\d[-/年.][^\"'\n<>]{3,20}"
_WRITTEN = re.compile(
    r"(?:document\.write(?:ln)?\(|(?P<element>\.(?:html|text)\(|\.(?:innerHTML|innerText)\s*=))\s*"
    rf"(?:[\"'](?P<value>{_DATE_VALUE})[\"']|(?P<name>[A-Za-z_$][\w$]*))"
)
_WRITERS = ("document.write", ".html(", ".text(", ".innerhtml", ".innertext")
_ASSIGNED = re.compile(
    rf"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)\s*=\s*[\"'](?P<value>{_DATE_VALUE})[\"']"
)
_HAS_DAY = re.compile(r"(?:19|20)\d\d[-/年.]")
_PLACE_REACH = 48
"""Characters before what is written in which its element is named."""
_DATES_PLACE = re.compile(r"time|date|pub|rq|sj", re.IGNORECASE)
_OTHER_PLACE = re.compile("updat|modif|today|now|cur|clock|count|end|begin|start", re.IGNORECASE)
_NAMED_VALUE = re.compile(r"[\"']?\s*[:=]\s*[\"'](?P<value>[^\"'\n]{8,40})[\"']")
_OF_PUBLICATION = {None, DateRole.PUBLISH, DateRole.ENTERED, DateRole.STAMP}
_NOT_PUBLISHED = re.compile("updated|modified", re.IGNORECASE)


def day_stated(value: str) -> date | None:
    """Read a whole day from a field: any date form, digits alone, or seconds since 1970."""
    for found in find_dates(value):
        if found.day is not None and found.year is not None and not found.short_year:
            return found.value
    compact = _COMPACT.match(value)
    if compact is not None:
        year, month, day = map(int, compact.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    epoch = _EPOCH.match(value)
    if epoch is not None:
        return datetime.fromtimestamp(int(epoch.group(1)), tz=UTC).astimezone(_SHANGHAI).date()
    return date_in_words(value)


def meta_claims(metas: Mapping[str, str], words: DateWords) -> Iterator[DateClaim]:
    """Read the standard publish tag and its kin."""
    yield from _from_metas(metas, words.publish_metas, DateSource.META)


def structured_claims(
    tree: LexborHTMLParser, metas: Mapping[str, str], words: DateWords
) -> Iterator[DateClaim]:
    """Read JSON-LD, OpenGraph and Dublin Core tags, and time elements, the surest first."""
    yield from _from_metas(metas, words.structured_metas, DateSource.STRUCTURED)
    for script in lay_blocks(tree).scripts:
        match = _JSON_LD.search(script.text) if _is_json_ld(script) else None
        if match is not None:
            yield from _claim(
                match.group(1), DateSource.STRUCTURED, "script[type='application/ld+json']"
            )
    yield from _from_time_elements(tree)


def vague_claims(metas: Mapping[str, str], words: DateWords) -> Iterator[DateClaim]:
    """Read the tags that say only `date`: some sites mean the last change by it."""
    yield from _from_metas(metas, words.vague_metas, DateSource.STRUCTURED)


def script_claims(tree: LexborHTMLParser, words: DateWords) -> list[DateClaim]:
    """Read dates that scripts hold or write; where they disagree they speak of other items."""
    claims: dict[date, DateClaim] = {}
    layout = lay_blocks(tree)
    names = _script_date(words)
    if not any(word in layout.scripts_folded for word in names.words):
        return []
    for script in layout.scripts:
        text = script.text
        if not script.inline or _is_json_ld(script):
            continue
        values = (*_named_values(text, names), *_written_values(text, words))
        for value in values:
            for claim in _claim(value, DateSource.SCRIPT, "script"):
                claims.setdefault(claim.value, claim)
    return list(claims.values()) if len(claims) == 1 else []


def _named_values(text: str, names: "_ScriptNames") -> Iterator[str]:
    """Give what stands behind the names; in one case, as a search in any case is slow."""
    folded = text.replace("\u0130", "i").lower()  # the one letter that would become two
    for name in names.pattern.finditer(folded):
        start = name.start()
        value = _NAMED_VALUE.match(text, name.end())
        apart = start == 0 or not (text[start - 1].isascii() and text[start - 1].isalpha())
        if apart and value is not None:
            yield value["value"]


def _written_values(text: str, words: DateWords) -> Iterator[str]:
    """Give what a script writes into the page, itself or by a variable, if it is a day.

    Into an element only where its name speaks of time, and never what the text calls a clock.
    """
    if not _HAS_DAY.search(text):
        return
    assigned = {found["name"]: found["value"] for found in _ASSIGNED.finditer(text)}
    for written in _WRITTEN.finditer(text):
        place = text[max(0, written.start() - _PLACE_REACH) : written.start()]
        place = f"{place.rpartition(';')[2]} {written['name'] or ''}"
        if _OTHER_PLACE.search(place):
            continue
        if written["element"] and not _DATES_PLACE.search(place):
            continue
        value = written["value"] or assigned.get(written["name"])
        if value and not _is_called_otherwise(value, words):
            yield value


def _is_called_otherwise(value: str, words: DateWords) -> bool:
    """Tell whether what is written says itself that it is no publish date (今天是2015年4月14日)."""
    roles = {role_before(value, found.start, words) for found in find_dates(value)[:1]}
    return not roles <= _OF_PUBLICATION


def _from_metas(
    metas: Mapping[str, str], names: tuple[str, ...], source: DateSource
) -> Iterator[DateClaim]:
    for name in names:
        if name in metas:
            yield from _claim(metas[name], source, f"meta[name='{name}']")


def _from_time_elements(tree: LexborHTMLParser) -> Iterator[DateClaim]:
    layout = lay_blocks(tree)
    if not layout.tags & _TIME_TAGS and not any(mark in layout.source for mark in _TIME_MARKS):
        return
    named = [claim for node in tree.css(_TIME_ELEMENTS)[:4] for claim in _time_claims(node)]
    yield from named or _only_day(tree)


def _time_claims(node: LexborNode) -> Iterator[DateClaim]:
    attributes = node.attributes
    if node.tag == "meta" or _NOT_PUBLISHED.search(attributes.get("class") or ""):
        return
    value = attributes.get("content") or attributes.get("datetime") or attributes.get("title")
    yield from _claim(value or node.text(), DateSource.STRUCTURED, node.tag or "time")


def _only_day(tree: LexborHTMLParser) -> list[DateClaim]:
    """Read time elements without a name: they speak of the article where they name one day alone.

    Comments, events and other articles have days of their own.
    """
    claims = [claim for node in tree.css("time[datetime]")[:_TIMES] for claim in _time_claims(node)]
    return claims[:1] if len({claim.value for claim in claims}) == 1 else []


def _is_json_ld(script: Script) -> bool:
    return (
        "ld+json" in script.written
        and attributes_of(script.written).get("type") == "application/ld+json"
    )


def _claim(raw: str, source: DateSource, locator: str) -> Iterator[DateClaim]:
    value = day_stated(raw)
    if value is not None:
        yield DateClaim(value=value, source=source, raw=raw.strip(), locator=locator)


class _ScriptNames(NamedTuple):
    pattern: re.Pattern[str]
    words: tuple[str, ...]
    """Words of which every script has one that states or writes a date."""


@made_once
def _script_date(words: DateWords) -> _ScriptNames:
    names = "|".join(
        re.escape(name)
        for name in sorted(map(str.lower, words.script_names), key=len, reverse=True)
    )
    folded = {*_WRITERS, *(name.lower() for name in words.script_names)}
    shortest = (
        name for name in folded if not any(other != name and other in name for other in folded)
    )
    return _ScriptNames(re.compile(names), tuple(sorted(shortest)))
