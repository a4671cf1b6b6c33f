import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_score import is_paged, place_factor, survey
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups

LIST = "<ul><li><a href=1>关于防汛的通知</a></li><li><a href=2>关于抗旱的通知</a></li></ul>"
PLACES = {
    "footer": (f"<div class='footer'>{LIST}</div>", False),
    "side_bar": (f"<div class='sidebar-r'>{LIST}</div>", False),
    "hot_news": (f"<h3>热点新闻</h3>{LIST}", False),
    "main_container": (f"<div class='newslist'>{LIST}</div>", True),
    "before_a_pager": (f"<div>{LIST}</div><a href=3>下一页</a>", True),
}


def factor_of(markup: str, names: tuple[str, ...] = ()) -> float:
    layout = lay_blocks(parse(markup))
    group = next(group for group in find_groups(layout) if group.place.tag == "ul")
    return place_factor(layout, group, survey(layout, load_lexicon().list_words, names))


@pytest.mark.parametrize(("markup", "raised"), PLACES.values(), ids=PLACES.keys())
def test_place_weighs(markup: str, raised: bool) -> None:  # noqa: FBT001
    factor = factor_of(markup)

    assert (factor > 1) == raised
    assert factor != 1


def test_heading_may_be_the_first_row() -> None:
    rows = "".join(f"<tr><td><a href={n}>关于防汛的通知</a></td></tr>" for n in range(3))
    layout = lay_blocks(parse(f"<table><tr><td>热点新闻</td></tr>{rows}</table>"))
    group = next(group for group in find_groups(layout) if group.place.tag == "tbody")

    assert place_factor(layout, group, survey(layout, load_lexicon().list_words)) < 1


def test_own_name_lowers_nothing() -> None:
    assert factor_of(f"<h3>热点新闻</h3>{LIST}", ("热点新闻",)) == 1


def test_row_alone_stands_under_the_heading_of_its_list() -> None:
    rows = "".join(f"<li><a href={n}>关于防汛的通知<i>2020-02-0{n}</i></a></li>" for n in (1, 2, 3))
    layout = lay_blocks(parse(f"<h3>热点新闻</h3><ul>{rows}</ul>"))
    alone = [group for group in find_groups(layout) if group.place.tag == "li"]
    about = survey(layout, load_lexicon().list_words)

    assert len(alone) == 3
    assert all(place_factor(layout, group, about) < 1 for group in alone)


def test_pager_far_behind_is_another_list_s() -> None:
    far = "".join(f"<a href='{n}'>另一篇文章的标题</a>" for n in range(9))
    layout = lay_blocks(parse(f"{LIST}{far}<a href=3>下一页</a>"))
    group = next(group for group in find_groups(layout) if group.place.tag == "ul")

    assert not is_paged(layout, group, survey(layout, load_lexicon().list_words))


@pytest.mark.parametrize(
    "before",
    [
        "<p>按标题检索相关信息</p>",
        "<p>本栏目发布我县政策文件及相关解读</p>",
        "<span>没有找到相关信息</span>",
        "<span style='display:none'>相关信息</span>",
    ],
)
def test_sentence_that_ends_like_a_side_heading_is_none(before: str) -> None:
    assert factor_of(f"{before}{LIST}") == 1


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>本县热点新闻</h3>",
        "<h3>热点<b>新闻</b></h3>",
        "<h3>热点新闻</h3><a href=9>更多&gt;&gt;</a>",
    ],
)
def test_side_heading_may_be_longer_parted_or_lead_on(heading: str) -> None:
    assert factor_of(f"{heading}{LIST}") < 1


def test_list_with_a_pager_in_its_box_is_none_beside_another() -> None:
    assert factor_of(f"<div><h2>最新发布</h2>{LIST}<a href=3>下一页</a></div>") > 1


def test_side_block_before_the_pager_of_another_box_is_one() -> None:
    bar = f"<div><h2>最新发布</h2>{LIST}</div>"

    assert factor_of(f"{bar}<div><ul id=rows></ul><a href=3>下一页</a></div>") < 1
    assert (
        factor_of(f"<div>{bar}<p><a href=8>关于防火的紧急通知</a></p><a href=3>下一页</a></div>")
        < 1
    )
