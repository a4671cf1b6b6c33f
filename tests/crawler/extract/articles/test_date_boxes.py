import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.date_boxes import rank_in_box
from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.title_places import TitlePlaces
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out
from crawler.extract.page.title import title_ends

TITLE = "一个村合唱团是怎样上了广播的"


def rank_of(markup: str) -> Rank | None:
    flow = lay_out(parse(f"<h1>{TITLE}</h1>{markup}"))
    places = TitlePlaces(ends=tuple(title_ends(flow, TITLE)), title=TITLE)
    return rank_in_box(flow, flow.dates[0], places, load_lexicon().date_words)


@pytest.mark.parametrize(
    ("markup", "rank"),
    [
        ("<div class='entry-meta'>由 玛莎 · 2017年12月20日</div>", Rank.IN_TITLE_BAR),
        ("<div class='post-meta'><span>2017年12月20日 星期三</span></div>", Rank.IN_TITLE_BAR),
        (f"<p>{'字' * 90}</p><div class='entry-date'>2017年12月20日</div>", Rank.BY_TITLE),
        (f"<p>{'字' * 900}</p><div class='entry-date'>2017年12月20日</div>", None),
        ("<div class='clock'>2017年12月20日 星期三</div>", None),
    ],
)
def test_an_element_of_a_theme_dates_the_text_by_its_title(markup: str, rank: Rank | None) -> None:
    assert rank_of(markup) is rank


def test_an_hour_of_a_theme_is_no_appointment() -> None:
    assert rank_of("<div class='entry-meta'>2017年12月20日 下午 3:20</div>") is Rank.IN_TITLE_BAR
