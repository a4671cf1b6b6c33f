"""Find the marks of a question and its answer that stand in elements of their own (问, 答)."""

from collections.abc import Sequence

from schema.types.letter_words import LetterWords


def marked_pair(pieces: Sequence[str], words: LetterWords) -> tuple[int, int] | None:
    """Give the numbers of a page's only two such elements, the question's before the answer's.

    `pieces` are the page's texts, each one element's; more marks are those of many questions.
    """
    places = []
    for mark in (words.question_mark, words.answer_mark):
        if mark not in pieces or pieces.count(mark) > 1:
            return None
        places.append(pieces.index(mark))
    question, answer = places
    return (question, answer) if question < answer else None
