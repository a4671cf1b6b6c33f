from crawler.extract.page.dom import parse
from crawler.extract.page.image_map import map_links
from crawler.extract.page.laying import lay_blocks


def test_areas_are_links_with_their_words() -> None:
    markup = "<map><area href='/a/' alt='公告'><area href='/b/' title='要闻'><area alt='无'></map>"
    found = map_links(lay_blocks(parse(markup)))

    assert [(one.href, one.picture, one.title) for one in found] == [
        ("/a/", "公告", ""),
        ("/b/", "", "要闻"),
    ]


def test_a_page_without_areas_has_none() -> None:
    assert map_links(lay_blocks(parse("<a href='/a/'>公告</a>"))) == []
