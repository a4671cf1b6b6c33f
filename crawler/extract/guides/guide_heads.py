"""Find the headings of a service guide in the visible text, and what stands behind each in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.text.made_once import made_once
from schema.types.guide_words import GuideWords

_NUMBER = (
    r"(?:第?[一二三四五六七八九十百]{1,3}(?:条|步|章|节|部分)?[、.．,，:：\s)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d{1,2})*[、.．:：\s)）]|[①-⑳]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ][、.．\s]?|[IVX]{1,4}[、.．])"
)
_GAP = r"[ \u3000\xa0]{0,3}"
"""Headings are spread with blanks to one width: 办 理 地 点."""
_OPEN = r"[【\[「『〔(（《“\"●■◆▶►★※·•*#◇□○◎\uf0d8|]"
_CLOSE = r"[】\]」』〕)）》”\"|]"
MOST_HEADS = 300
"""Headings that are read; a real guide has some dozens."""
_FEWEST_TABS, _LONGEST_TAB = 3, 16
_LONGEST_TEXT = 200_000
_MOST_LINES = 200
"""Lines behind a heading that are looked at: what says nothing so long says nothing."""
_WORD = re.compile(r"\w")
_EDGES = " \t\r\n\u3000\xa0:：;；,，.。、/\\-—_*|【】[]()（）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One heading: its classes of elements (none: another part begins), and where it stands."""

    label: str
    elements: tuple[int, ...]
    start: int
    label_start: int
    end: int
    """Where what it says begins."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    line: re.Pattern[str]
    inside: re.Pattern[str]
    elements: dict[str, tuple[int, ...]]


def find_heads(flow: Flow, words: GuideWords) -> list[Head]:
    """List the headings in order, those in the page's foot left out."""
    patterns = _patterns(words)
    found: list[Head] = []
    for start, line in _lines(flow.text[:_LONGEST_TEXT]):
        if len(found) >= MOST_HEADS:
            break
        if line.strip():
            heads = _strip_of(flow, start, line, patterns)
            heads = heads or list(_heads_of_line(flow, start, line, patterns))
            found += [one for one in heads if not flow.zone_at(one.label_start) & Zone.FOOT]
    return found[:MOST_HEADS]


def _strip_of(flow: Flow, start: int, line: str, patterns: _Patterns) -> list[Head]:
    """Give the headings of a strip of tabs that touch one another: short pieces, mostly labels."""
    first, end = bisect_left(flow.starts, start), bisect_left(flow.starts, start + len(line))
    if not _FEWEST_TABS <= end - first <= MOST_HEADS:
        return []
    bounds = [*flow.starts[first:end], start + len(line)]
    pieces = [(place, flow.text[place:behind]) for place, behind in pairwise(bounds)]
    if flow.starts[first] != start or any(len(piece.strip()) > _LONGEST_TAB for _, piece in pieces):
        return []
    heads = []
    for place, piece in pieces:
        label = "".join(piece.split())
        if label in patterns.elements:
            begin = place + len(piece) - len(piece.lstrip())
            elements, stop = patterns.elements[label], place + len(piece.rstrip())
            heads.append(
                Head(label=label, elements=elements, start=begin, label_start=begin, end=stop)
            )
    return heads if len(heads) >= _FEWEST_TABS and 2 * len(heads) >= len(pieces) else []


def _heads_of_line(flow: Flow, start: int, line: str, patterns: _Patterns) -> Iterator[Head]:
    first = patterns.line.match(line)
    if first is None or not _is_heading(flow, start, line, first):
        first = None
    else:
        yield _head(first, start, patterns)
    for found in patterns.inside.finditer(line, first.end() if first else 1):
        yield _head(found, start, patterns)


def _is_heading(flow: Flow, start: int, line: str, found: re.Match[str]) -> bool:
    """Tell a heading from a sentence that begins with the same word."""
    if found["colon"] or found["close"] or not line[found.end() :].strip():
        return True
    last = start + found.end("label") - 1
    return flow.owner_at(last) is not flow.owner_at(last + 1)


def _head(found: re.Match[str], start: int, patterns: _Patterns) -> Head:
    label = "".join(found["label"].split())
    return Head(
        label=label,
        elements=patterns.elements[label],
        start=start + found.start(),
        label_start=start + found.start("label"),
        end=start + found.end(),
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for line in text.split("\n"):
        yield place, line
        place += len(line) + 1


@made_once
def _patterns(words: GuideWords) -> _Patterns:
    elements: dict[str, tuple[int, ...]] = dict.fromkeys(words.other_labels, ())
    for place, element in enumerate(words.elements):
        for label in element.labels:
            elements[label] = (*elements.get(label, ()), place)
    longest = sorted(elements, key=len, reverse=True)
    label = "|".join(_GAP.join(map(re.escape, one)) for one in longest)
    suffix = "|".join(map(re.escape, sorted(words.suffixes, key=len, reverse=True)))
    tail = rf"(?:{suffix})?{_GAP}(?:[（(][^）)\n]{{0,40}}[）)])?"
    return _Patterns(
        line=re.compile(
            rf"\s*+(?:{_NUMBER}\s*+)*+{_OPEN}*+\s*+(?P<label>{label}){tail}"
            rf"\s*+(?P<close>{_CLOSE}*+)\s*+(?P<colon>[:：]|[—─]{{1,2}}+)?"
        ),
        inside=re.compile(
            rf"(?:(?<=[\s；;。，,|])(?:{_NUMBER}\s?)?|(?<=[一二三四五六七八九十\d][、.．)）]))"
            rf"(?P<label>{label}){tail}\s*[:：]"
        ),
        elements=elements,
    )


def behind(flow: Flow, head: Head, following: int, *, within: Block | None = None) -> str:
    """Give the text between a heading and the next one, at most to the end of a block.

    The page's foot is left out.
    """
    lines = []
    for place, line in islice(_lines(flow.text[head.end : following]), _MOST_LINES):
        start = head.end + place
        if not line.strip() or flow.zone_at(start) & Zone.FOOT:
            continue
        if within is not None and not holds(within, flow.owner_at(start)):
            break
        lines.append(line.strip())
    return "\n".join(lines)


def holds(block: Block, inner: Block) -> bool:
    """Tell whether an element is a block or stands inside it."""
    here: Block | None = inner
    while here is not None:
        if here is block:
            return True
        here = here.parent
    return False


def guide_end(flow: Flow, heads: list[Head], words: GuideWords) -> int:
    """Give the place where the guide is over: the page's foot behind its first heading."""
    if not heads:
        return len(flow.text)
    for start, line in _lines(flow.text):
        if start > heads[0].end and any(end in line for end in words.ends):
            return start
    return len(flow.text)


def says_something(text: str, words: GuideWords) -> bool:
    """Tell whether a content says more than nothing: heads of columns alone are none."""
    lines = (line.strip(_EDGES) for line in text.split("\n"))
    telling = [line for line in lines if line and "".join(line.split()) not in words.column_heads]
    return any(_WORD.search(line) and line not in words.blanks for line in telling)
