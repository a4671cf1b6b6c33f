"""Tell whether a letter's reply may stand where its page's labels do not show it.

A reply that was not read is no missing reply: such a letter's state is unknown.
"""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Layout
from crawler.extract.letter_fields import LetterField
from crawler.extract.letter_state import is_reply
from crawler.extract.made_once import made_once
from schema.types.letter_words import LetterWords

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
    if not labelled and any(trace in layout.whole for trace in words.reply_traces):
        return True
    names = _names(words)
    boxes = (block for block in layout.blocks if names.search(block.hints) and not block.hidden)
    texts = (layout.text_of(block) for block in boxes)
    return any(
        is_reply(text, words)
        and (not labelled or any(trace in text for trace in words.reply_traces))
        for text in texts
    )


def says_more(fields: Sequence[LetterField]) -> bool:
    """Tell whether a page without a place for replies says more than one line of question."""
    if _has_place(fields):
        return False
    texts = [one.value for one in fields if one.kind == "question"]
    texts += [one.below for one in fields if one.kind in _BESIDE_QUESTION]
    lines = [line for text in texts for line in text.split("\n") if len(line) >= _LEAST_LINE]
    return len(lines) > 1


def _has_place(fields: Sequence[LetterField]) -> bool:
    return any(one.kind == "reply" or (one.kind == "replied" and one.value) for one in fields)


@made_once
def _names(words: LetterWords) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.reply_names)), re.IGNORECASE)
