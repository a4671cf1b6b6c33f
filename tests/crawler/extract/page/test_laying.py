import pytest

from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import fold_space, parse, text_of
from crawler.extract.page.flow import Zone
from crawler.extract.page.laying import lay_blocks, lay_out
from crawler.extract.page.layout import Layout
from tests.crawler.extract.page.test_laying_any_page import LEFT_OUT

MAX_DEPTH = 150


def first(layout: Layout, tag: str) -> Block:
    """Give the first block of a tag."""
    return next(block for block in layout.blocks if block.tag == tag)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("甲<span>乙</span><b> 丙</b>", "甲乙 丙\n"),
        ("<p>甲 <b> 乙</b>\n\t丙</p>", "甲 乙 丙\n"),
        ("<p>甲</p> <p>乙</p>", "甲\n乙\n"),
        ("甲<br><br>乙", "甲\n乙\n"),
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("<table><tr><td>甲<td>乙</table>", "甲\n乙\n"),
        ("<table>甲<tr><td>乙</table>", "甲\n乙\n"),
        ("<p>甲&nbsp; &nbsp;乙\u3000丙</p>", "甲\xa0 \xa0乙\u3000丙\n"),
        ("<p>a&lt;b&gt;&amp;amp;&quot;</p>", 'a<b>&amp;"\n'),
        ("<p>甲<!-- 藏 -->乙</p>", "甲乙\n"),
        ("<p>甲<script>'<p>藏</p>'</script>乙</p>", "甲乙\n"),
        ("<p>甲<style>p > a {}</style>乙</p>", "甲乙\n"),
        ("<p>甲<noscript><b>藏</b><img></noscript>乙</p>", "甲乙\n"),
        ("<p>甲<template><p>藏</p></template>乙</p>", "甲乙\n"),
        ("<p>甲<title>藏</title>乙</p>", "甲乙\n"),
        ("<textarea><b>甲</b></textarea>", "<b>甲</b>\n"),
        ("<xmp>&lt;b&gt;</xmp>&lt;", "&lt;b&gt;\n<\n"),
        ("甲<b>\x0b</b>乙", "甲\x0b乙\n"),
        ("<svg><text>甲</text><style>藏</style></svg>乙", "甲\n乙\n"),
        ("<svg><title>藏</title><![CDATA[甲<b]]></svg>", "甲<b\n"),
        ("<P TITLE='a>b'>甲</P>", "甲\n"),
        ("<pre>\n甲  乙\n丙</pre>", "甲 乙 丙\n"),
        ("</p>甲</div></br>乙", "甲\n乙\n"),
        ("<head><title>藏</title></head>甲</body></html>乙", "甲乙\n"),
    ],
)
def test_visible_text_of_a_page(markup: str, text: str) -> None:
    assert lay_out(parse(markup)).text == text


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "  \n",
        "<!-- x -->",
        "<html></html>",
        "<script>x</script>",
        "<p></p><br>",
        "<img src=x>",
        "<head><title>藏</title></head>",
        "<!DOCTYPE html><template>藏</template>",
    ],
)
def test_a_page_without_text_has_an_empty_flow_that_its_body_owns(markup: str) -> None:
    flow = lay_out(parse(markup))

    assert flow.text == ""
    assert flow.owner_at(0).tag == "body"
    assert flow.zone_at(0) == Zone.PLAIN


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("甲<p>乙</p>丙", "甲 乙 丙"),
        ("甲<br>乙<img>丙", "甲 乙 丙"),
        ("甲<b>乙</b>丙<wbr>丁", "甲乙丙丁"),
        ("<b>甲<p>乙</p>丙</b>", "甲 乙 丙"),
        ("<p>甲</p><!-- x -->乙", "甲 乙"),
        ("甲\u3000\xa0乙", "甲 乙"),
    ],
    ids=["box", "void", "inline", "box_in_inline", "comment", "wide_blanks"],
)
def test_text_of_boxes_is_kept_apart_on_both_sides(markup: str, text: str) -> None:
    assert lay_blocks(parse(markup)).folded == text


def test_a_frameset_has_neither_blocks_nor_text() -> None:
    layout = lay_blocks(parse("<frameset><frame src=a><noframes><p>藏</noframes></frameset>"))

    assert (layout.blocks, layout.texts, layout.flow.text) == ([], [], "")
    assert {"frameset", "frame", "noframes"} <= layout.tags


@pytest.mark.parametrize("tag", sorted(LEFT_OUT))
def test_what_is_no_part_of_an_article_is_in_the_flow_alone(tag: str) -> None:
    layout = lay_blocks(parse(f"<div>甲<{tag}>乙</{tag}>丙</div>"))

    assert layout.folded == "甲丙"
    assert layout.flow.text == "甲\n乙\n丙\n"
    assert [block.tag for block in layout.blocks] == ["body", "div"]


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ("<p hidden>甲</p>", True),
        ("<div hidden><p>甲</p></div>", True),
        ("<div style='DISPLAY:none'><b><p>甲</p></b></div>", True),
        ("<div hidden></div><p>甲</p>", False),
        ("<div><br hidden><p>甲</p></div>", False),
        ("<div><b hidden></b><p>甲</p></div>", False),
    ],
    ids=["itself", "above", "far_above", "before", "void_before", "inline_before"],
)
def test_a_block_is_hidden_by_itself_or_from_above(markup: str, hidden: bool) -> None:  # noqa: FBT001
    assert first(lay_blocks(parse(markup)), "p").hidden is hidden


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<a href=' a.html\n'>甲</a>", "a.html"),
        ("<a href='?a=1&amp;b=2'>甲</a>", "?a=1&b=2"),
        ("<a>甲</a>", None),
        ("<a href=''>甲</a>", None),
        ("<a href='#top'>甲</a>", "#top"),
        ("<a href='#' onclick=\"location.href='b.html'\">甲</a>", "b.html"),
        ("<a onclick='window.open(\"c.html\")'>甲</a>", "c.html"),
        ("<a href=\"javascript:window.open('d.html')\">甲</a>", "d.html"),
        ("<a href=\"JavaScript:location = 'e.html'\">甲</a>", "e.html"),
        ("<a href='javascript:void(0)'>甲</a>", "javascript:void(0)"),
        ("<a href='f.html' onclick=\"location.replace('g.html')\">甲</a>", "f.html"),
        ("<li onclick=\"location.assign('h.html')\">甲</li>", "h.html"),
        ("<span onclick='toggle()'>甲</span>", None),
    ],
)
def test_a_link_goes_where_a_click_does(markup: str, address: str | None) -> None:
    layout = lay_blocks(parse(markup))

    assert [(anchor.href, anchor.text) for anchor in layout.anchors] == [(address, "甲")]


@pytest.mark.parametrize(
    "markup",
    [
        "<li>甲</li>",
        "<h1 onclick=\"location='a'\">甲</h1>",
        "<li title='onclick=&quot;x&quot;'>甲</li>",
    ],
    ids=["no_click", "no_row", "in_a_title"],
)
def test_what_no_click_opens_is_no_link(markup: str) -> None:
    assert lay_blocks(parse(markup)).anchors == []


def test_a_link_in_a_row_that_is_clicked_has_its_own_text() -> None:
    layout = lay_blocks(parse("<table><tr onclick='x()'><td><a href=b>甲</a>乙"))

    assert [(anchor.block.tag, anchor.href, anchor.text) for anchor in layout.anchors] == [
        ("tr", None, "甲乙"),
        ("a", "b", "甲"),
    ]


@pytest.mark.parametrize(
    ("markup", "picture"),
    [
        ("<a href=x><img alt=' 图  一 '></a>", "图 一"),
        ("<a href=x><b><img alt='' title=图></b></a>", "图"),
        ("<a href=x><p><img alt=图></p></a>", "图"),
        ("<a href=x><img src=y></a>", ""),
        ("<a href=x><img alt=图><img alt=' '></a>", "图"),
        ("<a href=x></a><img alt=图>", ""),
        ("<img alt=图><a href=x></a>", ""),
        ("<div><a href=x></a><p><img alt=图></p></div>", ""),
    ],
    ids=["alt", "title", "box", "unnamed", "blank_second", "after", "before", "beside"],
)
def test_a_picture_belongs_to_the_link_that_it_stands_in(markup: str, picture: str) -> None:
    assert [anchor.picture for anchor in lay_blocks(parse(markup)).anchors] == [picture]


@pytest.mark.parametrize(
    ("markup", "linked"),
    [
        ("<a href=x>甲</a><a>乙</a><area href=y>", 1),
        ("<noscript><a href=x>甲</a></noscript>", 1),
        ("<template><a href=x>甲</a></template><a href=x>", 1),
        ("<noscript><template><a href=x></a></template><a href=y></a></noscript>", 1),
        ("<button><a href=x>甲</a></button>", 1),
        ("<svg><a href=x>甲</a></svg>", 1),
        ("<p title='<a href=x>'>&lt;a href=x></p>", 0),
        ("<script>'<a href=x>'</script><!-- <a href=x> -->", 0),
    ],
)
def test_links_are_counted_wherever_they_stand(markup: str, linked: int) -> None:
    assert lay_blocks(parse(markup)).linked == linked


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title> 甲 &amp;lt;乙\n</title>", " 甲 &lt;乙\n"),
        ("<title>甲</title><title>乙</title>", "甲"),
        ("<title></title><title>乙</title>", ""),
        ("<title><b>甲</title>", "<b>甲"),
        ("<template><title>藏</title></template><title>甲</title>", "甲"),
        ("<body><title>甲</title>", "甲"),
        ("<body><svg><title>藏</title></svg><title>甲</title>", "甲"),
        ("<p>甲", None),
    ],
    ids=["folded_later", "first", "empty", "tag", "template", "body", "drawing", "none"],
)
def test_title_is_the_first_as_it_stands(markup: str, title: str | None) -> None:
    assert lay_blocks(parse(markup)).title == title


def test_scripts_and_metas_are_kept_wherever_they_stand() -> None:
    layout = lay_blocks(
        parse(
            "<meta name=a content='&lt;'><script src=x></script>"
            "<body><noscript><meta name=b></noscript><script>if (a<b) '&lt;'</script>"
            "<template><script>藏</script><meta name=c></template>"
        )
    )

    assert [script.text for script in layout.scripts] == ["", "if (a<b) '&lt;'"]
    assert [script.inline for script in layout.scripts] == [False, True]
    assert layout.metas == ['name="a" content="&lt;"', 'name="b"']


def test_a_tree_is_laid_out_once_and_two_trees_apart() -> None:
    one, other = parse("<p>甲</p>"), parse("<p>甲</p>")

    assert lay_blocks(one) is lay_blocks(one)
    assert lay_out(one) is lay_blocks(one).flow
    assert lay_blocks(other) is not lay_blocks(one)


@pytest.mark.parametrize("depth", [1, MAX_DEPTH - 2, MAX_DEPTH - 1, MAX_DEPTH, 2_500])
def test_blocks_are_never_deeper_than_walks_may_be_long(depth: int) -> None:
    layout = lay_blocks(parse("<div>" * depth + "<p>甲</p>" + "</div>" * depth + "<p>乙</p>"))

    steps = []
    for block in layout.blocks:
        here, above = block, 0
        while here.parent is not None:
            here, above = here.parent, above + 1
        steps.append(above)

    assert max(steps) == min(depth + 1, MAX_DEPTH)
    assert len(layout.blocks) == depth + 3
    assert (layout.folded, layout.flow.text) == ("甲 乙", "甲\n乙\n")
    assert layout.text_of(layout.blocks[-1]) == "乙"


def test_the_flow_knows_the_element_of_a_text_however_deep_it_is() -> None:
    layout = lay_blocks(parse("<div class=footer>" + "<div>" * 400 + "<a href=x>甲</a>"))

    owner = layout.flow.owner_at(layout.flow.text.index("甲"))

    assert (owner.tag, owner.hung) == ("a", True)
    assert layout.flow.zone_at(0) == Zone.FOOT | Zone.LINK
    assert [anchor.href for anchor in layout.anchors] == ["x"]


def test_text_behind_a_block_that_is_too_deep_is_kept_apart() -> None:
    deep = "<div>" * 160

    assert lay_blocks(parse(f"{deep}<p>2015</p>04")).folded == "2015 04"
    assert lay_blocks(parse(f"{deep}<p>2015</p>04<p>甲</p>乙")).folded == "2015 04 甲 乙"


def test_a_link_that_is_too_deep_has_its_text() -> None:
    layout = lay_blocks(parse("<div>" * 160 + "<a href=x><b>甲</b> 乙</a><a href=y>丙</a>丁"))

    assert [anchor.text for anchor in layout.anchors] == ["甲 乙", "丙"]


@pytest.mark.parametrize("tag", ["iframe", "noembed", "noframes"])
def test_what_stands_in_for_a_frame_is_not_shown(tag: str) -> None:
    tree = parse(f"<p>乙</p><{tag}>不支持<a href=x></{tag}>甲")

    assert (lay_blocks(tree).folded, lay_out(tree).text) == ("乙 甲", "乙\n甲\n")
    assert text_of(tree.body) == "乙 甲"


def test_a_link_without_its_end_does_not_swallow_the_page() -> None:
    layout = lay_blocks(parse("<li><a href=x>甲<li><a href=y>乙"))

    assert {anchor.text for anchor in layout.anchors} == {"甲", "乙"}


def test_title_of_a_link_is_folded() -> None:
    layout = lay_blocks(parse("<a href=x title=' 关于\n通知 '>甲</a>"))

    assert layout.anchors[0].title == fold_space(" 关于\n通知 ")
