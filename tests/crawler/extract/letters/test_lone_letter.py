from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.lone_letter import lone_letter
from crawler.extract.lists.list_reading import ListReading
from schema.types.reading import LetterState, ListState, Post

WORDS = load_lexicon().letter_words
URL = "http://www.county.gov.cn/hd/1.html"


def of(name: str, *urls: str | None) -> Post | None:
    posts = tuple(
        Post(title="行", url=url, asked=date(2026, 3, 7), state=LetterState.UNANSWERED)
        for url in urls
    )
    rows = ListReading(state=ListState.READ, posts=posts)
    return lone_letter(rows, name=name, title="河堤何时加固", url=URL, words=WORDS)


def test_the_only_row_of_a_page_called_after_one_letter_is_the_letter() -> None:
    post = of("来信详情-某县人民政府", None)

    assert post is not None
    assert (post.title, post.url, post.asked) == ("河堤何时加固", URL, date(2026, 3, 7))


@pytest.mark.parametrize(
    ("name", "urls"),
    [
        ("县长信箱", (None,)),
        ("来信详情", ("http://www.county.gov.cn/2",)),
        ("来信详情", (None,) * 2),
    ],
)
def test_rows_of_a_list_are_no_page_of_one_letter(name: str, urls: tuple[str | None, ...]) -> None:
    assert of(name, *urls) is None
