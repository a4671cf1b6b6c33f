"""Rows of a list in the skin of the site."""

from collections.abc import Iterable, Sequence
from html import escape

from simulator.activities import state_on
from simulator.family import Family
from simulator.model import Column, ColumnClass, DatePlace, Dating, Item, Site
from simulator.written_dates import WRITTEN

_TITLE_LIMIT = 14


def shown_date(site: Site, column: Column, item: Item) -> str | None:
    """Return the date text of a row, or None where the list shows none."""
    if column.dating in {Dating.ARTICLE, Dating.DOCUMENT}:
        return None
    day = item.listed or item.published
    if column.dating in WRITTEN:
        return WRITTEN[column.dating](day)
    if column.dating is Dating.YEARLESS:
        return day.strftime("[%m-%d]")
    if column.dating is Dating.TWO_DIGIT:
        return day.strftime("%y-%m-%d")
    if site.family == "F10":
        return f"{day.year}-{day.month}-{day.day}"
    return day.strftime(site.skin.date_format)


def row(site: Site, family: Family, column: Column, item: Item, *, href: str | None = None) -> str:
    """Make one `li` with link and date; `href` overrides the rooted address."""
    address = escape(item.link or href or family.item_path(site, column, item))
    date_text = shown_date(site, column, item)
    span = f'<span class="date">{date_text}</span>' if date_text else ""
    pin = '<em class="zd">[置顶]</em>' if item.pinned else ""
    state = _state(site, column, item)
    label = _label(site, item)
    if site.skin.cards:
        return (
            f'<li class="card">{pin}<h3><a href="{address}" title="{item.title}">{label}</a></h3>'
            f"<p>{span}{state}</p></li>"
        )
    place = site.skin.date_place
    if place is DatePlace.INSIDE:
        return f'<li>{pin}<a href="{address}" title="{item.title}">{label}{span}</a>{state}</li>'
    link = f'{pin}<a href="{address}" title="{item.title}" target="_blank">{label}</a>'
    before, after = (span, "") if place is DatePlace.BEFORE else ("", span)
    return f"<li>{before}{link}{after}{state}</li>"


def _state(site: Site, column: Column, item: Item) -> str:
    """Make the state of a collection (调查征集), as its list shows it."""
    if item.activity is None or column.kind is not ColumnClass.SURVEY:
        return ""
    return f'<em class="zt">{state_on(item.activity, site.as_of)}</em>'


def _label(site: Site, item: Item) -> str:
    if site.skin.truncated and len(item.title) > _TITLE_LIMIT:
        return item.title[:_TITLE_LIMIT] + "..."
    return item.title


def item_list(site: Site, family: Family, column: Column, items: Iterable[Item]) -> str:
    """Make the `ul` of these items, or the words of an empty column."""
    rows = "".join(row(site, family, column, item) for item in items)
    return f'<ul class="list">{rows}</ul>' if rows else EMPTY_LIST


EMPTY_LIST = '<ul class="list"></ul><p class="none">暂无内容</p>'


def page_of(items: Sequence[Item], page: int, size: int) -> Sequence[Item]:
    """Return the items of one page, from 1."""
    return items[(page - 1) * size : page * size]


def page_count(items: Sequence[Item], size: int) -> int:
    """Count pages; an empty column has one."""
    return max(1, -(-len(items) // size))
