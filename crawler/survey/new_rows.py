"""Which rows of a list were not seen before: a pager that loops brings nothing new."""

from collections.abc import Iterable

from crawler.policy.canonical import url_key
from schema.types.reading import ListItem, Post


class NewRows:
    """The rows seen so far, by address and title; a letter's row is an entry and a letter."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def items(self, found: Iterable[ListItem]) -> list[ListItem]:
        """Give the entries among these that are new, and remember them."""
        return [one for one in found if self._is_new("item", one.url, one.title)]

    def posts(self, found: Iterable[Post]) -> list[Post]:
        """Give the letters among these that are new, and remember them."""
        return [one for one in found if self._is_new("post", one.url, one.title)]

    def _is_new(self, kind: str, url: str | None, title: str) -> bool:
        key = f"{kind} {url_key(url) if url else ''} {title}"
        if key in self._seen:
            return False
        self._seen.add(key)
        return True
