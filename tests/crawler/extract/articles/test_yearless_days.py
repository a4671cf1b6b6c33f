from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.yearless_days import yearless_claims
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.title import title_ends

TITLE = "町議会が古い水車橋の再開を可決"
TEXT = "<p>水車用水路にかかる橋は、二年前の冬にトラックが欄干に衝突して以来閉鎖されている。</p>"


def days_of(bar: str, name: str = "news20190624_k1", text: str = TEXT) -> list[date]:
    layout = lay_blocks(parse(f"<body id='{name}'><h1>{TITLE}</h1>{bar}{text}</body>"))
    ends = title_ends(layout.flow, TITLE)
    return [one.value for one in yearless_claims(layout, ends, load_lexicon().date_words)]


def test_a_name_in_the_markup_gives_the_day_by_the_title_its_year() -> None:
    assert days_of("<p>[06月24日 11時30分]</p>") == [date(2019, 6, 24)]


@pytest.mark.parametrize(
    ("bar", "name"),
    [
        ("<p>[06月24日 11時30分]</p>", "news"),
        ("<p>[06月24日 11時30分]</p>", "news20190625"),
        ("<p>[06月24日 11時30分]</p>", "n20190624_20180624"),
        ("<nav>06月24日</nav>", "news20190624"),
    ],
)
def test_without_one_year_alone_there_is_no_day(bar: str, name: str) -> None:
    assert days_of(bar, name) == []


def test_chinese_pages_are_left_alone() -> None:
    assert (
        days_of("<p>06月24日 11:30</p>", text="<p>横跨水渠的老桥自两年前一直封闭。</p>" * 9) == []
    )


def test_an_element_for_days_is_enough_where_the_title_is_not_found() -> None:
    markup = "<body id='news20190624_k1'><p class='{}'>[06月24日 11時30分]</p>{}</body>"

    def days_in(name: str) -> list[date]:
        layout = lay_blocks(parse(markup.format(name, TEXT)))
        return [one.value for one in yearless_claims(layout, [], load_lexicon().date_words)]

    assert days_in("article-main__date") == [date(2019, 6, 24)]
    assert days_in("lead") == []


def test_an_element_for_days_is_enough_where_the_title_stands_elsewhere() -> None:
    markup = "<body id='news20190624_k1'><p class='{}'>{}06月24日</p>{}<h2>{}</h2></body>"

    def days_in(label: str) -> list[date]:
        layout = lay_blocks(parse(markup.format("article-date", label, TEXT * 20, TITLE)))
        ends = title_ends(layout.flow, TITLE)
        return [one.value for one in yearless_claims(layout, ends, load_lexicon().date_words)]

    assert days_in("") == [date(2019, 6, 24)]
    assert days_in("最終更新日：") == []
