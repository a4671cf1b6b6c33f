import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cms import hanweb, signatures, trs, ucap, unitbuild
from crawler.extract.page.family_marks import Marks

FAMILIES = {
    "hanweb": hanweb._MARKS,
    "trs": trs._MARKS,
    "ucap": ucap._MARKS,
    "unitbuild": unitbuild._MARK,
    **{name: Marks(marks, words=words) for name, marks, words, _ in signatures._SIGNS if marks},
}
"""Families that have marks; the others are known by their addresses alone."""

ASCII = st.characters(max_codepoint=126)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("<ucaptitle>", True),
        ("<UcapTitle>", True),
        ("ucap alone", False),
        ("UCAP 开普", False),
        ("<div>", False),
        ("", False),
        ("<ucap\x00title>", False),
    ],
    ids=["as_written", "other_case", "word", "word_in_text", "none", "empty", "parted"],
)
def test_a_mark_stands_where_its_pattern_does(text: str, stands: bool) -> None:  # noqa: FBT001
    marks = Marks("<ucaptitle>", words=("ucap",))

    assert marks.stand_in(text) is stands


@pytest.mark.parametrize(
    ("text", "may", "stands"),
    [("TRS_Editor", True, True), ("trs_editor", True, False), ("TRS-Editor", False, False)],
    ids=["exact", "other_case", "other_word"],
)
def test_a_mark_may_ask_for_its_case_though_its_words_do_not(
    text: str,
    may: bool,  # noqa: FBT001
    stands: bool,  # noqa: FBT001
) -> None:
    marks = Marks("TRS_Editor", words=("trs_",), any_case=False)

    assert (marks.may_stand_in(text), marks.stand_in(text)) == (may, stands)


def test_one_of_several_words_is_enough() -> None:
    marks = Marks("datastore|jpage/", words=("datastore", "jpage/"))

    assert marks.may_stand_in("/JPage/dataproxy.jsp")
    assert not marks.may_stand_in("/page/data.jsp")


def test_marks_without_words_stand_nowhere() -> None:
    assert not Marks("", words=()).stand_in("<html>")


@pytest.mark.parametrize("text", ["甲<UCAP>乙", "\ud800<ucap>\udfff", "İſK<ucap>ﬀ", "\x00<uCAP>"])
def test_text_of_any_kind_around_a_word_does_not_hide_it(text: str) -> None:
    assert Marks("<ucap>", words=("ucap",)).stand_in(text)


@pytest.mark.parametrize("word", ["ucap", "政府网站", "标识ａ"])
@given(before=st.text(), after=st.text())
def test_a_word_is_found_wherever_it_stands(word: str, before: str, after: str) -> None:
    assert Marks(re.escape(word), words=(word,)).stand_in(before + word + after)


@given(st.text(alphabet="UCAPucap开普é\ud800 ", max_size=12))
def test_words_are_found_as_a_search_in_any_ascii_case_does(text: str) -> None:
    found = re.search("(?ai:ucap)", text) is not None

    assert Marks("", words=("ucap",)).may_stand_in(text) is found


def test_pages_that_take_turns_are_told_apart() -> None:
    marks = Marks("<ucap>", words=("ucap",))
    pages = ["<ucap>", "<div>"] * 3

    assert [marks.stand_in(page) for page in pages] == [True, False] * 3


@pytest.mark.parametrize("family", FAMILIES)
@given(data=st.data())
def test_each_mark_of_a_family_holds_one_of_its_words(family: str, data: st.DataObject) -> None:
    marks = FAMILIES[family]
    mark = data.draw(st.from_regex(marks._pattern, fullmatch=True, alphabet=ASCII))

    assert marks.may_stand_in(mark)
    assert marks.stand_in(mark)


@pytest.mark.parametrize("family", FAMILIES)
def test_words_of_a_family_are_in_lower_case(family: str) -> None:
    words = FAMILIES[family]._words

    assert words
    assert [word.lower() for word in words] == list(words)
