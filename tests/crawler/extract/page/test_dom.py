import pytest

from crawler.extract.page.dom import base_url, css_path, parse, text_of

PAGE = """<div id="main"><p>发布<i>时</i>间<script>x</script>：<b>2015-</b><b>04-14</b></p>
<p>甲<br>乙</p></div><ul><li>1<li id="q q">2</ul><p id="twice">a</p><p id="twice">b</p>"""


def test_text_joins_inline_pieces_and_parts_blocks() -> None:
    assert text_of(parse(PAGE).css_first("#main")) == "发布时间：2015-04-14 甲 乙"


def test_text_of_nothing_is_empty() -> None:
    assert text_of(None) == ""


def test_text_of_a_node_stops_at_its_end() -> None:
    assert text_of(parse(PAGE).css_first("b")) == "2015-"


def test_full_width_digits_stay() -> None:
    assert text_of(parse("<p>２０１５</p>").body) == "２０１５"


def test_path_finds_its_node_and_no_other() -> None:
    tree = parse(PAGE)

    nodes = tree.css("p, b, li, ul, i")

    assert [[hit.mem_id for hit in tree.css(css_path(node))] for node in nodes] == [
        [node.mem_id] for node in nodes
    ]


def test_path_starts_at_the_nearest_unique_id() -> None:
    assert css_path(parse(PAGE).css("b")[1]) == "#main>p:nth-of-type(1)>b:nth-of-type(2)"


@pytest.mark.parametrize(
    ("markup", "url", "base"),
    [
        ("<base href='/x/'>", "http://a.cn/y/z.html", "http://a.cn/x/"),
        ("<base href='http://b.cn/'>", None, "http://b.cn/"),
        ("<base href='x/'>", None, None),
        ("<base target='_blank'>", "http://a.cn/y/", "http://a.cn/y/"),
        ("", "http://a.cn/y/", "http://a.cn/y/"),
        ("<base href=''>", "http://a.cn/y/", "http://a.cn/y/"),
    ],
)
def test_base_is_the_documents_own_where_it_names_one(
    markup: str, url: str | None, base: str | None
) -> None:
    assert base_url(parse(f"<head>{markup}</head>"), url) == base


def test_deep_tree_is_read_without_recursion() -> None:
    deep = parse("<div>" * 5000 + "x" + "</div>" * 5000)

    assert text_of(deep.body) == "x"
