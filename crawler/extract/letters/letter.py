"""Read a letter's own page: asked, replied, and whether the reply is more than a receipt."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.dates.date_text import find_dates
from crawler.extract.letters.letter_asked import with_days_of_asking
from crawler.extract.letters.letter_fields import LetterField, letter_fields, speaks_of_letter
from crawler.extract.letters.letter_thread import read_thread
from crawler.extract.letters.reply_day import DATE_REACH, day_of, day_of_reply, first_day
from crawler.extract.letters.reply_place import (
    has_unlabelled_reply,
    may_be_written,
    reply_is_elsewhere,
    says_more,
    says_more_elsewhere,
)
from crawler.extract.lists.posts import lists_letters
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout
from crawler.extract.text.letter_state import (
    StateNote,
    hidden_by_title,
    is_acknowledgement,
    is_closure,
    is_masked,
    is_reply,
    is_withheld,
    says_anything,
    state_under,
)
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.reading import LetterNote, LetterState, Post

_OPEN = frozenset({LetterNote.IN_PROGRESS, LetterNote.WAITING})
_STATE_LENGTH = 12
_SENTENCE, _LINE = "。", 20
"""What a state does not need, and an answer does."""
_LEAST_QUESTION = 4
_MOST_LETTERS = 2
_UNIT_LENGTH = 24
_DAY_LENGTH = 12
"""What may stand beside a day in its line (10:30, 星期一) and is no reply."""


def read_letter(
    tree: LexborHTMLParser,
    *,
    title: str,
    base: str | None,
    lexicon: Lexicon,
) -> Post | None:
    """Read a letter's page; None where the page is something else."""
    words = lexicon.letter_words
    layout = lay_blocks(tree)
    if not speaks_of_letter(layout.whole, words, layout.texts):
        return read_thread(layout, title=title, base=base, lexicon=lexicon)
    fields = with_days_of_asking(letter_fields(layout, words), words)
    if not is_letter(fields, words) or lists_letters(layout, words):
        return read_thread(layout, title=title, base=base, lexicon=lexicon)
    post = letter_of(fields, title=title, url=base, words=words)
    if post.state is LetterState.UNANSWERED and _may_hide_reply(layout, fields, post, lexicon):
        return Post(
            title=post.title,
            url=base,
            asked=post.asked,
            state=LetterState.UNKNOWN,
            note=LetterNote.REPLY_UNREAD,
        )
    return post


def _may_hide_reply(
    layout: Layout, fields: Sequence[LetterField], post: Post, lexicon: Lexicon
) -> bool:
    """Tell whether a reply may stand on a letter's page where its labels do not show it."""
    words = lexicon.letter_words
    if (
        reply_is_elsewhere(layout, words)
        or any(one.pictured for one in fields)
        or has_unlabelled_reply(layout, fields, words)
    ):
        return True
    return post.note not in _OPEN and (
        says_more([one for one in fields if not _tells_progress(one, words)])
        or any(one.linked for one in fields)
        or may_be_written(layout, fields, lexicon.list_words)
        or says_more_elsewhere(layout, fields, post.title, lexicon)
    )


def _tells_progress(field: LetterField, words: LetterWords) -> bool:
    """Tell a field that only says where the letter went (处理情况：已转县人社局处理。)."""
    told = field.kind == "state" and field.label in words.told_states
    return told and is_acknowledgement(field.value, words) and not is_reply(field.value, words)


def letter_of(
    fields: Sequence[LetterField], *, title: str, url: str | None, words: LetterWords
) -> Post:
    """Give the letter that these parts of a page make, its state as vocabulary §6 decides."""
    parts = reply_parts(fields, words)
    own = next((one.value for one in fields if one.kind == "title" and one.value), "")
    shown = own.split("\n", 1)[0] or title
    state, note = hidden_by_title(shown, _state(fields, parts, words), words)
    return Post(
        title=shown,
        url=url,
        asked=first_day(fields, "asked"),
        replied=day_of_reply(fields, parts, words) if state is LetterState.ANSWERED else None,
        state=state,
        note=note,
    )


def is_letter(fields: Sequence[LetterField], words: LetterWords) -> bool:
    """Want a date or a person of the letter, and its text or its reply, once each.

    A page with the days of asking and of replying needs no labels of the texts, if the reply shows.
    """
    asked = sum(1 for one in fields if one.kind == "asked" and day_of(one.value))
    replied = sum(1 for one in fields if one.kind == "replied" and day_of(one.value))
    questions = Counter(one.label for one in fields if one.kind == "question")
    if max(asked, replied, *questions.values()) > _MOST_LETTERS:
        return False
    if asked or replied:
        named = any(one.kind in {"question", "reply"} for one in fields)
        both = asked == replied == 1
        return named or (both and any(is_reply(one, words) for one in reply_parts(fields, words)))
    sure = [one for one in fields if one.label not in words.weak_labels]
    question = any(one.kind == "question" and len(one.value) >= _LEAST_QUESTION for one in sure)
    reply = any(one.kind == "reply" for one in sure)
    if reply and _has_labels_of_reply(fields):
        return True
    person = any(one.label in words.persons and one.value for one in sure)
    if reply and person:
        return any(one.kind == "question" for one in fields)
    return question and (reply or person)


def _has_labels_of_reply(fields: Sequence[LetterField]) -> bool:
    """Tell the form of a letter: its text's label, with those of who replies and when."""
    kinds = {one.kind for one in fields}
    return kinds >= {"question", "replied", "unit"}


def reply_parts(fields: Sequence[LetterField], words: LetterWords) -> tuple[str, ...]:
    """Give what stands under reply labels, and what follows a reply's date, unit or source."""
    parts = [one.value for one in fields if one.kind == "reply"]
    parts += [_behind_day(one.value) for one in fields if one.kind == "replied"]
    parts += [_under_unit(one) for one in fields if one.kind == "unit"]
    parts += [
        one.value
        for one in fields
        if one.label in words.told_states and _SENTENCE in one.value and len(one.value) > _LINE
    ]
    parts += [
        one.below
        for before, one in pairwise(fields)
        if before.kind == "reply" and one.kind == "other" and one.label not in words.ending_labels
    ]
    return tuple(part for part in parts if part)


def _behind_day(value: str) -> str:
    """Give a value without the day that it begins with; some pages leave the day out."""
    first, _, rest = value.partition("\n")
    if day_of(first) is None:
        return value
    found = next(one for one in find_dates(first[:DATE_REACH]) if one.value and one.day)
    behind = first[found.end :]
    return rest if len(behind) <= _DAY_LENGTH else f"{behind}\n{rest}"


def _under_unit(field: LetterField) -> str:
    """Give the text under a unit's name, which stands beside its label or in the next line."""
    beside = field.value != field.below
    first, _, rest = field.below.partition("\n")
    named = not beside and len(first) <= _UNIT_LENGTH and "。" not in first
    return rest if named else field.below


def _state(fields: Sequence[LetterField], parts: Sequence[str], words: LetterWords) -> StateNote:
    """Decide as vocabulary §6 does: the first row that fits."""
    if any(is_reply(part, words) for part in parts):
        return LetterState.ANSWERED, None
    text, told = "\n".join(parts), "\n".join(_said(fields))
    stated = _stated(fields, text, words)
    if stated is not None and stated[1] is LetterNote.CLOSED:
        return stated
    if is_closure(f"{text}\n{told}", words):
        return LetterState.UNKNOWN, LetterNote.CLOSED
    masked = any(map(is_masked, parts))
    if masked or is_withheld(f"{text}\n{told}", words) or _is_private(fields, words):
        return LetterState.UNKNOWN, LetterNote.WITHHELD
    found = _open_state(stated, text, told, words)
    if found[0] is LetterState.UNANSWERED and _tells_of_reply(fields, words):
        return LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED
    return found


def _tells_of_reply(fields: Sequence[LetterField], words: LetterWords) -> bool:
    """Tell whether a page without a reply's text names the day of one, or what its reader thought.

    As a done-word does, they leave it to a person where the text is.
    """
    return any(
        (one.kind == "replied" and day_of(one.value) is not None)
        or (one.label in words.rating_labels and one.value in words.ratings)
        for one in fields
    )


def _open_state(stated: StateNote | None, text: str, told: str, words: LetterWords) -> StateNote:
    """Give the state of a letter without a reply that is neither closed nor withheld.

    A state in other words than those that are known may be a short answer: it proves nothing.
    What stands in a reply's place is at least an acknowledgement, if only a greeting.
    """
    done = stated is not None and stated[0] is LetterState.ANSWERED
    if done or is_acknowledgement(text, words):
        return LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED
    if stated is not None:
        return stated
    if is_acknowledgement(told, words) or says_anything(text, words):
        return LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED
    if says_anything(told, words):
        return LetterState.UNKNOWN, LetterNote.REPLY_UNREAD
    return LetterState.UNANSWERED, None


def _is_private(fields: Sequence[LetterField], words: LetterWords) -> bool:
    """Tell whether the page says that the letter is not public (是否公开：否)."""
    return any(
        one.kind == "open" and one.value.split("\n", 1)[0] in words.not_open for one in fields
    )


def _stated(fields: Sequence[LetterField], text: str, words: LetterWords) -> StateNote | None:
    values = [(one.label, one.value.split("\n", 1)[0]) for one in fields if one.kind == "state"]
    for label, value in (*values, ("", text)):
        if len(value) <= _STATE_LENGTH:
            found = state_under(label, value, words)
            if found is not None:
                return found
    return None


def _said(fields: Sequence[LetterField]) -> Iterator[str]:
    """Give what stands beside the labels of a state; what is below may be other text."""
    for one in fields:
        if one.kind == "state" and one.beside:
            yield one.value.split("\n", 1)[0]
