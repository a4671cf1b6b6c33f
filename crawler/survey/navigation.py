"""Match the columns that the homepage leads to with the registered ones (栏目基本信息表)."""

import re
from collections.abc import Sequence

from crawler.policy.canonical import same_site, url_key
from crawler.survey.answer import Answer
from schema.types.column import Column
from schema.types.evidence import Evidence
from schema.types.navigation import FoundColumn, Leaves, Match, NavigationFact, UnfoundColumn
from schema.types.reading import ColumnLink
from schema.types.site import Site

_MOST_KEPT = 400
_STEPS = re.compile(r"\s*(?:>+|＞|»|→|/|\\|--+|—+)\s*")
"""What stands between the names of a breadcrumb in a register's cell: 政务公开>通知公告."""


def navigation_evidence(
    site: Site, links: Sequence[ColumnLink], answers: Sequence[Answer]
) -> Evidence:
    """Record what the homepage and its frames lead to."""
    provenance = tuple(answer.provenance() for answer in answers)
    return Evidence(id="navigation", fact=navigation_fact(site, links), provenance=provenance)


def navigation_fact(site: Site, links: Sequence[ColumnLink]) -> NavigationFact:
    """State for each column how it was matched: by its address first, then by its name.

    What is matched by address is named as the register names it: its level (一级栏目) is looked up
    by that, and a session id or the other scheme in a menu's link makes no other column of it.
    """
    matches: dict[int, Match] = {}
    written: dict[int, str] = {}
    unfound: list[UnfoundColumn] = []
    by_name: list[Column] = []
    for column in site.columns:
        key = url_key(column.url)
        places = [n for n, link in enumerate(links) if url_key(link.url) == key]
        if places:
            matches.update(dict.fromkeys(places, Match.ADDRESS))
            written.update(dict.fromkeys(places, column.url))
        else:
            by_name.append(column)
    for column in by_name:
        place = _named_alike(column, links, matches)
        if place is None:
            unfound.append(UnfoundColumn(name=column.name, url=column.url))
        else:
            matches[place] = Match.NAME
    found = (
        FoundColumn(
            name=link.name,
            url=written.get(n, link.url),
            column_class=link.column_class,
            breadcrumb=link.breadcrumb,
            leaves=_leaves(link, site),
            match=matches.get(n, Match.NONE),
            in_navigation=link.in_navigation,
        )
        for n, link in enumerate(links[:_MOST_KEPT])
    )
    return NavigationFact(registered=len(site.columns), found=tuple(found), unfound=tuple(unfound))


def _named_alike(
    column: Column, links: Sequence[ColumnLink], matches: dict[int, Match]
) -> int | None:
    """Find the one link of that name under that breadcrumb; of several none is it."""
    *above, name = _STEPS.split(_flat(column.name))
    places = [
        n
        for n, link in enumerate(links)
        if n not in matches and _flat(link.name) == name and _ends_with(link.breadcrumb, above)
    ]
    return places[0] if len(places) == 1 else None


def _ends_with(breadcrumb: tuple[str, ...], above: list[str]) -> bool:
    crumbs = [_flat(crumb) for crumb in breadcrumb]
    return not above or crumbs[-len(above) :] == above


def _flat(name: str) -> str:
    return "".join(name.split())


def _leaves(link: ColumnLink, site: Site) -> Leaves:
    if not link.off_site:
        return Leaves.NO
    return Leaves.SIBLING if same_site(link.url, site.home_url) else Leaves.FOREIGN
