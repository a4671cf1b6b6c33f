"""What a content management family must offer: addresses, pages and its charset."""

from abc import ABC, abstractmethod
from typing import ClassVar

from simulator.engine import Query, Render
from simulator.engines import letter_path
from simulator.model import Column, Form, Item, Letter, Page, Request, Sight, Site

__all__ = ["Family", "Query", "Render"]


class Family(ABC):
    """One family of content management systems; it keeps no state."""

    id: ClassVar[str]
    label: ClassVar[str]
    charset: ClassVar[str] = "utf-8"
    page_size: ClassVar[int] = 15
    engines: ClassVar[tuple[str, ...]] = ("I5",)
    """The interaction engines that are usual beside it."""
    session: ClassVar[str | None] = None
    """The name of the session cookie that is given to whoever has none."""
    shell: ClassVar[bool] = False
    """The home page is an empty shell, and so is every column."""

    @abstractmethod
    def column_path(self, column: Column) -> str:
        """Return the registered address of a column."""

    @abstractmethod
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        """Return the address of an article."""

    def letter_path(self, column: Column, letter: Letter) -> str:
        """Return the address of a letter."""
        return letter_path(column, letter)

    def href(self, site: Site, column: Column, item: Item) -> str:
        """Return where the row of an item leads."""
        return item.link or self.item_path(site, column, item)

    def rows_path(self, site: Site, column: Column) -> str:
        """Return the address that gives a column's first rows."""
        del site
        return self.column_path(column)

    @abstractmethod
    def home(self, site: Site) -> Page:
        """Make the home page."""

    @abstractmethod
    def routes(self, site: Site) -> dict[str, Render]:
        """Map every path of the site, its home page aside, to what makes its page."""

    def reads(self, request: Request) -> Request:
        """Return what the system takes a request for."""
        return request

    def sight(self, column: Column) -> Sight:
        """Tell where a visitor without JavaScript finds a column's rows."""
        if self.shell:
            return Sight.SHELL
        return Sight.ELSEWHERE if self.scripted(column) else Sight.PLAIN

    def scripted(self, column: Column) -> bool:
        """Tell whether a column's rows come from another address (`elsewhere`)."""
        del column
        return False

    def first_rows(self, column: Column) -> int:
        """Count the rows that a column's first page gives."""
        return min(len(column.items), self.page_size)


def is_listed(column: Column) -> bool:
    """Tell whether a column is a list, were it an empty one."""
    return column.form in {Form.LIST, Form.EMPTY}
