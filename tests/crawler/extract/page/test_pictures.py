import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.pictures import shown_pictures

BASE = "http://www.example.gov.cn/index.html"


def pictures(markup: str) -> tuple[str, ...]:
    return shown_pictures(lay_blocks(parse(markup)), BASE)


def test_each_picture_file_is_given_once_in_document_order() -> None:
    shown = pictures(
        "<a href='/1.html'><img src='upload/b.JPG' width='420'></a>"
        "<div><img src='/images/a.png'><img src='./upload/b.JPG'></div>"
    )

    assert shown == (
        "http://www.example.gov.cn/upload/b.JPG",
        "http://www.example.gov.cn/images/a.png",
    )


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<img src='/code.asp'>", id="a-program"),
        pytest.param("<img src='/hits.gif?id=3'>", id="a-counter"),
        pytest.param("<img src='data:image/gif;base64,R0lGODlhAQABAIA'>", id="data"),
        pytest.param("<img src='/blank.gif' data-original='/upload/1.jpg'>", id="put-in-later"),
        pytest.param("<img src='/dot.gif' width='1' height='1'>", id="a-dot"),
        pytest.param("<div style='display:none'><img src='/a.jpg'></div>", id="hidden"),
        pytest.param("<img src=''><img>", id="no-source"),
        pytest.param("<p>.</p><noscript><img src='/hits.gif'></noscript>", id="for-other-browsers"),
        pytest.param("<img src='/a.jpg' onerror=\"this.src='/no.gif'\">", id="with-another-behind"),
        pytest.param("<style>.x{display:none}</style><img class='x' src='/a.jpg'>", id="by-a-rule"),
        pytest.param("<select><option><img src='/a.jpg'></option></select>", id="in-a-field"),
        pytest.param("<img src='/a.jpg' style='display:none'>", id="itself-hidden"),
        pytest.param("<script>document.write('<img src=/a.jpg>')</script>", id="of-a-script"),
    ],
)
def test_pictures_whose_lack_nobody_sees_are_left_out(markup: str) -> None:
    assert pictures(markup) == ()
