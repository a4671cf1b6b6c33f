import time

import pytest

from crawler.extract.text.own_queries import with_own_queries

NOTICE = "%CD%A8%D6%AA"
WRITTEN = {
    "quoted": ('<a href="list.asp?lm=通知&id=1">', f'<a href="list.asp?lm={NOTICE}&id=1">'),
    "other quotes": ("<a href = '/a?b=通知'>", f"<a href = '/a?b={NOTICE}'>"),
    "bare": ("<a href=list.asp?lm=通知 >", f"<a href=list.asp?lm={NOTICE} >"),
    "a frame's": ("<iframe src='l.jsp?n=通知'>", f"<iframe src='l.jsp?n={NOTICE}'>"),
    "a script's": ("location='l.asp?n=通知'", f"location='l.asp?n={NOTICE}'"),
    "not in the encoding": ("<a href='?a=😀'>", "<a href='?a=%26%23128512%3B'>"),
    "a path": ("<a href='/通知/?a=1'>", "<a href='/通知/?a=1'>"),
    "a fragment": ("<a href='/a?b=1#通知'>", "<a href='/a?b=1#通知'>"),
    "text": ("<p title='是否?通知'>有何问题?通知</p>", "<p title='是否?通知'>有何问题?通知</p>"),
}


@pytest.mark.parametrize(("text", "sent"), WRITTEN.values(), ids=WRITTEN)
def test_query_is_sent_in_the_page_s_encoding(text: str, sent: str) -> None:
    assert with_own_queries(text, "gb18030") == sent


@pytest.mark.parametrize("charset", ["utf-8", "utf-16le"])
def test_queries_of_unicode_pages_are_left_to_the_parser(charset: str) -> None:
    text = "<a href='?lm=通知'>"

    assert with_own_queries(text, charset) == text


def test_another_encoding_gives_its_own_bytes() -> None:
    assert with_own_queries("<a href='?a=通'>", "big5hkscs") == "<a href='?a=%B3%71'>"


def test_unknown_encoding_is_no_error() -> None:
    assert with_own_queries("<a href='?a=通'>", "x-unknown") == "<a href='?a=%26%2336890%3B'>"


@pytest.mark.parametrize("part", ["href=", "href=?", "href=a?b"])
def test_addresses_without_an_end_take_no_time(part: str) -> None:
    text = part * 20_000 + "?"
    began = time.process_time()

    assert with_own_queries(text, "gb18030") == text
    assert time.process_time() - began < 1.0  # it was a quarter of a minute
