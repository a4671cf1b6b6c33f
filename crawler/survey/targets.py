"""Choose the columns of a survey: the registered ones, else those that the navigation shows."""

from collections.abc import Iterable, Sequence

from crawler.policy.canonical import normalised, same_site, url_key
from crawler.survey.column_walk import ColumnTarget
from schema.types.column import Column, ColumnClass
from schema.types.reading import ColumnLink
from schema.types.site import Site

_NEVER_COUNT = {ColumnClass.TOPIC: "历史性工作专题"}


def choose_columns(
    site: Site, links: Sequence[ColumnLink], linked: frozenset[str], limit: int
) -> tuple[tuple[ColumnTarget, ...], int]:
    """Give what to survey, and how many columns the limit leaves out.

    `linked` holds the keys of all links on the homepage; registered columns are never left out.

    What a menu leads to on another host is no column of this site, unless it is registered.
    """
    if site.columns:
        return tuple(_registered(column, linked) for column in site.columns), 0
    return shown_columns(site, links, known=frozenset(), limit=limit, on_home=True)


def shown_columns(
    site: Site, links: Iterable[ColumnLink], *, known: frozenset[str], limit: int, on_home: bool
) -> tuple[tuple[ColumnTarget, ...], int]:
    """Give the site's own columns among links, the `known` ones left out, and how many too many."""
    found: dict[str, ColumnTarget] = {}
    passed = known | {url_key(site.home_url)}
    for link in links:
        own = not link.off_site and same_site(link.url, site.home_url)
        key = url_key(link.url)
        if own and normalised(link.url) and key not in passed and key not in found:
            found[key] = ColumnTarget(
                name=link.name,
                url=link.url,
                column_class=link.column_class,
                registered=False,
                on_home=on_home,
                exempt=_NEVER_COUNT.get(link.column_class),
            )
    return tuple(found.values())[:limit], max(0, len(found) - limit)


def _registered(column: Column, linked: frozenset[str]) -> ColumnTarget:
    return ColumnTarget(
        name=column.name,
        url=column.url,
        column_class=column.column_class,
        registered=True,
        on_home=url_key(column.url) in linked,
        update_days=column.update_days,
        exempt=_exemption(column),
    )


def _exemption(column: Column) -> str | None:
    if column.is_system:
        return "在线系统"
    if column.navigation:
        return "导航栏目"
    if not column.monitored:
        return "登记为不监测"
    return _NEVER_COUNT.get(column.column_class)
