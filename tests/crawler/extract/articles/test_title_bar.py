import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.title_bar import rank_date
from crawler.extract.articles.title_places import TitlePlaces
from crawler.extract.dates.date_text import find_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out
from crawler.extract.page.title import title_ends

TITLE = "关于做好防汛工作的通知"
WORDS = load_lexicon().date_words


def rank_of(markup: str) -> Rank | None:
    flow = lay_out(parse(f"<h1>{TITLE}</h1>{markup}"))
    found = find_dates(flow.text)[0]
    places = TitlePlaces(ends=tuple(sorted(title_ends(flow, TITLE))), title=TITLE)
    return rank_date(flow, found, places, WORDS)


RANKS = {
    "label": ("<p>发布时间：2015-04-14</p>", Rank.LABELLED),
    "notice's time": ("<p>公告时间：2015-04-14 17:20</p>", Rank.STAMPED),
    "notice's period": ("<p>公告时间：2015-04-14至2015-04-20</p>", None),
    "stamp": ("<p>时间：2015-04-14</p>", Rank.STAMPED),
    "bar": ("<p>2015-04-14 10:20 来源：办公室 浏览次数：12</p>", Rank.IN_TITLE_BAR),
    "bar with a dash": ("<p>2015-04-14 - 10:20</p>", Rank.IN_TITLE_BAR),
    "weekday before": ("<p>星期二 2015-04-14</p>", Rank.IN_TITLE_BAR),
    "weekday and time": ("<p>2015-04-14（星期二） 10:20 某县</p>", Rank.IN_TITLE_BAR),
    "page's clock": ("<p>停水公告</p><p>2015年4月14日 星期二</p>", None),
    "right behind the title": ("<p>2015-04-14</p>", Rank.IN_TITLE_BAR),
    "alone": ("<p>停水公告</p><p>2015-04-14</p>", Rank.BY_TITLE),
    "day of a row": ("<p>2015-04-14</p><a href='/1'>关于另一项工作的通知</a>", Rank.BY_TITLE),
    "cell": ("<table><tr><td>决定有效期自</td><td>2015-04-14</td></tr></table>", None),
    "behind a linked source": (
        "<p>来源：<a>某省人民政府门户网站</a> 2015-04-14</p>",
        Rank.IN_TITLE_BAR,
    ),
    "speech": ("<p>（2015年4月14日）</p>", None),
    "bar in brackets": ("<p>（2015年4月14日 来源：本站）</p>", Rank.IN_TITLE_BAR),
    "speech of a meeting": ("<p>2015年4月14日在县人民代表大会上</p><p>来源：本站</p>", None),
    "time of an event": ("<p>时间：2015年4月14日上午</p><p>地点：县政府</p>", None),
    "time of an event without its label": ("<p>2015-04-14 14:30</p><p>主讲：李教授</p>", None),
    "hour that is appointed": ("<p>时间：2015年4月14日上午9:00</p>", None),
    "day in a hall": ("<p>2015年4月14日 县政府三楼会议室</p>", None),
    "day over a place": ("<p>时间：2015-04-14</p><p>县文化广场</p>", None),
    "second over an event's place": (
        "<p>2015-04-14 10:20:30</p><p>地点：县政府</p>",
        Rank.IN_TITLE_BAR,
    ),
    "minute that no event begins at": (
        "<p>2015-04-14 10:21</p><p>地点：县政府</p>",
        Rank.IN_TITLE_BAR,
    ),
    "publisher over an event's place": (
        "<p>县水利局 2015-04-14</p><p>地点：县政府</p>",
        Rank.IN_TITLE_BAR,
    ),
    "source's line over an event's place": (
        "<p>来源：县水利局</p><p>日期：2015-04-14</p><p>地点：县政府</p>",
        Rank.STAMPED,
    ),
    "hall's day over who speaks": ("<p>2015-04-14 14:30 县政府报告厅</p><p>主讲：李教授</p>", None),
    "number of a document over a report": (
        "<p>某政发〔2015〕5号 2015年4月14日</p><p>本网讯（记者 张三）全县召开会议。</p>",
        None,
    ),
    "cell far below a bar": (
        (
            "<p>来源：本站</p><table><tr><td>项目</td><td>时间</td></tr>"
            "<tr><td>河堤</td><td>2015-04-14</td></tr></table>"
        ),
        None,
    ),
    "paper in brackets": ("<p>来源：本站</p><p>（《某报》2015年4月14日）</p>", None),
    "publisher in brackets": ("<p>（县水利局 2015-04-14）</p>", Rank.IN_TITLE_BAR),
    "weather of a day": ("<p>2015年4月14日 多云</p>", None),
    "hall of a day in digits": ("<p>2015-04-14 14:30 县政府报告厅</p>", None),
    "dateline of a report": ("<p>某县新闻网2015年4月14日讯（记者 张三）全县会议召开。</p>", None),
    "bar over an event's own time": (
        "<p>2015-04-14 10:20 张三</p><p>时间：2015年4月20日</p><p>地点：县政府</p>",
        Rank.IN_TITLE_BAR,
    ),
    "bar over an event's place": (
        "<p>时间：2015-04-14 来源：本站</p><p>地点：县政府</p>",
        Rank.STAMPED,
    ),
    "making in a bar": ("<p>创建时间：2015-04-14 来源：本站</p>", Rank.NOTED),
    "making behind text": ("<p>特此通知。</p><p>创建时间：2015-04-14 来源：本站</p>", None),
    "making without a bar": ("<p>创建时间：2015-04-14</p>", None),
    "document's minute in a bar": ("<p>发文时间：2015-04-14 10:20 来源：本站</p>", Rank.NOTED),
    "document's minute in its table": (
        "<p>索引号：A1 发文时间：2015-04-14 10:20 来源：本站</p>",
        None,
    ),
    "document's day in a bar": ("<p>发文时间：2015-04-14 来源：本站</p>", None),
    "bar between a summary and the text": (
        f"<p>全县召开会议。</p><p>2015-04-14 来源：本站</p><p>{'各乡镇要落实责任，' * 6}。</p>",
        Rank.IN_TITLE_BAR,
    ),
    "source behind the text": ("<p>全县召开会议。</p><p>2015-04-14 来源：本站</p>", None),
    "publisher beside it": ("<p>县水利局 2015-04-14</p>", Rank.IN_TITLE_BAR),
    "publisher and colon": ("<p>县政府网：2015-04-14 10:20</p>", Rank.IN_TITLE_BAR),
    "publisher beside a written day": ("<p>县水利局 2015年4月14日</p>", None),
    "the page's own file": (
        f"<p>2015-04-14</p><a href='/1.pdf'>{TITLE}.pdf</a>",
        Rank.IN_TITLE_BAR,
    ),
    "English bar": ("<p>Time:2015-04-14 Hits: 20</p>", Rank.STAMPED),
    "end in English": ("<p>Closing Date: 14 April 2015</p>", None),
    "event in English": ("<p>Date: 14 April 2015</p><p>Venue: Town Hall</p>", None),
    "document date": ("<p>成文日期：2015-04-14</p>", None),
    "legal date": ("<p>实施日期：2015-04-14</p>", None),
    "label of the entry": ("<p>录入时间：2015-04-14</p>", Rank.ENTERED),
    "label far below": (f"{'<p>附件</p>' * 200}<p>发布时间：2015-04-14</p>", Rank.LABELLED_APART),
    "label behind text": ("<p>特此通知。</p><p>发布时间：2015-04-14</p>", Rank.LABELLED_APART),
    "end of a period": ("<p>至 2015-04-14 来源：本站</p>", None),
    "begin of a period": ("<p>2015-04-14 09:00 至 2015-05-14 来源：本站</p>", None),
    "begin without an end": ("<p>发布时间：2015年4月14日起在本站公布</p>", None),
    "deadline": ("<p>2015-04-14 17:00前 来源：本站</p>", None),
    "sentence": ("<p>2015年4月14日，李明到城关镇调研。</p>", None),
    "sentence with a time": ("<p>2015年4月14日10:20全县会议召开。</p>", None),
    "stamp behind a field": ("<p><i>审核：张三</i><i>日期：2015-04-14</i></p>", Rank.STAMPED),
    "stamp of a word before": ("<p><b>报名</b><i>日期：2015-04-14</i></p>", None),
    "event behind a field": ("<p><i>审核：张三</i><i>报名日期：2015-04-14</i></p>", None),
    "text under an empty label": ("<p>发布时间：</p><p>2015年4月14日，全县会议召开</p>", None),
    "date under its label": ("<p>发布时间：</p><p>2015年4月14日 来源：本站</p>", Rank.LABELLED),
    "sentence of a title bar's words": ("<p>2015年4月14日，记者参与采访</p>", None),
    "signature": (f"<p>{'各乡镇要落实责任。' * 9}</p><p>2015年4月14日</p>", None),
}


@pytest.mark.parametrize(("markup", "rank"), RANKS.values(), ids=RANKS)
def test_a_date_is_ranked_by_its_label_or_its_place(markup: str, rank: Rank | None) -> None:
    assert rank_of(markup) is rank


def test_label_over_the_title_is_apart_from_it() -> None:
    flow = lay_out(parse(f"<p>发布时间：2015-04-14</p><h1>{TITLE}</h1>"))
    places = TitlePlaces(ends=tuple(title_ends(flow, TITLE)))

    nowhere = TitlePlaces(ends=())

    found = find_dates(flow.text)[0]
    assert rank_date(flow, found, places, WORDS) is Rank.LABELLED_APART
    assert rank_date(flow, found, nowhere, WORDS) is Rank.LABELLED


WITHOUT_TITLE = {
    "bar": ("<p>2015-04-14 来源：本站</p>", Rank.IN_TITLE_BAR),
    "bar over lines": ("<p>2015-04-14</p><p>来源：本站</p>", Rank.IN_TITLE_BAR),
    "written day with a time": (
        "<p>2015年4月14日 10时20分</p><p>来源：本站</p>",
        Rank.IN_TITLE_BAR,
    ),
    "signature over the page's tools": ("<p>2015年4月14日</p><p>打印本页</p>", None),
    "date alone": ("<p>2015-04-14</p><p>各乡镇人民政府</p>", None),
}


@pytest.mark.parametrize(("markup", "rank"), WITHOUT_TITLE.values(), ids=WITHOUT_TITLE)
def test_without_a_title_the_words_beside_a_date_tell(markup: str, rank: Rank | None) -> None:
    flow = lay_out(parse(markup))

    assert rank_date(flow, find_dates(flow.text)[0], TitlePlaces(ends=()), WORDS) is rank


def test_signature_of_a_body_that_the_title_names_is_no_publish_date() -> None:
    flow = lay_out(parse(f"<h1>{TITLE}</h1><p>特此通知。</p><p>{TITLE}</p><p>2015年4月14日</p>"))
    places = TitlePlaces(ends=tuple(title_ends(flow, TITLE)))

    assert rank_date(flow, find_dates(flow.text)[0], places, WORDS) is None


def test_date_in_the_title_is_none_of_its_bar() -> None:
    title = "某县2015年4月14日空气质量日报"
    flow = lay_out(parse(f"<h1>{title}</h1><p>{title}</p><p>2015年4月14日 10:20</p>"))
    places = TitlePlaces(ends=tuple(title_ends(flow, title)), title=title)

    ranks = [rank_date(flow, found, places, WORDS) for found in find_dates(flow.text)]

    assert ranks == [None, None, Rank.IN_TITLE_BAR]


def test_title_behind_the_date_in_its_line_is_no_text_beside_it() -> None:
    title = "Minister opens the bridge over the river with all mayors of the valley"
    flow = lay_out(parse(f"<h1><time>14 April 2015</time> <span>{title}</span></h1><p>Text</p>"))
    places = TitlePlaces(ends=tuple(sorted(title_ends(flow, title))))

    assert rank_date(flow, find_dates(flow.text)[0], places, WORDS) is Rank.BY_TITLE


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{title} 2015-04-14</p><p>县政府加快建设。</p>",
        "<h1>{title}</h1><p>2015-04-14 10:20</p><p>县政府加快建设。</p>",
    ],
    ids=["in its line", "under it"],
)
def test_title_that_ends_as_places_do_makes_no_event_of_its_day(markup: str) -> None:
    title = "某县建成中心文化广场"
    flow = lay_out(parse(markup.format(title=title)))
    places = TitlePlaces(ends=tuple(sorted(title_ends(flow, title))), title=title)

    assert rank_date(flow, find_dates(flow.text)[0], places, WORDS) is not None
