from config.lexicon import load_lexicon
from crawler.extract.articles.companions import (
    companion_in,
    companion_place,
    companions_in,
    has_companion,
    is_behind_companion,
)
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out

WORDS = load_lexicon().date_words


def test_source_and_counter_are_companions_of_a_title_bar() -> None:
    assert companion_in("来源：本站", WORDS)
    assert not companion_in("各乡镇人民政府", WORDS)


def test_the_heading_of_a_ranking_is_no_companion() -> None:
    assert not companion_in("点击排行", WORDS)
    assert not companion_in("阅读量排行榜", WORDS)
    assert companion_in("点击：12", WORDS)


def test_short_line_before_a_place_may_hold_a_companion() -> None:
    flow = lay_out(parse("<p>来源：本站</p><p>2015-04-14</p><p>各乡镇</p>"))

    assert is_behind_companion(flow, flow.dates[0].start, WORDS)
    assert not is_behind_companion(flow, flow.text.index("各乡镇"), WORDS)
    assert not is_behind_companion(flow, 0, WORDS)


def test_companion_stands_in_a_date_s_line_or_in_a_short_one_beside_it() -> None:
    def beside(markup: str) -> bool:
        flow = lay_out(parse(markup))
        return has_companion(flow, flow.dates[0], WORDS)

    assert beside("<p>来源：本站</p><p>2015-04-14</p>")
    assert beside("<p>2015-04-14 浏览：12</p>")
    assert beside("<p><span>播放：12次</span><span>2015-04-14</span></p>")
    assert not beside("<p>2015-04-14</p><p>本网讯（记者 张三）全县召开会议。</p>")
    assert not beside("<p>来源：本站</p><p>河堤</p><p>2015-04-14</p>")


def test_companions_are_counted_and_found_in_their_place() -> None:
    bar = "2015-04-14 来源：本站 浏览：12"

    assert companions_in(bar, WORDS) == ["来源", "浏览"]
    assert companion_place(bar, 0, len(bar), WORDS) == bar.index("来源")
    assert companion_place(bar, 0, 5, WORDS) is None
