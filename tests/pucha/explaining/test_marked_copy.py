from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pucha.explaining.marked_copy import Mark, marked_copy


def mark(locator: str, number: int = 1) -> Mark:
    return Mark(locator=locator, anchor=f"pucha-{number}", label=f"{number} 日期")


def test_a_place_is_labelled_and_can_be_jumped_to() -> None:
    copy, found = marked_copy("<p>甲</p><p id='b'>乙</p>", [mark("#b")])

    node = LexborHTMLParser(copy.decode()).css_first("#pucha-1")
    assert found == {"pucha-1"}
    assert node is not None
    assert (node.text(), node.attributes["data-pucha"]) == ("乙", "1 日期")


def test_two_marks_of_one_place_share_it() -> None:
    copy, found = marked_copy("<p id='b'>乙</p>", [mark("#b"), mark("p", 2)])

    assert found == {"pucha-1", "pucha-2"}
    assert 'data-pucha="1 日期 · 2 日期"' in copy.decode()


def test_places_are_found_before_anything_is_taken_away() -> None:
    text = "<div><script>1</script><div>甲</div><iframe></iframe><div>乙</div></div>"

    copy, _ = marked_copy(text, [mark("div>div:nth-of-type(2)")])

    node = LexborHTMLParser(copy.decode()).css_first("#pucha-1")
    assert node is not None
    assert node.text() == "乙"


def test_a_place_that_is_not_there_is_left_out() -> None:
    assert marked_copy("<p>甲</p>", [mark("#none"), mark("o:p[", 2)])[1] == frozenset()


HOSTILE = (
    "<base href='http://a.example/'><meta http-equiv=refresh content='0;url=http://a.example/'>"
    "<script src='http://a.example/x.js'></script><img src='http://a.example/1.png' onerror='x()'>"
    "<a href='javascript:x()' ping='http://a.example/'>甲</a><form action='http://a.example/'>"
    "<input autofocus onfocus='x()'><button formaction='http://a.example/'>乙</button></form>"
    "<svg><a xlink:href='http://a.example/'>丙</a></svg><video poster='http://a.example/p'></video>"
    "<object data='http://a.example/o'></object><link rel=stylesheet href='http://a.example/c'>"
    "<table background='http://a.example/b'><tr><td>丁</table><iframe src='http://a.example/f'>"
)


def test_nothing_in_the_copy_loads_or_runs() -> None:
    text = marked_copy(HOSTILE, [])[0].decode()

    assert "a.example" not in text
    assert "javascript:" not in text
    assert not any(
        word in text
        for word in ("onerror", "onfocus", "<script", "<form", '<meta http-equiv="refresh')
    )
    assert "default-src 'none'" in text
    assert all(word in text for word in "甲乙丙丁")


@given(st.text(max_size=200))
def test_whatever_a_page_holds_its_copy_has_the_policy_first(text: str) -> None:
    copy = marked_copy(text, [mark("p")])[0].decode()

    assert copy.index("Content-Security-Policy") < copy.index("</style>")
