"""Read the dates that a page states for machines: meta tags, JSON-LD, time elements, scripts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.articles.archive_page import is_archive
from crawler.extract.articles.linked_data import is_linked_data, linked_claims
from crawler.extract.articles.stated_days import claim as stated
from crawler.extract.articles.time_elements import element_claims
from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.page.laying import lay_blocks
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.dates import DateClaim, DateSource

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


def meta_claims(metas: Mapping[str, str], words: DateWords, order: DayOrder) -> Iterator[DateClaim]:
    """Read the standard publish tag and its kin."""
    yield from _from_metas(metas, words.publish_metas, DateSource.META, order)


def structured_claims(
    tree: LexborHTMLParser, metas: Mapping[str, str], words: DateWords, order: DayOrder
) -> Iterator[DateClaim]:
    """Read OpenGraph and Dublin Core tags, linked data, and elements, the surest first."""
    yield from _from_metas(metas, words.structured_metas, DateSource.STRUCTURED, order)
    yield from linked_claims(tree, order)
    if not is_archive(lay_blocks(tree)):
        yield from element_claims(tree, order)


def vague_claims(
    metas: Mapping[str, str], words: DateWords, order: DayOrder
) -> Iterator[DateClaim]:
    """Read the tags that say only `date`: some sites mean the last change by it."""
    yield from _from_metas(metas, words.vague_metas, DateSource.STRUCTURED, order)


def script_claims(tree: LexborHTMLParser, words: DateWords) -> list[DateClaim]:
    """Read dates that scripts hold or write; where they disagree they speak of other items."""
    claims: dict[date, DateClaim] = {}
    layout = lay_blocks(tree)
    names = _script_date(words)
    if not any(word in layout.scripts_folded for word in names.words):
        return []
    for script in layout.scripts:
        text = script.text
        if not script.inline or is_linked_data(script):
            continue
        values = (*_named_values(text, names), *_written_values(text, words))
        for value in values:
            for claim in stated(value, DateSource.SCRIPT, "script"):
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
    metas: Mapping[str, str], names: tuple[str, ...], source: DateSource, order: DayOrder
) -> Iterator[DateClaim]:
    for name in names:
        if name in metas:
            yield from stated(metas[name], source, f"meta[name='{name}']", order)


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
