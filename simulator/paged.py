"""The skeleton that families fill: which path shows which list page, article or letter."""

from abc import abstractmethod
from functools import partial

from typing_extensions import override

from simulator.family import Family, Query, Render
from simulator.guides import offered
from simulator.mailbox import mailbox_page, pages_of_mailbox
from simulator.model import Column, Form, Item, Page, Site
from simulator.pages import article, home, list_page, special_column
from simulator.rows import page_count

_MAILBOXES = {Form.MAILBOX, Form.OFFSITE}


class PagedFamily(Family):
    """A family whose lists have numbered pages under paths of their own."""

    @abstractmethod
    def page_path(self, column: Column, page: int) -> str:
        """Return the address of page `page` (from 1) of a column."""

    @abstractmethod
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        """Make what stands in the list's place on that page, pager included."""

    @override
    def home(self, site: Site) -> Page:
        return home(site, self)

    def extra_routes(self, site: Site) -> dict[str, Render]:
        """Map the family's own endpoints."""
        del site
        return {}

    def article_page(self, site: Site, column: Column, item: Item, _query: Query) -> Page:
        """Make an article's page."""
        return article(site, self, column, item)

    def column_page(self, site: Site, column: Column, page: int, query: Query) -> Page:
        """Make page `page` of a column, whatever its form."""
        special = special_column(site, self, column)
        if special:
            return special
        if column.form in _MAILBOXES:
            return mailbox_page(site, self, column, 1, query)
        return list_page(site, self, column, self.rows_html(site, column, page))

    @override
    def routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in site.columns:
            for page in range(1, page_count(column.items, self.page_size) + 1):
                path = self.page_path(column, page)
                routes[path] = partial(self.column_page, site, column, page)
            routes[self.column_path(column)] = partial(self.column_page, site, column, 1)
            if column.form is not Form.SINGLE:
                for item in column.items:
                    path = self.item_path(site, column, item)
                    routes[path] = partial(self.article_page, site, column, item)
            if column.form in _MAILBOXES:
                routes.update(pages_of_mailbox(site, self, column))
            routes.update(offered(site, column))
        return {**routes, **self.extra_routes(site)}
