from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.linked import linked_addresses, unseen_addresses

BASE = "http://www.example.gov.cn/index.html"


def test_each_address_is_given_once_in_document_order() -> None:
    tree = parse("<a href='/b/'>乙</a><a href='a/'>甲</a><p><a href='./b/'>乙</a></p><a>无</a>")

    assert linked_addresses(tree, BASE) == (
        "http://www.example.gov.cn/b/",
        "http://www.example.gov.cn/a/",
    )


def test_links_that_lead_to_no_page_are_left_out() -> None:
    tree = parse("<a href='javascript:;'>空</a><a href='#'>顶</a><a href='mailto:a@b.cn'>信</a>")

    assert linked_addresses(tree, BASE) == ()


def test_links_that_nobody_sees_are_links() -> None:
    tree = parse("<div style='display:none'><a href='/hidden/'>暗</a></div>")

    assert linked_addresses(tree, BASE) == ("http://www.example.gov.cn/hidden/",)


def test_a_link_is_unseen_where_only_hidden_elements_have_it() -> None:
    hidden = "<div style='display:none'><a href='/a/'>甲</a><a href='b/'>乙</a></div>"
    layout = lay_blocks(parse(f"{hidden}<a href='http://www.example.gov.cn/b/'>乙</a>"))

    assert unseen_addresses(layout, BASE) == ("http://www.example.gov.cn/a/",)
