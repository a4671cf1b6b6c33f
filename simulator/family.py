"""What a content management family must offer: addresses, pages and its charset."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from simulator.model import Column, Item, Letter, Page, Site

Query = Mapping[str, str]
Render = Callable[[Query], Page]


class Family(ABC):
    """One family of content management systems; it keeps no state."""

    id: ClassVar[str]
    label: ClassVar[str]
    charset: ClassVar[str] = "utf-8"
    page_size: ClassVar[int] = 15

    @abstractmethod
    def column_path(self, column: Column) -> str:
        """Return the registered address of a column."""

    @abstractmethod
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        """Return the address of an article."""

    @abstractmethod
    def letter_path(self, column: Column, letter: Letter) -> str:
        """Return the address of a letter."""

    @abstractmethod
    def routes(self, site: Site) -> dict[str, Render]:
        """Map every path of the site, its home page aside, to what makes its page."""

    def scripted(self, column: Column) -> bool:
        """Tell whether a column's rows come from another address (`elsewhere`)."""
        del column
        return False

    def first_rows(self, column: Column) -> int:
        """Count the rows that a column's first page gives."""
        return min(len(column.items), self.page_size)
