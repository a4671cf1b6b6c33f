import pytest

from crawler.cms import families
from crawler.extract.page.dom import parse

PAGES = {
    "epoint": ('<ul class="ewb-data-items"></ul>', None),
    "jeecms": ("", "http://a.gov.cn/tzgg/index_2.jhtml"),
    "dedecms": ("", "http://a.gov.cn/plus/list.php?tid=3"),
    "easysite": ('<font class="newslist_style"></font>', None),
    "vsb": ('<script src="/_sitegray/_sitegray.js"></script>', None),
    "ilist_jsp": ("", "http://a.gov.cn/info/iList.jsp?cat_id=3"),
    "column_blocks": ("", "http://a.gov.cn/public/column/661?type=4"),
    "xinhua": ('<ul data="datasource:ab12"></ul>', None),
    "aspnet": ('<input name="__VIEWSTATE">', None),
    "siteserver": ('<link href="/sitefiles/assets/list.css">', None),
    "phpcms": ("<a href='/index.php?m=content&c=index&a=lists&catid=6'>通知</a>", None),
    "script_rows": ("<script>var rows = [{title: '通知'}]</script>", None),
    "asp": ("", "http://a.gov.cn/class.asp?class=3"),
}


@pytest.mark.parametrize("name", PAGES)
def test_family_is_named_by_its_signs(name: str) -> None:
    text, url = PAGES[name]

    found = next(one for one in families() if one.recognise(text, parse(text), url))

    assert found.name == name


def test_plain_page_belongs_to_no_family() -> None:
    text = "<ul><li><a href='/1.html'>通知</a></li></ul>"

    assert not any(one.recognise(text, parse(text), "http://a.gov.cn/tz/") for one in families())
