"""Floors of what is read right of our own letters, in the structures of eleven engines and more."""

import pytest

from bench.letter_states import LetterScore, confusion_table, measure_letters
from schema.types.reading import LetterState

LEAST_RIGHT = 0.97
LEAST_PAGES = 150
LEAST_ENGINES = 11


@pytest.fixture(scope="module")
def score() -> LetterScore:
    return measure_letters()


def test_share_of_states_read_right_stays_above_its_floor(score: LetterScore) -> None:
    assert score.share_right >= LEAST_RIGHT


def test_no_letter_with_a_reply_is_read_as_unanswered(score: LetterScore) -> None:
    assert [case.id for case in score.accused] == []


def test_the_set_is_wide_enough_to_say_so(score: LetterScore) -> None:
    truths = {truth for truth, _ in score.states}

    assert score.n >= LEAST_PAGES
    assert len(score.engines) >= LEAST_ENGINES
    assert truths == set(LetterState)


def test_table_prints_every_truth_with_its_n(score: LetterScore) -> None:
    table = confusion_table(score)

    assert f"n = {score.n}" in table
    assert all(f"  {truth:12}" in table for truth in LetterState)
