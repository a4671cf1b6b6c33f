"""The skeleton that families fill: which path shows which list page, article or letter."""

from abc import abstractmethod
from functools import partial
from typing import ClassVar

from typing_extensions import override

from simulator.family import Family, Query, Render
from simulator.mailbox import Listing, letter_page, mailbox
from simulator.model import Column, Form, Item, Letter, Page, Site
from simulator.pages import article, list_page, special_column
from simulator.rows import page_count


class PagedFamily(Family):
    """A family whose lists have numbered pages under paths of their own."""

    listing: ClassVar[Listing] = Listing.TABLE

    @abstractmethod
    def page_path(self, column: Column, page: int) -> str:
        """Return the address of page `page` (from 1) of a column."""

    @abstractmethod
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        """Make what stands in the list's place on that page, pager included."""

    def extra_routes(self, site: Site) -> dict[str, Render]:
        """Map the family's own endpoints."""
        del site
        return {}

    def article_page(self, site: Site, column: Column, item: Item, _query: Query) -> Page:
        """Make an article's page."""
        return article(site, self, column, item)

    @override
    def routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in site.columns:
            routes[self.column_path(column)] = partial(self._column, site, column, 1)
            for page in range(1, page_count(column.items, self.page_size) + 1):
                routes[self.page_path(column, page)] = partial(self._column, site, column, page)
            if column.form is not Form.SINGLE:
                for item in column.items:
                    path = self.item_path(site, column, item)
                    routes[path] = partial(self.article_page, site, column, item)
            for letter in column.letters:
                path = self.letter_path(column, letter)
                routes[path] = partial(self._letter, site, column, letter)
        return {**routes, **self.extra_routes(site)}

    def _column(self, site: Site, column: Column, page: int, _query: Query) -> Page:
        special = special_column(site, self, column)
        if special:
            return special
        if column.form is Form.MAILBOX:
            inner = mailbox(site, self, column, column.letters, self.listing)
        else:
            inner = self.rows_html(site, column, page)
        return list_page(site, self, column, inner)

    def _letter(self, site: Site, column: Column, letter: Letter, _query: Query) -> Page:
        return letter_page(site, self, column, letter)
