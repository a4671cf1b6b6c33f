from urllib.parse import urljoin

import pytest

from crawler.extract.lists.child_columns import (
    all_children,
    is_child,
    leads_to_children,
    shows_one_child,
)
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

PAGE = "http://www.county.gov.cn/zwgk/index.html"
CHILDREN = {
    "a folder": ("http://www.county.gov.cn/zwgk/tzgg/", True),
    "its index": ("http://www.county.gov.cn/zwgk/tzgg/index.html", True),
    "a grandchild": ("http://www.county.gov.cn/zwgk/tzgg/xj/", False),
    "a sibling": ("http://www.county.gov.cn/tzgg/", False),
    "a page": ("http://www.county.gov.cn/zwgk/a.html", False),
    "a month of articles": ("http://www.county.gov.cn/zwgk/202011/", False),
    "another host": ("http://www.a.gov.cn/zwgk/tzgg/", False),
    "the page itself": (PAGE, False),
}


@pytest.mark.parametrize(("url", "child"), CHILDREN.values(), ids=CHILDREN)
def test_child_lies_right_below(url: str, *, child: bool) -> None:
    assert is_child(url, PAGE) is child


@pytest.mark.parametrize("page", [None, "http://www.county.gov.cn/", f"{PAGE}?p=2", "/a/b.html"])
def test_page_that_is_no_folder_has_no_children(page: str | None) -> None:
    assert not is_child("http://www.county.gov.cn/tzgg/", page)


def test_two_children_make_a_parent() -> None:
    links = [f"<a href='{name}/'>公告</a>" for name in ("rsgg", "zbgg")]

    assert leads_to_children(lay_blocks(parse("".join(links))), base=PAGE, page=PAGE)
    assert not leads_to_children(lay_blocks(parse(links[0] * 2)), base=PAGE, page=PAGE)


FOLDER = "http://www.county.gov.cn/zwgk/"
ENTRIES = {
    "of one child": (["gjwj/202401/t1.html", "gjwj/202402/t2.html"], ["gjwj/", "bjwj/"], True),
    "of two children": (["gjwj/t1.html", "bjwj/t2.html"], ["gjwj/", "bjwj/"], False),
    "of the page's own": (["t1.html", "t2.html"], ["gjwj/", "bjwj/"], False),
    "of months": (["202401/t1.html"], ["gjwj/", "bjwj/"], False),
    "of no column": (["content/post_1.html"], ["gjwj/", "bjwj/"], False),
    "of the only child": (["gjwj/t1.html"], ["gjwj/"], False),
    "elsewhere too": (["gjwj/t1.html", "/tzgg/t2.html"], ["gjwj/", "bjwj/"], False),
}


@pytest.mark.parametrize(("entries", "children", "one"), ENTRIES.values(), ids=ENTRIES)
def test_parent_may_show_the_list_of_one_child(
    entries: list[str], children: list[str], *, one: bool
) -> None:
    links = "".join(f"<a href='{name}'>文件</a>" for name in (*children, *entries))
    urls = [urljoin(FOLDER, entry) for entry in entries]

    layout = lay_blocks(parse(links))

    assert shows_one_child(urls, layout, base=PAGE, page=PAGE) is one


def test_every_address_must_be_a_child() -> None:
    folder = "http://www.county.gov.cn/zwgk/"

    assert all_children([f"{folder}a/", f"{folder}b/"], PAGE)
    assert not all_children([f"{folder}a/", f"{folder}b/", None], PAGE)
    assert not all_children([f"{folder}a/"], PAGE)
