from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks


def test_block_knows_its_text_and_its_links() -> None:
    layout = lay_blocks(parse("<div><p>甲<a href='1'>乙</a></p><p>丙</p></div>"))

    first = next(block for block in layout.blocks if block.tag == "p")

    assert (layout.text_of(first), first.links) == ("甲乙", 1)


def test_link_carries_title_text_and_picture() -> None:
    layout = lay_blocks(parse("<a href='x' title='全名'> 短名 <img alt='图'></a>"))

    anchor = layout.anchors[0]

    assert (anchor.href, anchor.title, anchor.text, anchor.picture) == ("x", "全名", "短名", "图")


def test_click_that_names_an_address_is_a_link() -> None:
    layout = lay_blocks(parse("<ul><li onclick=\"window.open('a.html')\">通知</li></ul>"))

    assert [(anchor.href, anchor.text) for anchor in layout.anchors] == [("a.html", "通知")]


def test_places_count_siblings_of_one_tag() -> None:
    layout = lay_blocks(parse("<div><p></p><b></b><p></p></div>"))

    assert [block.place for block in layout.blocks if block.tag == "p"] == [1, 2]


def test_hidden_block_hides_what_is_inside() -> None:
    layout = lay_blocks(parse("<div style='display: none'><p>甲</p></div>"))

    assert all(block.hidden for block in layout.blocks if block.tag in {"div", "p"})
