import pytest

from schema.types.route import column_route_of, route_of


@pytest.mark.parametrize(
    ("url", "route", "column"),
    [
        ("http://a.gov.cn/#/list", "#/list", ""),
        ("http://a.gov.cn/#!list", "#!list", ""),
        ("http://a.gov.cn/gkmlpt/index#4806", "#4806", "#4806"),
        ("http://a.gov.cn/tjj/gkmlpt/#7", "#7", "#7"),
        ("http://a.gov.cn/gkmlpt/index#top", "", ""),
        ("http://a.gov.cn/tzgg/index.html#2", "", ""),
        ("http://a.gov.cn/tzgg/", "", ""),
    ],
)
def test_a_route_makes_another_page_and_a_place_in_a_page_none(
    url: str, route: str, column: str
) -> None:
    assert (route_of(url), column_route_of(url)) == (route, column)
