"""Find the labels of a letter's parts that are all that their element says (回复内容, no colon)."""

from collections.abc import Container, Mapping

from crawler.extract.letters.letter_marks import marked_pair
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.letter_state import state_of_words
from schema.types.letter_words import LetterWords

Label = tuple[int, int, str]
"""A label with where it begins and where its value does."""

_HEADING = frozenset({"dt", "th", "td"})
_HEADLINES = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SIGNED = 10
"""Characters of a label that says who replies."""
_MOST_CELLS = 20
"""Cells of a row that are looked at: rows of labels and values are short."""


def whole_elements(layout: Layout, kinds: Mapping[str, str], words: LetterWords) -> list[Label]:
    """Give the labels that are all that their element says (spans beside spans, no colon).

    Those that need a colon elsewhere need none as the term of a definition or in a heading cell.
    The marks of the page's only question and answer (问, 答) are labels of the surest kind.
    """
    found, place = [], 0
    pair = marked_pair(layout.texts, words) or ()
    sure = dict(zip(pair, (words.question_labels[0], words.reply_labels[0]), strict=bool(pair)))
    for number, (text, owner) in enumerate(zip(layout.texts, layout.owners, strict=True)):
        said = sure.get(number) or "".join(text.split())
        alone = owner.end_text - owner.first_text == 1 and owner.tag != "a"
        label = _label_of(layout, owner, said, kinds, words) if alone else None
        if label is not None:
            start = place + len(text) - len(text.lstrip())
            found.append((start, place + len(text.rstrip()), label))
        place += len(text)
    return found


def _label_of(
    layout: Layout, owner: Block, said: str, kinds: Mapping[str, str], words: LetterWords
) -> str | None:
    """Give the label that an element's whole text is, if it can be one where it stands."""
    if said in kinds:
        headline = owner.tag in _HEADLINES and kinds[said] == "reply"
        free = headline or said not in words.needs_colon
        return said if free or _heads_value(layout, owner, kinds) else None
    signed = _is_signed_label(said, words) and _heads_value(layout, owner, kinds)
    return words.reply_labels[0] if signed else None


def _is_signed_label(label: str, words: LetterWords) -> bool:
    """Tell a label that says who replies (局长答复), and no wish or state (未答复, 是否答复)."""
    if len(label) > _SIGNED or not label.endswith(words.signed_tails):
        return False
    if any(word in label for word in (*words.reply_wishes, *words.state_turns.not_yet, "是")):
        return False
    return state_of_words(label, words, exact=True) is None


def _heads_value(layout: Layout, owner: Block, kinds: Container[str]) -> bool:
    """Tell whether an element is a term, or a cell before one that is no heading itself."""
    whole = owner.parent
    inside = whole is not None and whole.end_text - whole.first_text == 1
    cell = whole if whole is not None and inside and owner.tag not in _HEADING else owner
    if cell.tag not in _HEADING or cell.parent is None:
        return False
    if cell.tag == "dt":
        return True
    beside = cell.parent.children[:_MOST_CELLS]
    behind = next((place for place, one in enumerate(beside, 1) if one is cell), len(beside))
    if behind == len(beside):
        return False
    return "".join(layout.text_of(beside[behind]).split()).rstrip(":：") not in kinds
