"""Normalise the words of a letter's state, and tell a reply from an acknowledgement."""

import re

from crawler.extract.text.made_once import made_once
from schema.types.letter_words import LetterWords, StateWords
from schema.types.reading import LetterNote, LetterState

_CLAUSE = re.compile(r"[。！!？?；;，,：:\n]|\s{2,}")
_NOISE = re.compile(r"[\s\W_]|\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d\d")
_LEAST_REPLY = 6
"""Characters that are neither greeting nor acknowledgement; a short 可以办理。 counts elsewhere."""
_SHORT_CLAUSE = 16
"""Longer clauses with a courtesy in them say something besides."""
_MASKED = re.compile(r"[*＊×✕xX●■█]{3,}\Z")
_OPEN, _CLOSE = "([【（［「", ")]】）］」"

StateNote = tuple[LetterState, LetterNote | None]


def state_of_words(text: str, words: LetterWords, *, exact: bool = False) -> StateNote | None:
    """Give the state a word stands for: the longest match wins (未回复 before 回复); None without.

    `exact` wants the text to be the word and nothing else.
    """
    flat = re.sub(r"\s", "", text).strip(_OPEN + _CLOSE + ":：。.")
    if not flat:
        return None
    if exact:
        known = _states(words).get(flat)
        return (known.state, known.note) if known is not None else None
    best: tuple[str, StateWords] | None = None
    for entry in words.states:
        for word in entry.words:
            if word in flat and (best is None or len(word) > len(best[0])):
                best = (word, entry)
    return _turned(flat, *best, words) if best else None


def _turned(flat: str, word: str, entry: StateWords, words: LetterWords) -> StateNote:
    """Give the state of a word, or of what the characters beside it make of a done one."""
    turns = words.state_turns
    if entry.state is not LetterState.ANSWERED or word.startswith(turns.sure):
        return entry.state, entry.note
    before, _, behind = flat.partition(word)
    if before.endswith(turns.not_yet):
        return LetterState.UNANSWERED, LetterNote.WAITING
    if any(re.match(rf"{re.escape(one)}(?!\w)", behind) for one in turns.under_way):
        return LetterState.UNANSWERED, LetterNote.IN_PROGRESS
    return entry.state, entry.note


def state_under(label: str, text: str, words: LetterWords) -> StateNote | None:
    """Give the state that a text tells under its label: 是否回复 is answered by yes or no."""
    if label in words.whether:
        flat = re.sub(r"\s", "", text)
        if flat in words.yes:
            return LetterState.ANSWERED, None
        if flat in words.no:
            return LetterState.UNANSWERED, LetterNote.WAITING
    return state_of_words(text, words)


@made_once
def _states(words: LetterWords) -> dict[str, StateWords]:
    known: dict[str, StateWords] = {}
    for entry in words.states:
        for word in entry.words:
            known.setdefault(word, entry)
    return known


def is_reply(text: str, words: LetterWords) -> bool:
    """Tell whether a text is more than an acknowledgement or a refusal (vocabulary §6)."""
    flat = re.sub(r"\s", "", text).strip(_OPEN + _CLOSE + "。.:：-—/")
    if not flat or flat in words.no_reply or flat in words.receipts:
        return False
    if state_of_words(flat, words, exact=True):
        return False
    said = "".join(
        _NOISE.sub("", clause) for clause in _CLAUSE.split(text) if not is_polite(clause, words)
    )
    empty_words = (is_acknowledgement, is_closure, is_withheld)
    short = bool(said) and not any(look(text, words) for look in empty_words)
    return len(said) >= _LEAST_REPLY or short


def says_anything(text: str, words: LetterWords) -> bool:
    """Tell whether a text says anything but that there is no reply."""
    flat = _NOISE.sub("", text)
    return bool(flat) and flat not in words.no_reply


def is_closure(text: str, words: LetterWords) -> bool:
    """Tell whether a text turns the letter away (不属于本信箱受理范围)."""
    return any(word in text for word in words.closures)


def is_acknowledgement(text: str, words: LetterWords) -> bool:
    """Tell whether a text says that the letter came in or went on (您的来信已收到)."""
    if any(word in text for word in words.acknowledgements):
        return True
    return _NOISE.sub("", text) in words.receipts


def is_withheld(text: str, words: LetterWords) -> bool:
    """Tell whether a text says that what it stands for is not shown (不公开, 仅本人可见)."""
    return any(word in text for word in words.withheld)


def is_masked(text: str) -> bool:
    """Tell whether a text is nothing but signs that stand for hidden characters (******)."""
    return _MASKED.match("".join(text.split())) is not None


def hidden_by_title(title: str, state: StateNote, words: LetterWords) -> StateNote:
    """Give the state of a letter; one whose title is kept from the public is of unknown state."""
    hidden = any(word in title for word in words.hidden_titles)
    if hidden and state[0] is LetterState.UNANSWERED:
        return LetterState.UNKNOWN, LetterNote.WITHHELD
    return state


@made_once
def _works_done(words: LetterWords) -> re.Pattern[str]:
    """Give the pattern of a work that a clause tells as done (派员修复完成, 已清运)."""
    works = "|".join(map(re.escape, words.done_works))
    before = "|".join(map(re.escape, words.done_before))
    behind = "|".join(map(re.escape, words.done_behind))
    return re.compile(f"(?:{before})(?:{works})(?!中)|(?<![待未])(?:{works})(?:{behind})(?!后)")


def is_polite(clause: str, words: LetterWords) -> bool:
    """Tell whether a clause only acknowledges, turns away, withholds, greets or thanks."""
    if _works_done(words).search(clause):
        return False
    if any(look(clause, words) for look in (is_acknowledgement, is_closure, is_withheld)):
        return True
    return len(clause.strip()) <= _SHORT_CLAUSE and any(word in clause for word in words.courtesies)
