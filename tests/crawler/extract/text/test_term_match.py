import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.term_match import find_terms
from schema.types.terms import Term, TermList


def terms(*pairs: tuple[str, str], unless: tuple[str, ...] = ()) -> TermList:
    return TermList(tuple(Term(term=term, correct=ok, unless=unless) for term, ok in pairs))


def found(text: str, held: TermList) -> list[tuple[str, int]]:
    return [(hit.term.term, hit.start) for hit in find_terms(text, held)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请到银行开立帐户。", [("帐户", 6)]),
        ("请到银行开立账户。", []),
        ("帐户与帐户", [("帐户", 0), ("帐户", 3)]),
        ("", []),
    ],
)
def test_each_place_of_a_term_is_found(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text, terms(("帐户", "账户"))) == expected


def test_a_term_inside_its_correct_form_is_right() -> None:
    held = terms(("国务院办公", "国务院办公厅"))

    assert found("国务院办公厅印发，国务院办公印发", held) == [("国务院办公", 9)]


def test_a_term_in_an_expression_that_holds_it_rightly_is_right() -> None:
    held = terms(("蚊帐", "蚊账"), unless=("蚊帐厂",))

    assert found("蚊帐厂买蚊帐", held) == [("蚊帐", 4)]


def test_the_longer_of_two_terms_stands_for_both() -> None:
    held = terms(("登录", "登陆"), ("登录网站", "访问网站"))

    assert found("请登录网站", held) == [("登录网站", 1)]


def test_terms_that_overlap_are_both_found() -> None:
    assert found("甲乙丙", terms(("甲乙", ""), ("乙丙", ""))) == [("甲乙", 0), ("乙丙", 1)]


def test_width_and_case_of_letters_do_not_matter() -> None:
    assert found("请装ＡＰＰ或app", terms(("App", "应用"))) == [("App", 2), ("App", 6)]


def test_no_terms_find_nothing() -> None:
    assert find_terms("帐户", TermList()) == []


@given(
    st.text(alphabet="甲乙丙丁ＡAａ", max_size=80),
    st.lists(
        st.text(alphabet="甲乙丙aA", min_size=1, max_size=4),
        min_size=1,
        max_size=8,
        unique_by=str.lower,
    ),
)
def test_a_term_is_hit_or_inside_a_hit_wherever_it_stands(text: str, words: list[str]) -> None:
    hits = find_terms(text, terms(*((word, "") for word in words)))

    folded = text.replace("Ａ", "a").replace("ａ", "a").lower()
    covered = [(hit.start, hit.end) for hit in hits]
    for word in map(str.lower, words):
        places = [n for n in range(len(folded)) if folded.startswith(word, n)]
        for place in places:
            assert any(start <= place and place + len(word) <= end for start, end in covered)
    assert all(text[start:end] for start, end in covered)
