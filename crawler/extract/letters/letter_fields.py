"""Read the labelled parts of a letter's page (来信时间, 回复内容) with what stands behind."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from crawler.extract.letters.letter_bounds import Bounds
from crawler.extract.letters.letter_elements import Label, whole_elements
from crawler.extract.letters.letter_marks import marked_pair
from crawler.extract.page.layout import Layout
from crawler.extract.text.letter_state import state_of_words
from crawler.extract.text.made_once import made_once
from crawler.extract.text.words_in import WordSet
from schema.types.letter_words import LetterWords

_MAY_REPLY = frozenset({"reply", "replied", "unit", "state"})
"""Kinds of labels under which a reply may stand."""
_SHORT = 8
"""Characters of a heading over links."""
_DAY = r"[（(\[【](?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[^）)\]】\n]{0,12})[）)\]】]\s?(?=[:：])"
"""The day that many guestbooks write between a label and its colon: 管理员回复（2015-4-14）："""
_KINDS = ("asked", "replied", "state", "title", "question", "reply", "unit", "open", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterField:
    """One label of a page; `value` is tidy, `below` what stands under the label's own line."""

    kind: str
    label: str
    value: str
    below: str
    pictured: bool = False
    """A picture stands behind the label: it may be what the label announces."""
    linked: bool = False
    """Nothing but a list of links stands behind the label: of other pages, or the reply itself."""
    bare: frozenset[str] = frozenset()
    """The ids of elements that hold nothing, and that a script finds, behind the label instead."""
    beside: bool = True
    """The value begins in the label's line, or under a label that has a line of its own.

    Behind a label that ends the line of another, an empty value goes over into other text.
    """


class _Labels(NamedTuple):
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    words: WordSet
    """The labels and names that a letter needs."""
    dates: tuple[str, ...]
    telling: tuple[str, ...]
    """The labels of which every letter has one."""
    weak: re.Pattern[str]
    """The labels that tell only beside a letter's date (问：)."""
    some: re.Pattern[str]
    """A telling label with what stands behind labels: a look that is cheap on long texts."""
    signed: re.Pattern[str]
    """A line that names the unit before the word of replying (县住建局回复：, 【县住建局回复】)."""


def speaks_of_letter(text: str, words: LetterWords, pieces: Sequence[str] = ()) -> bool:
    """Tell whether a text holds a label that every letter has: its text's, or its reply's.

    The labels of the days of asking and of replying do as well. Of the text's pieces, each one
    element's, a whole one may be such a label where nothing parts it from its value, and two may
    be the marks of a question and its answer.
    """
    labels = _labels(words)
    found = labels.words.found_in(text)
    dated = not found.isdisjoint(labels.dates)
    if marked_pair(pieces, words) is not None:
        return True
    if not dated and not _holds_both(found, words):
        return False
    if not found.isdisjoint(labels.telling) and labels.some.search(text):
        return True
    if not found.isdisjoint(words.asked) and not found.isdisjoint(words.replied):
        return True
    if dated and labels.weak.search(text) is not None:
        return True
    return not found.isdisjoint(labels.telling) and any(
        "".join(piece.split()) in labels.telling for piece in pieces
    )


def _holds_both(found: frozenset[str], words: LetterWords) -> bool:
    """Tell whether the words of a question stand beside those of a reply or of a person.

    Words that are no letter's alone (问题) want both beside them.
    """
    replies = not found.isdisjoint(words.reply_labels)
    person = not found.isdisjoint(words.persons)
    if replies and person and not found.isdisjoint(words.asked_beside_person):
        return True
    asks = {label for label in words.question_labels if len(label) > 1 and label in found}
    sure = not asks <= {*words.weak_labels}
    return (sure and (replies or person)) or (bool(asks) and replies and person)


def letter_fields(layout: Layout, words: LetterWords) -> list[LetterField]:
    """Read the labels with what stands behind each: to the next label, or its row or box ends."""
    text = layout.whole
    kinds = _labels(words).kinds
    bounds = Bounds(layout)
    found = _found(text, words, bounds, whole_elements(layout, _labels(words).kinds, words))
    own = [start for start, _, label in found if kinds.get(label, "other") != "other"]
    box_end = bounds.end_of_box(own) if own else len(text)
    ends = [*(start for start, _, _ in found), len(text)][1:]
    fields = []
    for (start, begin, label), end in zip(found, ends, strict=True):
        kind = kinds.get(label, "other")
        last = min(end, box_end, row_end := bounds.end_of_row(start, begin))
        if kind in _MAY_REPLY and last == row_end:
            last = bounds.end_of_lone_cells(row_end, min(end, box_end))
        place = bounds.cell_below(start, kinds) or (begin, max(begin, last))
        cut = bounds.end_before_links(*place) if kind in _MAY_REPLY else place[1]
        raw = _before_page_lines(text[place[0] : cut], words)
        if cut < place[1] and _is_heading(raw, words):
            raw = ""
        waits = kind == "reply" and not raw.strip()
        fields.append(
            LetterField(
                kind=kind,
                label=label,
                value=_tidy(raw),
                below=_tidy(raw.partition("\n")[2]),
                pictured=kind == "reply" and bounds.holds_picture(*place),
                linked=waits and cut < place[1],
                bare=bounds.bare_places(*place) if waits else frozenset(),
                beside=bool(raw.partition("\n")[0].strip()) or _begins_line(text, start),
            )
        )
    return fields


def _is_heading(raw: str, words: LetterWords) -> bool:
    """Tell what stands alone before a list of links from a state, which is a value."""
    alone = len(raw.strip()) <= _SHORT and "。" not in raw
    return alone and state_of_words(raw, words, exact=True) is None


@made_once
def _labels(words: LetterWords) -> _Labels:
    groups = (
        words.asked,
        words.replied,
        words.state_labels,
        words.title_labels,
        words.question_labels,
        words.reply_labels,
        words.unit_labels,
        words.open_labels,
        (*words.other_labels, *words.ending_labels),
    )
    kinds: dict[str, str] = {}
    for kind, group in zip(_KINDS, groups, strict=True):
        for label in group:
            kinds.setdefault(label, kind)
    ordered = sorted({*kinds, *words.persons}, key=len, reverse=True)
    some = _spaced(ordered)
    end = (
        rf"(?P<shut>[\]】])?\s?(?:{_DAY})?(?:(?P<colon>[:：])|(?=\n|\Z)|(?<=[\]】])|(?<=[\]】]\s))"
    )
    days = (*words.asked, *words.replied)
    dated = "|".join(label for label in days if label.endswith("于"))
    labels = (*words.question_labels, *words.reply_labels)
    telling = tuple(label for label in labels if label not in words.weak_labels)
    tails = _spaced(sorted(words.signed_tails, key=len, reverse=True))
    return _Labels(
        pattern=re.compile(f"(?P<label>{some}){end}|(?P<dated>{dated})(?=\\s?\\d{{4}})"),
        kinds=kinds,
        words=WordSet((*days, *labels, *words.persons, *words.asked_beside_person)),
        dates=days,
        telling=telling,
        weak=re.compile(f"(?:{_spaced(words.weak_labels)})\\s?[:：]"),
        some=re.compile(f"(?:{_spaced(telling)}){end}"),
        signed=re.compile(
            rf"(?m)^[ \t]*(?P<open>[【\[])?(?P<by>[^\n:：，。；？！,;?!【\[]{{2,24}}?)(?:{tails})"
            r"(?(open)[】\]](?:[ \t]?[:：]|[ \t]*$)|[ \t]?[:：])"
        ),
    )


def _spaced(labels: Iterable[str]) -> str:
    """Give a pattern of labels whose characters may stand apart."""
    return "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in labels)


def _found(text: str, words: LetterWords, bounds: Bounds, whole: Sequence[Label]) -> list[Label]:
    """Give each label of the page, in order."""
    found: list[Label] = []
    for start, match in _labels_in(text, _labels(words).pattern, bounds):
        label = "".join((match["label"] or match["dated"]).split())
        sure = match["colon"] or match["dated"]
        bare = label not in words.needs_colon and (match["shut"] or _begins_line(text, start))
        if (sure or bare) and match["day"] and label in words.reply_labels:
            found.append((start, match.start("day"), words.replied[0]))
            found.append((match.end("day"), match.end(), label))
        elif sure or bare:
            found.append((start, match.end(), label))
    starts = {start for start, _, _ in found}
    found += [one for one in whole if one[0] not in starts]
    return sorted((*found, *_signed(text, words, found)))


def _signed(text: str, words: LetterWords, known: Sequence[Label]) -> Iterator[Label]:
    """Give the lines where a unit's name stands before the word of replying."""
    ends = {begin for _, begin, _ in known}
    starts = {start for start, _, _ in known}
    for match in _labels(words).signed.finditer(text):
        asks = any(word in match["by"] for word in words.reply_wishes)
        labelled = match.end() in ends or (match["open"] and match.start("open") in starts)
        if not labelled and not asks:
            yield match.start(), match.end(), words.reply_labels[0]


def _labels_in(
    text: str, pattern: re.Pattern[str], bounds: Bounds
) -> Iterator[tuple[int, re.Match[str]]]:
    """Give the labels behind a separator or at an element's start, with the bracket before them."""
    place = 0
    while (match := pattern.search(text, place)) is not None:
        start = match.start()
        if start > place and text[start - 1] in "[【" and _stands(text, start - 1, match, bounds):
            start -= 1
        if _stands(text, start, match, bounds):
            yield start, match
            place = match.end()
        else:
            place = match.start() + 1


def _stands(text: str, place: int, match: re.Match[str], bounds: Bounds) -> bool:
    if _is_apart(text, place):
        return True
    opened = text[place - 1] in "（("  # （来信时间：2024-05-14） behind the question
    return bool(match["colon"]) and (opened or bounds.begins_element(place))


def _is_apart(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in "|｜;；，," or text[place - 1].isspace()


def _begins_line(text: str, place: int) -> bool:
    while place > 0 and text[place - 1] == " ":
        place -= 1
    return place == 0 or text[place - 1] == "\n"


def _before_page_lines(text: str, words: LetterWords) -> str:
    """Cut a value where the page's own lines begin: its clock, its counter."""
    begins = (line.lstrip().startswith(words.page_lines) for line in text.split("\n"))
    kept = takewhile(lambda pair: not pair[1], zip(text.split("\n"), begins, strict=True))
    return "\n".join(line for line, _ in kept)


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
