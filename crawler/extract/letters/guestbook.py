"""Read a page that shows several letters whole, one under another (留言板), reply and all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.letters.letter import is_letter, letter_of
from crawler.extract.letters.letter_asked import with_days_of_asking
from crawler.extract.letters.letter_fields import LetterField, letter_fields, speaks_of_letter
from crawler.extract.letters.reply_place import says_more
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.page.layout import Layout
from schema.types.letter_words import LetterWords
from schema.types.reading import LetterState, ListItem, ListState, Post

_FEWEST = 2
_SHARE = 0.8
_TITLE_LENGTH = 40
_HEADS = frozenset({"asked", "title", "question", "other"})
"""Kinds of labels that a letter may begin with; a reply never stands first."""


def read_guestbook(layout: Layout, words: LetterWords) -> tuple[Post, ...]:
    """Give the letters of the page in its order; none where they do not stand one like another."""
    text = layout.whole
    if not speaks_of_letter(text, words, layout.texts):
        return ()
    if not any(text.count(label) >= _FEWEST for label in _days(words)):
        return ()
    parts = _parted(with_days_of_asking(letter_fields(layout, words), words))
    whole = [part for part in parts if is_letter(part, words) and _has_day(part, words)]
    if len(whole) < _FEWEST or len(whole) < _SHARE * len(parts):
        return ()
    posts = [_post(part, words) for part in whole]
    answers = any(post.state is LetterState.ANSWERED for post in posts)
    return tuple(
        post if (answers or _has_place(part)) and not _may_say_reply(part) else _unknown(post)
        for post, part in zip(posts, whole, strict=True)
    )


def _days(words: LetterWords) -> tuple[str, ...]:
    return (*words.asked, *words.asked_beside_person)


def with_letters(
    rows: ListReading, layout: Layout, words: LetterWords, *, alone: bool
) -> ListReading:
    """Give the letters that the page shows whole in place of its rows, where there are any.

    `alone`: the page is one letter, so that nothing is looked for. Rows of letters stay unless the
    letters shown whole tell more of their states: such rows may be those of a side bar.
    """
    posts = () if alone or _told(rows.posts) else read_guestbook(layout, words)
    if not posts or (rows.posts and not _told(posts)):
        return rows
    items = tuple(ListItem(title=post.title, url=None) for post in posts)
    return replace(
        rows,
        state=ListState.READ,
        items=items,
        posts=posts,
        letters=True,
        activities=(),
        rows_at=None,  # where other rows stand is no place that the next page's letters must have
    )


def _told(posts: Sequence[Post]) -> bool:
    return any(post.state is not LetterState.UNKNOWN for post in posts)


def _parted(fields: Sequence[LetterField]) -> list[list[LetterField]]:
    """Part the labels before each label that every letter begins with."""
    counts = Counter(one.label for one in fields if one.kind == "asked")
    if not counts or max(counts.values()) < _FEWEST:
        return []
    label, count = counts.most_common(1)[0]
    often = Counter(one.label for one in fields)
    first = next(
        (one.label for one in fields if one.kind in _HEADS and often[one.label] == count), label
    )
    starts = [place for place, one in enumerate(fields) if one.label == first]
    ends = [*starts[1:], len(fields)]
    return [list(fields[start:end]) for start, end in zip(starts, ends, strict=True)]


def _has_day(part: Sequence[LetterField], words: LetterWords) -> bool:
    return letter_of(part, title="", url=None, words=words).asked is not None


def _has_place(part: Sequence[LetterField]) -> bool:
    return any(one.kind == "reply" for one in part)


def _may_say_reply(part: Sequence[LetterField]) -> bool:
    """Tell whether a letter shows a picture for its reply, or more lines than a question's."""
    return any(one.pictured or one.linked for one in part) or says_more(part)


def _post(part: Sequence[LetterField], words: LetterWords) -> Post:
    question = next((one.value for one in part if one.kind == "question" and one.value), "")
    return letter_of(part, title=question[:_TITLE_LENGTH], url=None, words=words)


def _unknown(post: Post) -> Post:
    """Leave a letter open where it does not show where a reply would stand, or may show one."""
    silent = post.state is LetterState.UNANSWERED and post.note is None
    return replace(post, state=LetterState.UNKNOWN) if silent else post
