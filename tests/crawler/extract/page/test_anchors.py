import pytest

from crawler.extract.page.anchors import add_picture, anchor_of, is_clicked
from crawler.extract.page.blocks import Block
from crawler.extract.page.markup import attributes_of


def block(tag: str, written: str = "", parent: Block | None = None) -> Block:
    """Make a block that holds nothing."""
    return Block(tag, "", written, parent, 0, 0, 0)


@pytest.mark.parametrize(
    ("written", "clicked"),
    [
        ('onclick="x()"', True),
        ('onclick=""', True),
        ('data-onclick="x()"', False),
        ('title="onclick="', False),
        ("", False),
    ],
)
def test_an_element_is_clicked_if_it_says_so(written: str, clicked: bool) -> None:  # noqa: FBT001
    assert is_clicked(written) is clicked


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ('href="a.html"', "a.html"),
        ('href="#" onclick="location.href=\'b.html\'"', "b.html"),
        ('href="#"', "#"),
        ('onclick="toggle()"', None),
    ],
)
def test_a_link_without_an_address_leads_where_a_click_does(
    written: str, address: str | None
) -> None:
    assert anchor_of(block("a", written), attributes_of(written)).href == address


def test_a_picture_names_the_link_around_it_alone() -> None:
    outer, other = block("a"), block("a")
    inside, beside = anchor_of(outer, {}), anchor_of(other, {})

    for anchor in (inside, beside):
        add_picture(anchor, block("b", parent=outer), 'alt=" 图  一 "')

    assert (inside.picture, beside.picture) == ("图 一", "")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ('href="javascript:;" data-url="/czxx/"', "/czxx/"),
        ('href="#" data-href="list_3.html"', "list_3.html"),
        ('data-link="http://www.county.gov.cn/a/"', "http://www.county.gov.cn/a/"),
        ('href="/a/" data-url="/b/"', "/a/"),
        ('href="#tab" data-url="12"', "#tab"),
        ('data-url="{{item.url}}"', None),
    ],
)
def test_a_link_without_an_address_leads_where_a_script_finds_it_noted(
    written: str, address: str | None
) -> None:
    assert anchor_of(block("a", written), attributes_of(written)).href == address
