import gc
import weakref
from dataclasses import dataclass

import pytest

from crawler.extract.text.made_once import made_once

KEPT = 4


@dataclass(frozen=True)
class Words:
    """Words that are equal by value, as those of a lexicon are."""

    words: tuple[str, ...]


class Maker:
    """Makes a result of words, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.made: list[Words] = []

    def __call__(self, words: Words) -> list[str]:
        self.made.append(words)
        return list(words.words)


def spelled(words: Words) -> str:
    """Make a result that holds on to nothing."""
    return " ".join(words.words)


class Unhashable:
    """Words that no cache of the usual kind takes."""

    __hash__ = None  # type: ignore[assignment] # as a list's

    def __eq__(self, other: object) -> bool:
        raise AssertionError


def test_a_result_is_made_once_and_the_same_one_is_given_again() -> None:
    make = Maker()
    find = made_once(make)
    words = Words(("发布时间",))

    first, second = find(words), find(words)

    assert first is second
    assert first == ["发布时间"]
    assert make.made == [words]


@pytest.mark.parametrize("result", [None, 0, "", ()], ids=repr)
def test_an_empty_result_is_kept_as_any_other(result: object) -> None:
    made: list[Words] = []

    def make(words: Words) -> object:
        made.append(words)
        return result

    find = made_once(make)
    words = Words(())

    assert [find(words), find(words)] == [result, result]
    assert made == [words]


def test_words_are_neither_hashed_nor_compared() -> None:
    def make(_words: Unhashable) -> object:
        return object()

    find = made_once(make)
    one, other = Unhashable(), Unhashable()

    assert find(one) is find(one)
    assert find(one) is not find(other)


def test_equal_words_that_are_another_object_are_made_anew() -> None:
    find = made_once(Maker())
    one, equal = Words(("来信",)), Words(("来信",))

    assert find(one) == find(equal)
    assert find(one) is not find(equal)


def test_as_many_as_are_kept_are_made_once_in_any_order() -> None:
    make = Maker()
    find = made_once(make)
    some = [Words((str(number),)) for number in range(KEPT)]
    asked = [*some, *reversed(some), *some]

    results = [find(words) for words in asked]

    assert make.made == some
    assert results == [list(words.words) for words in asked]


def test_one_more_drops_the_one_that_was_made_first_alone() -> None:
    make = Maker()
    find = made_once(make)
    some = [Words((str(number),)) for number in range(KEPT + 1)]

    for words in (*some, *some[1:], some[0]):
        find(words)

    assert make.made == [*some, some[0]]


def test_what_is_dropped_is_let_go() -> None:
    find = made_once(spelled)
    first = Words(("市长信箱",))
    gone = weakref.ref(first)
    find(first)
    del first

    for number in range(KEPT):
        find(Words((str(number),)))
    gc.collect()

    assert gone() is None


def test_words_that_are_kept_stay_alive_so_that_no_other_takes_their_place() -> None:
    find = made_once(spelled)

    results = [find(Words((str(number),))) for number in range(100)]

    assert results == [str(number) for number in range(100)]


def test_a_failure_is_not_kept() -> None:
    answers: list[str] = []

    def make(_words: Words) -> str:
        return answers.pop()

    find = made_once(make)
    words = Words(())
    with pytest.raises(IndexError):
        find(words)

    answers.append("读到")

    assert find(words) == "读到"


def test_two_makers_do_not_share_what_they_keep() -> None:
    def count(words: Words) -> int:
        return len(words.words)

    find, counted = made_once(Maker()), made_once(count)
    words = Words(("甲",))

    assert (find(words), counted(words)) == (["甲"], 1)
    assert (counted(words), find(words)) == (1, ["甲"])


def test_a_maker_may_ask_itself() -> None:
    made: list[Words] = []

    def make(words: Words) -> int:
        made.append(words)
        return 1 + (find(shorter) if words is longer else 0)

    find = made_once(make)
    longer, shorter = Words(("甲", "乙")), Words(("甲",))

    assert [find(longer), find(shorter), find(longer)] == [2, 1, 2]
    assert made == [longer, shorter]
