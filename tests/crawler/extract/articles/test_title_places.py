from crawler.extract.articles.title_places import FAR, TitlePlaces
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out


def test_distance_is_measured_from_the_nearest_title() -> None:
    places = TitlePlaces(ends=(10, 50))

    assert places.after(60) == 10
    assert places.before(45) == 5
    assert TitlePlaces(ends=()).after(60) == FAR


def test_title_holds_the_day_that_it_names_and_no_other() -> None:
    title = "某县2015年4月14日空气质量日报"
    flow = lay_out(parse(f"<h1>{title}</h1><p>2015年4月14日</p>"))
    places = TitlePlaces(ends=(len(title),), title=title)

    assert [places.hold(flow, found) for found in flow.dates] == [True, False]
