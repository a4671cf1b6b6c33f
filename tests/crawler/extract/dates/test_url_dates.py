from datetime import date

import pytest

from crawler.extract.dates.url_dates import url_date


@pytest.mark.parametrize(
    "path",
    [
        "/art/2015/4/14/art_123_456.html",
        "/201504/t20150414_123456.html",
        "/doc/2015/04/14/1.html",
        "/2015-04/14/content_1.htm",
        "/2015/0414/c1-2.html",
        "/goutong/20150414102030123/index.html",
        "/news/20150414.html",
        "/2015-04-14-title/",
        "/news/14-04-2015",
    ],
)
def test_day_is_read_from_the_path(path: str) -> None:
    found = url_date(f"http://www.example.gov.cn{path}")

    assert found is not None
    assert found.value == date(2015, 4, 14)


@pytest.mark.parametrize("path", ["/c100494/201504/abcdef.shtml", "/2015/04/a-title/", "/201504/"])
def test_month_alone_names_no_day(path: str) -> None:
    found = url_date(f"http://www.example.gov.cn{path}")

    assert found is not None
    assert (found.day, found.value) == (None, date(2015, 4, 30))


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/content/post_9360641.html",
        "http://a.cn/c20150414abcdef0123456789abcdef01.html",
        "http://a.cn/col/col2015/index.html",
        "http://a.cn/2015/13/40/x.html",
        "http://a.cn/?date=2015-04-14",
        "http://[broken",
    ],
    ids=["post", "hex", "column", "no_month", "query", "broken"],
)
def test_other_addresses_carry_no_date(url: str) -> None:
    assert url_date(url) is None
