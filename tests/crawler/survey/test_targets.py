from crawler.policy.canonical import url_key
from crawler.survey.targets import choose_columns
from schema.types.column import ColumnClass
from schema.types.reading import ColumnLink
from testkit.facts import HOME, make_registered_column, make_site

COLUMN = make_registered_column(f"{HOME}tzgg/")


def link(name: str, url: str, column_class: ColumnClass = ColumnClass.NOTICE) -> ColumnLink:
    return ColumnLink(name=name, url=url, column_class=column_class)


def test_registered_columns_go_before_the_navigation() -> None:
    site = make_site(columns=(COLUMN,))

    chosen = choose_columns(site, [link("动态", f"{HOME}dt/")], frozenset({url_key(COLUMN.url)}), 9)

    assert [(one.url, one.registered, one.on_home) for one in chosen] == [(COLUMN.url, True, True)]


def test_a_registered_column_that_the_homepage_does_not_link_is_not_on_it() -> None:
    chosen = choose_columns(make_site(columns=(COLUMN,)), [], frozenset(), 9)

    assert not chosen[0].on_home


def test_the_navigation_gives_columns_of_this_site_once() -> None:
    links = [
        link("公告", f"{HOME}gg/"),
        link("公告", "https://example.gov.cn/gg/index.html"),
        link("首页", HOME),
        link("省政府", "http://www.hunan.gov.cn/"),
    ]

    chosen = choose_columns(make_site(), links, frozenset(), 9)

    assert [one.url for one in chosen] == [f"{HOME}gg/"]


def test_navigation_systems_and_topics_are_exempt() -> None:
    columns = (
        make_registered_column(f"{HOME}a/", navigation=True),
        make_registered_column(f"{HOME}b/", is_system=True),
        make_registered_column(f"{HOME}c/", monitored=False),
        make_registered_column(f"{HOME}d/", column_class=ColumnClass.TOPIC),
        COLUMN,
    )

    chosen = choose_columns(make_site(columns=columns), [], frozenset(), 9)

    assert [one.exempt is not None for one in chosen] == [True, True, True, True, False]
