"""Tell lines that say when a page was published, and by whom, where blanks part the words.

Chinese title bars have signs of their own; these are of pages in other scripts.
"""

import re

from crawler.extract.articles.title_places import TitlePlaces
from crawler.extract.dates.date_labels import without_small_words
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_AT = "um|at|às|as|à|a las|alle|ore|kl|klo|om|o godz|godz|в|г. в|г|ob|u|la|la ora|tại|lúc|na"
_CLOCK = (
    rf"[\s,.|/–—-]{{0,4}}(?:(?:{_AT})[.:]?\s{{1,2}})?"
    r"\d{1,2}\s?(?:[:.hH時시]|Uhr|am\b|pm\b)\s?(?:\d\d(?:[:.]\d\d)?)?分?"
)
_ZONE = (
    r"\s?(?:Uhr|hs?\b\.?|hrs?\b\.?|[AaPp]\.?\s?[Mm]\b\.?|[A-Z]{2,4}T\b|ET\b|WIB\b|UTC|UK\b"
    r"|\([A-Z]{2,4}\s?[+-]?\d*\)|مساءً|صباحاً|ص\b|م\b)"
)
_TIME = re.compile(rf"\A(?:\.|\s?(?:г|р|r|թ)\.)?(?:{_CLOCK}(?:{_ZONE}){{0,2}})?\s*")
_PARTING = "|｜·•–—-/,>»:;()（[]→●▪*~›■◆"
_STROKES = _PARTING.replace(",", "")
_BYLINE, _REACH = 140, 60
"""Characters of a byline, and between its first words and the day."""
_SHORT = 80
"""Characters of a line that is no sentence of a text."""
_SENTENCE = re.compile(r"[.!?;](?:\s|\Z)")
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.")
_LOWER = re.compile(r"[a-zà-ÿа-яё]")
_GOES_ON = 30
"""Characters behind a day with which a sentence goes on."""
_NAME = 24
"""Characters beside a day that are a name at most."""
_PARAGRAPH, _PARAGRAPHS = 45, 2
_FAR, _AHEAD = 320, 180
"""Characters behind the title, and before it, within which a day alone is the page's."""
_NEXT_LINE = 4
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})\s*\Z")
_WORD_BEHIND = re.compile(r"\A\s*([^\W\d_]{2,})")
_HEADS = frozenset(
    {
        "header",
        "head",
        "hd",
        "top",
        "topbar",
        "top-bar",
        "masthead",
        "site-header",
        "toolbar",
        "today",
        "clock",
    }
)
"""Names of the part of a page that stands above every text."""
_NOISE = re.compile(r"[\s\d!-/:-@\[-`{-~–—·•«»“”„|｜]+")


def is_parted(before: str, behind: str, words: DateWords) -> bool:
    """Tell whether a day stands apart in its line: between strokes, or with who wrote behind it.

    Weekdays, small words (on, le, am) and a time of day are the day's own.
    """
    ahead = without_small_words(before)
    if ahead and ahead[-1] not in _PARTING:
        return False
    rest = behind[_end_of_time(behind) :]
    return not rest or rest[0] in _PARTING or _by(words).match(rest) is not None


def stands_by_title(
    flow: Flow, found: TextDate, places: TitlePlaces, rest: tuple[str, str], words: DateWords
) -> bool:
    """Tell whether a day, with at most a name beside it (`rest`), stands by the title.

    Behind some paragraphs it must stand apart; in a table its line must follow the title's.
    """
    before, behind = rest
    parted = is_parted(before, behind, words)
    named = len(_NOISE.sub("", before + behind[_end_of_time(behind) :]))
    if named > (_BYLINE if parted else _NAME):
        return False
    rest_behind = behind[_end_of_time(behind) :]
    ahead = without_small_words(before)
    if not parted and (_is_worded(ahead, _WORD_BEFORE) or _is_worded(rest_behind, _WORD_BEHIND)):
        return False
    if flow.zone_at(found.start) & Zone.TABLE and not _is_tables_line(flow, found, places):
        return False
    distance = places.after(found.start)
    if distance > _FAR:
        return places.before(found.end) <= _AHEAD and not _is_in_head(flow, found, places)
    between = flow.text[found.start - distance : found.start].split("\n")
    paragraphs = sum(len(line) >= _PARAGRAPH for line in between[:-1])
    return parted or paragraphs < _PARAGRAPHS


def _is_in_head(flow: Flow, found: TextDate, places: TitlePlaces) -> bool:
    """Tell whether a day above the title stands in the page's head, where its clock does."""
    title = flow.owner_at(max(0, found.end + places.before(found.end) - 1))
    here: Block | None = flow.owner_at(found.start)
    while here is not None and not here.first_block <= title.first_block < here.end_block:
        if here.tag == "header" or not _HEADS.isdisjoint(here.hints.split()):
            return True
        here = here.parent
    return here is not None and not _HEADS.isdisjoint(flow.owner_at(found.start).hints.split())


def _is_worded(beside: str, form: re.Pattern[str]) -> bool:
    """Tell whether a word without a capital touches a day: of a sentence, not of a name."""
    word = form.search(beside)
    return word is not None and word[1].lower() == word[1] != word[1].upper()


def _is_tables_line(flow: Flow, found: TextDate, places: TitlePlaces) -> bool:
    """Tell whether a row of a table holds the day's line alone, right behind the title's."""
    start, _ = flow.line_at(found.start, found.end)
    if places.after(start) > _NEXT_LINE and places.after(found.start) > _NEXT_LINE:
        return False
    here: Block | None = flow.owner_at(found.start)
    while here is not None and here.tag != "tr":
        here = here.parent
    return here is None or _cells(here) == 1


def _cells(row: Block) -> int:
    return sum(cell.tag in {"td", "th"} for cell in row.children)


def is_published_by(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether the line begins by saying who published it (Posted by miller on …)."""
    start, _ = flow.line_at(found.start, found.end)
    before = flow.text[max(start, found.start - _BYLINE) : found.start]
    verb = None
    for one in _verbs(words).finditer(before):
        verb = one
    if verb is None or len(before) - verb.end() > _REACH:
        return False
    return _SENTENCE.search(_INITIAL.sub("", before[verb.end() :])) is None


def is_in_sentence(flow: Flow, found: TextDate, start: int, words: DateWords) -> bool:
    """Tell whether a label, at this place, and its day are words of a sentence.

    A label that begins its element is none's, unless the sentence goes on behind the day; who
    wrote, and where it is filed, may follow.
    """
    if is_published_by(flow, found, words):
        return False
    first, last = flow.line_at(start, found.end)
    behind = flow.text[found.end : last]
    rest = behind[_end_of_time(behind) :]
    if len(rest) > _GOES_ON and _LOWER.match(rest) and not _by(words).match(rest):
        return True
    ahead = flow.text[first:start].rstrip()
    if not ahead or ahead[-1] in _STROKES or last - first <= _SHORT:
        return False
    return not flow.text.startswith(flow.piece_at(start), start)


def _end_of_time(behind: str) -> int:
    match = _TIME.match(behind)
    return match.end() if match is not None else 0


@made_once
def _verbs(words: DateWords) -> re.Pattern[str]:
    some = "|".join(map(re.escape, sorted(words.bylines, key=len, reverse=True)))
    return re.compile(rf"(?:\A|[|·•–—>»(]|\s{{2}})\s*(?:{some})(?![^\W\d_])", re.IGNORECASE)


@made_once
def _by(words: DateWords) -> re.Pattern[str]:
    some = "|".join(map(re.escape, sorted(words.by, key=len, reverse=True)))
    return re.compile(rf"(?:{some})(?![^\W\d_])", re.IGNORECASE)
