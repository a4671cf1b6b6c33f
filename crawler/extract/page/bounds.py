"""Keep what is parsed within bounds: some pages are built to cost more than a whole site."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice
from math import isqrt

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.markup import VOID_TAGS, tokens
from crawler.extract.page.markup_scan import (
    FORMATTING,
    PARTING,
    UNMOVED,
    WRITTEN,
    Scan,
    Tag,
    attributes_in,
    tag_at,
)

MOST_BYTES = 2_000_000
"""Bytes of a body that are read; real pages have at most a quarter of it."""

_CALM = 60_000
"""Characters below which depth and attributes cannot cost much, whatever a page holds."""
_MOST_TAGS = 60_000
_MOST_NESTED = 3_000
"""The parser looks through all open elements at some tags: depth costs its square."""
_MOST_LOOKS = 40_000_000
"""Open elements that may be looked at by all tags together."""
_FIRST_STARTS, _FIRST_TAGS = 1_500, 10_000
"""Beginnings of elements, or tags, behind which the text is parsed once to see its depth."""
_MOST_CHOICES = 8_000
"""The parser looks through all options of a list at each: their number costs its square."""
_MOST_COMPARED = 20_000_000
"""The parser compares each attribute with all before it: their number costs its square."""
_ENOUGH = 1 + isqrt(_MOST_COMPARED)
"""Attributes of one tag that are too many by themselves: nobody counts the rest."""
_FEW = 600
"""Characters of a tag that cannot hold enough attributes to cost much."""
_MOST_REOPENED = 150_000
"""Elements that may be opened once more because formatting stays open beyond its block."""
_SHARE = 16
"""Characters of a formatting tag that cost as much as one element when it is opened again."""
_MOST_ALIKE = 3
"""Elements of one kind that are opened again (HTML, 13.2.4.3)."""
_MOST_DOUBTS = 5

_TAGS, _ATTRIBUTES, _DEPTH = (
    "more tags than are read",
    "more attributes than are read",
    "nested deeper than is read",
)
_CHOICES, _REOPENED, _UNCLEAR = (
    "more options than are read",
    "more formatting left open than is read",
    "markup that may be read in two ways",
)

_MERGING = frozenset({"html", "body"})
"""Elements that each further tag of their name adds its attributes to."""
_MERGES = re.compile(r"<(?i:html|body)[\s/]")
_MOST_MERGING = 10
_FORMATS = re.compile(
    r"<(?=[bcefinstuBCEFINSTU])"
    rf"((?i:[bisu]|big|code|em|font|nobr|small|strike|strong|tt)(?=[\s/>]){WRITTEN[1:-1]})"
)
_LINKS = re.compile(rf"<[aA](?=[\s/]){WRITTEN}")
_LONG_TAG = re.compile(rf"<(?=[A-Za-z][^<>]{{0,{_FEW}}}+(?!>))")
_QUOTED_BRACKET = re.compile(r"""=\s*+(?:"[^"<>]*+|'[^'<>]*+)>""")
"""Where a tag may go on behind a bracket."""
_MOST_LONG = 300
_VOID = re.compile(rf"<(?:{'|'.join(VOID_TAGS)})(?=[ >])")


def bounded(text: str) -> tuple[str, str]:
    """Cut a text before it gets too dear, and say why; the reason is empty for a whole text."""
    reasons = []
    if len(text) > _CALM and text.count("<") > _MOST_TAGS:
        text = _with_fewer_tags(text)
        reasons.append(_TAGS)
    if not _is_calm(text):
        place, reason = _Costs(text).bound()
        text = text[:place]
        reasons.append(reason)
    return text, ", ".join(filter(None, reasons))


def _with_fewer_tags(text: str) -> str:
    place = -1
    for _ in range(_MOST_TAGS):
        place = text.find("<", place + 1)
    return text[:place]


def _is_calm(text: str) -> bool:
    """Tell whether a text cannot cost much; for one that is not, its tags are looked at."""
    tags = text.count("<")
    if len(text) > _CALM and (tags >= _FIRST_TAGS or _has_long_tags(text)):
        return False
    return tags * _most_formatting(text) <= _MOST_REOPENED


def _has_long_tags(text: str) -> bool:
    """Tell whether there may be tags with many attributes, if everything were a tag."""
    if sum(1 for _ in _MERGES.finditer(text)) > _MOST_MERGING:
        return True
    starts = set(_long_tags(text))
    starts.update(text.rfind("<", 0, found.start()) for found in _QUOTED_BRACKET.finditer(text))
    compared = read = 0
    for start in sorted(starts)[: _MOST_LONG + 1]:
        tag = tag_at(text, start)
        if tag is not None and len(tag[3]) > _FEW:
            read += len(tag[3])
            compared += attributes_in(tag[3], _ENOUGH) ** 2
        if compared > _MOST_COMPARED or read > 2 * len(text):
            return True
    return len(starts) > _MOST_LONG


def _long_tags(text: str) -> Iterator[int]:
    """Give the places where a long tag may begin: the pattern is asked only of what is long."""
    pieces = text.split("<")
    places = accumulate(map(len, pieces), lambda place, length: place + 1 + length)
    for place, piece in zip(places, islice(pieces, 1, None), strict=False):
        if (len(piece) > _FEW or ">" not in piece) and _LONG_TAG.match(text, place):
            yield place


def _most_formatting(text: str) -> int:
    """Give the weight that formatting elements have at most, if no end tag closes one."""
    weight = max(map(_weight, map(len, _LINKS.findall(text))), default=0)
    for written, number in Counter(_FORMATS.findall(text)).items():
        # What is long may be no tag, and hide many.
        each = _weight(len(written)) if len(written) < _FEW else len(written)
        weight += each * min(number, _MOST_ALIKE)
    return weight


def _weight(length: int) -> int:
    return 1 + length // _SHARE


class _Costs:
    """Adds up what the tags of a text can cost at most, and tries a part where that is much."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags = self.starts = self.choices = self.compared = self.merged = 0
        self.due: float = _FIRST_TAGS
        self.may_be_deep = text.count("<") >= _FIRST_TAGS
        self.good = 0
        """A place that the text was tried up to: what stands before it is within the bounds."""
        self.formats = _Formats()
        self.reopened = self.doubts = 0

    def bound(self) -> tuple[int, str]:
        """Give the place where the text is cut, and why."""
        scan = Scan(self.text)
        place, reason = len(self.text), ""
        for tag in scan.tags():
            reason = self._refuse(tag)
            if reason:
                place = tag[0]
                break
        if scan.unclear is not None and not reason:
            place, reason = scan.unclear, _UNCLEAR
        if reason != _DEPTH and self.may_be_deep and not self._is_borne(place):
            return self.good, _DEPTH
        return (self.good if reason == _DEPTH else place), reason

    def _refuse(self, tag: Tag) -> str:
        """Say why this tag is one too many."""
        start, ends, name, written = tag
        self.tags += 1
        self.starts += not ends
        if self.tags >= self.due or (
            self.may_be_deep and self.starts > _FIRST_STARTS and not self.good
        ):
            if not self._is_borne(start):
                return _DEPTH
            self.due = 1 + (self.tags - 1) * (2 if self.tags < _MOST_NESTED else 1.5)
        if len(written) >= _FEW or (written and name in _MERGING):
            self._compare(name, written)
            if self.compared > _MOST_COMPARED:
                return _ATTRIBUTES
        if name == "option" and not ends:
            self.choices += 1
            if self.choices > _MOST_CHOICES:
                return _CHOICES
        formats = self.formats
        if formats.weight and (ends or name not in UNMOVED):
            self.reopened += formats.weight
            if self.reopened > _MOST_REOPENED and not self._is_doubted(start):
                return _REOPENED
        if name in FORMATTING or formats.pending:
            formats.take(tag)
        return ""

    def _compare(self, name: str, written: str) -> None:
        number = attributes_in(written, _ENOUGH)
        if name in _MERGING:  # what such a tag says is added to the one element
            self.merged += number
            number *= self.merged
        else:
            number *= number
        self.compared += number

    def _is_borne(self, place: int) -> bool:
        """Parse the text up to a place, and see whether it is as deep as no page may be."""
        html = LexborHTMLParser(self.text[:place]).html or ""
        depth = _depth(html)
        if depth > _MOST_NESTED + 2 or depth * self.tags > _MOST_LOOKS:
            return False
        self.good = place
        return True

    def _is_doubted(self, place: int) -> bool:
        """Parse the text up to a place: most of what could be opened once more may not be."""
        self.doubts += 1
        html = LexborHTMLParser(self.text[:place]).html or ""
        self.reopened = max(0, html.count("<") // 2 - self.tags)
        long = len(html) - 6 * place > _SHARE * _MOST_REOPENED
        return self.reopened < _MOST_REOPENED // 2 and not long and self.doubts < _MOST_DOUBTS


class _Formats:
    """The formatting elements that may stand open: only an end that is certain closes one."""

    def __init__(self) -> None:
        self.weight = 0
        self.held: dict[str, int] = {}
        self.pending: dict[str, list[tuple[str, int]]] = {}
        self.blocks = 0

    def take(self, tag: Tag) -> None:
        """Note what a tag does to the elements."""
        _, ends, name, written = tag
        if name in FORMATTING:
            if ends:
                self._end(name)
            else:
                self._begin(name, written)
        elif name in PARTING:
            self.pending.clear()
        elif not ends and name not in UNMOVED:
            self.blocks += 1
            if self.blocks > _MOST_BLOCKS:
                self.pending.clear()
        if not self.pending:
            self.blocks = 0

    def _begin(self, name: str, written: str) -> None:
        """Add an element; of links one stays open."""
        single = name in {"a", "nobr"}
        key = name if single else f"{name} {written}"
        weight = _weight(len(written))
        held = self.held.get(key, 0)
        added = max(0, min(weight, weight * (1 if single else _MOST_ALIKE) - held))
        self.held[key] = held + added
        self.weight += added
        self.pending.setdefault(name, []).append((key, added))

    def _end(self, name: str) -> None:
        if name in self.pending:
            key, added = self.pending[name].pop()
            self.held[key] -= added
            self.weight -= added
            if not self.pending[name]:
                del self.pending[name]


_MOST_BLOCKS = 6
"""An end closes a formatting element only through so many blocks (HTML, adoption agency)."""


def _depth(html: str) -> int:
    """Give the depth of canonical markup, or at least that much if it is small."""
    parts = _VOID.sub("", html).split("</")
    most = max(accumulate(part.count("<") - 1 for part in parts)) + 1
    if most <= _MOST_NESTED:
        return most
    depth = deepest = 0
    for name, _, _ in tokens(html):
        if name[:1] == "/":
            depth -= 1
        elif name and name not in VOID_TAGS:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
