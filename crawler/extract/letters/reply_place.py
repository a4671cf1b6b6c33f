"""Tell whether a letter's reply may stand where its page's labels do not show it.

A reply that was not read is no missing reply: such a letter's state is unknown.
"""

import re
from collections.abc import Sequence

from crawler.extract.letters.letter_fields import LetterField
from crawler.extract.page.flow import Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.outside_scripts import may_be_filled
from crawler.extract.text.letter_state import is_reply
from crawler.extract.text.made_once import made_once
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.list_words import ListWords

_FETCHES = re.compile(
    r"\.ajax\b|\bajax\s*\(|\.getJSON\b|\.post\s*\(|\$\.get\s*\(|\.load\s*\(|\bfetch\s*\(|\baxios\b"
    r"|XMLHttpRequest|\$http\b|\.html\s*\(|innerHTML|document\.write|[\"']?\s*[:=]\s*[\"'][^\"'\n]{6}"
)
"""Ways of a script to bring text to its page, or to hold it."""
_CODED = re.compile(r"document\.write\w*\s*\(\s*(?:unescape|decodeURI\w*|atob)\b")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|ofd|wps)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\bv-html\s*=\s*[\"'][^\"'\n]{1,80}[\"']")
"""Places that a template fills in the browser."""
_BESIDE_QUESTION = frozenset({"asked", "replied", "state", "title", "open"})
_LEAST_LINE = 6
_DAY = re.compile(r"[\d\s年月日时分秒:：/.-]+")
"""A line that tells a day and a time, and nothing more."""
_SENTENCE = re.compile("[，。；！？]")
_LABEL = re.compile(r"[^，。；！？:：]{1,12}[:：]")
_ELSEWHERE = Zone.LINK | Zone.SIDE | Zone.FOOT


def reply_is_elsewhere(layout: Layout, words: LetterWords) -> bool:
    """Tell whether the page shows signs of a reply that is not in its own markup."""
    names, tree = _names(words), layout.tree
    if any(anchor.text.strip("[]【】>》 ") in words.reply_links for anchor in layout.anchors):
        return True
    for frame in tree.css("iframe, frame, embed, object"):
        attributes = " ".join(str(value) for value in frame.attributes.values() if value)
        if names.search(attributes) or _DOCUMENT.search(attributes):
            return True
    if any((area.text() or "").strip() for area in tree.css("textarea")):
        return True
    if any(_SENTENCE.search(field.attributes.get("value") or "") for field in tree.css("input")):
        return True
    for script in tree.css("script"):
        text = script.text() or ""
        if _CODED.search(text) or (names.search(text) and _FETCHES.search(text)):
            return True
    body = tree.body
    markup = (body.html or "") if body is not None else ""
    return any(names.search(token[0]) for token in _TOKEN.finditer(markup))


def has_unlabelled_reply(layout: Layout, fields: Sequence[LetterField], words: LetterWords) -> bool:
    """Tell whether a page without a reply's label says what only a reply says, or names its box.

    Beside a label with nothing behind it, the box must say so as well: a form for ratings has one.
    """
    if any(one.value for one in fields if one.kind in {"reply", "replied"}):
        return False
    labelled = _has_place(fields)
    said = _without_progress(layout, fields, words)
    if not labelled and any(trace in said for trace in words.reply_traces):
        return True
    names = _names(words)
    boxes = (block for block in layout.blocks if names.search(block.hints) and not block.hidden)
    texts = (layout.text_of(block) for block in boxes)
    return any(
        is_reply(text, words)
        and (not labelled or any(trace in text for trace in words.reply_traces))
        for text in texts
    )


def _without_progress(layout: Layout, fields: Sequence[LetterField], words: LetterWords) -> str:
    """Give the page's text without what it says of progress (办理情况：您的来信已转办)."""
    said = "".join(layout.whole.split())
    told = ("".join(one.value.split()) for one in fields if one.label in words.told_states)
    for value in told:
        said = said.replace(value, "") if value else said
    return said


def says_more(fields: Sequence[LetterField]) -> bool:
    """Tell whether a page without a place for replies says more than one line of question."""
    if _has_place(fields):
        return False
    texts = [one.value for one in fields if one.kind == "question"]
    texts += [one.below for one in fields if one.kind in _BESIDE_QUESTION]
    lines = [line for text in texts for line in text.split("\n") if len(line) >= _LEAST_LINE]
    return sum(not _DAY.fullmatch(line) for line in lines) > 1


def says_more_elsewhere(
    layout: Layout, fields: Sequence[LetterField], title: str, lexicon: Lexicon
) -> bool:
    """Tell whether a page without a reply at its place holds a sentence that no label announces.

    It may be the reply in a bubble of its own, or in a box behind that of its label; headings,
    links, side bars and the foot are none.
    """
    if any(one.value for one in fields if one.kind in {"reply", "replied"}):
        return False
    waits = {one.label for one in fields if one.kind == "reply"}
    known = "".join(title.split()) + "".join("".join(one.value.split()) for one in fields)
    asked = _lines([one.value for one in fields if one.kind == "question"])
    flow, place = layout.flow, 0
    for line in flow.text.split("\n"):
        start, place = place, place + len(line) + 1
        flat = "".join(line.split())
        if waits:
            waits = set() if flat.rstrip("]】:：").endswith(tuple(waits)) else waits
            continue
        if not _SENTENCE.search(flat) or flow.zone_at(start) & _ELSEWHERE:
            continue
        if flat.startswith(lexicon.letter_words.notices):
            continue
        rest = _behind_label(_without(flat, asked))
        if not _SENTENCE.search(rest) or rest in known:
            continue
        at_foot = any(word in flat for word in lexicon.list_words.foot_lines)
        if not at_foot and is_reply(rest, lexicon.letter_words):
            return True
    return False


def _lines(texts: Sequence[str]) -> list[str]:
    return ["".join(line.split()) for text in texts for line in text.split("\n")]


def _without(line: str, parts: Sequence[str]) -> str:
    for part in parts:
        line = line.replace(part, "") if len(part) >= _LEAST_LINE else line
    return line


def _behind_label(line: str) -> str:
    """Give what stands behind a short label of a line: its value may be known without it."""
    found = _LABEL.match(line)
    return line[found.end() :] if found else line


def may_be_written(layout: Layout, fields: Sequence[LetterField], words: ListWords) -> bool:
    """Tell whether a script may put the reply in the bare element behind its label.

    A script in a file may; one in the page does if it names the element's id.
    """
    ids = {name for one in fields for name in one.bare}
    if not ids:
        return False
    named = re.compile(rf"[\"'#](?:{'|'.join(map(re.escape, sorted(ids)))})[\"']")
    inline = any(named.search(script.text) for script in layout.scripts if script.inline)
    return inline or may_be_filled(layout, (), words, bare=True)


def _has_place(fields: Sequence[LetterField]) -> bool:
    return any(one.kind == "reply" or (one.kind == "replied" and one.value) for one in fields)


@made_once
def _names(words: LetterWords) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.reply_names)), re.IGNORECASE)
