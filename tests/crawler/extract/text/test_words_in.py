import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.words_in import WordSet

WORDS = ("来信时间", "来信", "时间表", "reply")


@given(st.lists(st.sampled_from((*WORDS, "来", "时间", "甲", "Reply", "\ud800")), max_size=12))
def test_words_are_found_as_each_alone_would_be(pieces: list[str]) -> None:
    text = "".join(pieces)
    words = WordSet(WORDS)

    assert words.found_in(text) == {word for word in WORDS if word in text}
    assert words.stand_in(text) is any(word in text for word in WORDS)


def test_ascii_letters_of_any_case_are_found_when_asked_for() -> None:
    words = WordSet(WORDS)

    assert words.found_in("RePLY 来信", any_case=True) == {"reply", "来信"}
    assert words.found_in("RePLY 来信") == {"来信"}


@pytest.mark.parametrize("before", range(59_985, 60_003))
def test_a_word_across_two_parts_of_a_long_text_is_found(before: int) -> None:
    text = "x" * before + "来信时间" + "y" * 90_000

    assert WordSet(WORDS).stand_in(text)
    assert WordSet(WORDS).found_in(text) == {"来信时间", "来信"}


def test_no_words_stand_nowhere() -> None:
    assert not WordSet(()).stand_in("来信时间")
    assert WordSet(("",)).found_in("来信") == frozenset()
