from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import crawler.findings
from config.lexicon import load_lexicon
from crawler.extract.articles.plain_article import is_plain_article
from crawler.extract.articles.published import DatedPage, read_published
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.meta import read_metas
from crawler.reading import read_page
from schema.types.reading import PageReading

LEXICON = load_lexicon()
FETCHED = datetime(2015, 6, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "关于做好防汛工作的通知"
BAR = "<div class='info'>发布时间：2015-04-14 来源：县水利局</div>"
PROSE = f"<p>{'为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下。' * 12}</p>"
RELATED = "".join(
    f"<li><a href='/a/{n}.html'>关于第{n}号事项的通知</a><span>2015-03-{n:02}</span></li>"
    for n in range(1, 9)
)


def is_plain(body: str, head: str = "") -> bool:
    tree = parse(f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>")
    metas = read_metas(tree)
    page = DatedPage(
        tree=tree, layout=lay_blocks(tree), metas=metas, title=TITLE, url=None, fetched_at=FETCHED
    )
    return is_plain_article(page, read_published(page, LEXICON.date_words), LEXICON.letter_words)


def test_an_article_with_its_date_by_the_title_is_plain_whatever_is_related() -> None:
    assert is_plain(f"<h1>{TITLE}</h1>{BAR}{PROSE}<ul>{RELATED}</ul>")


def test_a_tagged_article_is_plain_without_a_visible_date() -> None:
    tags = (
        "<meta name='ArticleTitle' content='通知'><meta name='PubDate' content='2015-04-14 09:00'>"
    )

    assert is_plain(f"<h1>{TITLE}</h1>{PROSE}", tags)
    assert not is_plain(f"<h1>{TITLE}</h1>{PROSE}")


def test_a_page_with_little_prose_may_be_a_list() -> None:
    assert not is_plain(f"<h1>{TITLE}</h1>{BAR}<p>短文。</p>")


def test_a_date_in_a_row_of_a_list_proves_no_article() -> None:
    rows = "".join(
        f"<li><h3><a href='/{n}'>{TITLE}</a></h3><div>发布时间：2015-04-{n:02}</div></li>"
        for n in range(1, 7)
    )

    assert not is_plain(f"<ul>{rows}</ul>{PROSE}")


def test_rows_that_each_have_a_list_of_their_own_are_rows_too() -> None:
    rows = "".join(
        f"<ul><li><a href='/{n}'>{TITLE}</a><span>发布时间：2015-04-{n:02}</span></li></ul>"
        for n in range(1, 7)
    )

    assert not is_plain(f"<div>{rows}</div>{PROSE}")


@pytest.mark.parametrize("words", ["来信时间：2015-03-01", "回复时间：2015-03-02", "办理状态"])
def test_a_page_that_speaks_of_letters_is_looked_at_in_full(words: str) -> None:
    assert not is_plain(f"<h1>{TITLE}</h1>{BAR}{PROSE}<p>{words}</p>")


PARTS = st.sampled_from(
    [
        f"<h1>{TITLE}</h1>",
        f"<h2>{TITLE}</h2>",
        BAR,
        "<p>2015-04-14</p>",
        PROSE,
        "<p>短句。</p>",
        f"<ul>{RELATED}</ul>",
        f"<div class='list'>{RELATED.replace('li>', 'div>')}</div>",
        "".join(f"<ul>{row}</li></ul>" for row in RELATED.split("</li>")[:-1]),
        "<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>"
        + "".join(
            f"<tr><td><a href='/{n}'>第{n}件事</a></td><td>2015-04-0{n}</td><td>已办结</td></tr>"
            for n in range(1, 7)
        )
        + "</table>",
        "<div>来信内容：路灯不亮。</div><div>回复内容：已经修好，感谢您的来信。</div>",
        "<ul></ul><p>暂无内容</p>",
        "<iframe src='/list.html'></iframe>",
        "<div class='page'><a href='index_2.html'>下一页</a></div>",
    ]
)
TAGS = st.sampled_from(
    [
        "",
        "<meta name='ArticleTitle' content='通知'><meta name='PubDate' content='2015-04-14'>",
        "<meta property='og:type' content='article'>",
        "<meta http-equiv='refresh' content='0;url=/home/'>",
    ]
)
NAMES = st.sampled_from([TITLE, "县长信箱", "通知公告", "首页"])
PATHS = st.sampled_from(["/", "/tzgg/", "/art/2015/4/14/art_1_2.html", "/xjxx/index.html"])


@example(parts=[BAR, PROSE, f"<ul>{RELATED}</ul>"], tags="", name=TITLE, path="/")
@example(
    parts=[f"<ul>{RELATED}</ul>", f"<h1>{TITLE}</h1>", PROSE],
    tags="<meta name='ArticleTitle' content='通知'><meta name='PubDate' content='2015-04-14'>",
    name=TITLE,
    path="/tzgg/",
)
@given(parts=st.lists(PARTS, max_size=7), tags=TAGS, name=NAMES, path=PATHS)
@settings(max_examples=300, deadline=None)
def test_a_plain_article_reads_the_same_as_with_all_its_lists(
    parts: list[str], tags: str, name: str, path: str
) -> None:
    text = f"<html><head><title>{name}_某县人民政府</title>{tags}</head><body>{''.join(parts)}"

    def read() -> PageReading:
        return read_page(
            text.encode(),
            url=f"http://www.example.gov.cn{path}",
            fetched_at=FETCHED,
            content_type="text/html; charset=utf-8",
            lexicon=LEXICON,
        )

    short = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawler.findings, "is_plain_article", lambda *_: False)
        whole = read()

    assert replace(short, ordered_by_date=whole.ordered_by_date) == whole
