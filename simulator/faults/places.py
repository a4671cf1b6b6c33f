"""Where a fault takes hold: the columns that carry it, the requests and pages that meet it."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from simulator.families import FAMILIES
from simulator.fault import Columns
from simulator.model import Column, ColumnClass, Form, Page, Request, Site


def last_of(
    columns: Columns, counts: Mapping[ColumnClass, int], change: Callable[[Column], Column]
) -> Columns:
    """Change the last `counts[class]` columns of each class."""
    left = dict(counts)
    changed: Columns = []
    for column in reversed(columns):
        if left.get(column.kind, 0) > 0:
            left[column.kind] -= 1
            changed.append(change(column))
        else:
            changed.append(column)
    return changed[::-1]


def inner_list(columns: Columns) -> int:
    """Find a plain list that the home page does not show."""
    return next(
        place
        for place, column in enumerate(columns)
        if column.form is Form.LIST and not column.home and column.registered
    )


def asks_for(site: Site, request: Request, column: Column) -> bool:
    """Tell whether a request asks for the first page of a column."""
    path, _, query = FAMILIES[site.family].column_path(column).partition("?")
    return request.path == path and set(parse_qsl(query)) <= set(parse_qsl(request.query))


def is_html(page: Page) -> bool:
    """Tell a page that wears the site's own dress from data, bytes and redirects."""
    return page.media_type.startswith("text/html") and page.charset is None and page.body is None
