from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.article import (
    ArticleSigns,
    article_signs,
    is_chinese,
    is_service_guide,
    prose_length,
)
from crawler.extract.dom import parse
from crawler.extract.laying import lay_blocks, lay_out
from crawler.extract.list_reading import ListReading
from crawler.extract.published import DatedPage, read_published
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState

NO_ROWS = ListReading(state=ListState.NONE)

PROSE = "为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下，" * 2


def test_prose_is_what_is_longer_than_a_headline_and_no_link() -> None:
    links = "".join(f"<li><a href='/{n}'>{PROSE}</a></li>" for n in range(5))

    flow = lay_out(
        parse(f"<ul>{links}</ul><p>短句。</p><p>{PROSE}</p><div class='footer'>{PROSE * 2}</div>")
    )

    assert prose_length(flow) in {len(PROSE), len(PROSE) + 1}


def test_a_page_without_a_body_has_no_prose() -> None:
    assert prose_length(lay_out(parse("<frameset><frame src=/main/></frameset>"))) == 0


def signs_of(markup: str, rows: ListReading = NO_ROWS, **metas: str) -> ArticleSigns:
    tree = parse(markup)
    words = load_lexicon().date_words
    page = DatedPage(
        tree=tree,
        layout=lay_blocks(tree),
        metas=metas,
        title="关于做好防汛工作的通知",
        url=None,
        fetched_at=None,
    )
    return article_signs(page, read_published(page, words), rows, words)


def test_standard_tags_make_an_article() -> None:
    assert signs_of("<p>x</p>", articletitle="通知", pubdate="2015-04-14").tagged


def test_title_tag_alone_makes_none() -> None:
    assert not signs_of("<p>x</p>", articletitle="通知").tagged


def test_words_of_a_title_bar_count_without_a_date() -> None:
    signs = signs_of("<h1>关于做好防汛工作的通知</h1><p>来源：县水利局 字号：大 中 小</p>")

    assert signs.named_bar
    assert not signs.title_bar


def test_date_inside_a_row_of_the_list_is_no_title_bar() -> None:
    claim = DateClaim(value=date(2015, 4, 14), source=DateSource.LIST_CELL)
    rows = tuple(
        ListItem(title="通知", url=None, date=claim, locator=f"html>body>ul:nth-of-type({number})")
        for number in range(1, 6)
    )
    markup = "<ul><li>发布时间：2015-04-14</li></ul>"

    beside = signs_of(markup)
    inside = signs_of(markup, ListReading(state=ListState.READ, items=rows))

    assert (beside.title_bar, inside.title_bar) == (True, False)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("关于做好防汛工作的通知", True),
        ("体罰を禁止する法律ができることになりました", False),
        ("News", False),
    ],
)
def test_language_is_told_by_its_characters(text: str, *, chinese: bool) -> None:
    assert is_chinese(lay_out(parse(f"<p>{text}</p>"))) is chinese


def test_service_guide_has_the_headings_of_one() -> None:
    guide = "".join(
        f"<h3>{name}</h3><p>见附件</p>"
        for name in ("设定依据", "办理条件", "申请材料", "办理流程", "法定期限", "收费标准")
    )
    signs = load_lexicon().page_signs

    assert is_service_guide(lay_out(parse(guide)), signs)
    assert not is_service_guide(lay_out(parse("<p>办理流程见附件</p>")), signs)
