"""What on a homepage is a publication of information: letters of the public (来信) are none.

A mailbox grows by what its public writes, whatever the site's office does. No sheet says whether
that is an update of the homepage, so it neither proves one nor that there was none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from audit.case.casefile import CaseFile, ColumnCase, Gap
from audit.case.freshness import LETTER_CLASSES, ItemAge, folder_of, item_age
from schema.types.column import ColumnClass
from schema.types.facts import ItemFact
from schema.types.navigation import Leaves

_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """Tells new publications of a site from new letters that its homepage shows."""

    since: date
    until: date
    letters: frozenset[str]
    """Pages of letters and of mailboxes, as `page_of` names them."""
    folders: tuple[tuple[str, bool], ...]
    """Folders of columns, the longest first, each with whether letters alone stand in it."""

    @classmethod
    def of(cls, case: CaseFile, since: date) -> Self:
        """Take from a case where its letters stand."""
        folders: dict[str, bool] = {}
        for url, kind in _columns(case):
            folder = folder_of(url)
            if folder is not None:
                own = kind in LETTER_CLASSES
                folders[page_of(folder)] = own and folders.get(page_of(folder), True)
        return cls(
            since=since,
            until=case.today,
            letters=frozenset(map(page_of, _letter_urls(case))),
            folders=tuple(sorted(folders.items(), key=lambda pair: -len(pair[0]))),
        )

    def new_in(self, column: ColumnCase) -> set[str | tuple[str, str]]:
        """Name the publications inside the window that a column shows, each page once."""
        return {_name(column, item) for item, letter in self._new(column) if not letter}

    def new_letters_in(self, column: ColumnCase) -> set[str | tuple[str, str]]:
        """Name the letters inside the window that a column shows, each page once."""
        return {_name(column, item) for item, letter in self._new(column) if letter}

    def _new(self, column: ColumnCase) -> Iterator[tuple[ItemFact, bool]]:
        for one in column.sightings:
            for item in one.fact.items:
                if item_age(item, self.since, self.until) is ItemAge.UPDATED:
                    yield item, self._is_letter(column, item)

    def _is_letter(self, column: ColumnCase, item: ItemFact) -> bool:
        """Tell a letter by its column, by its page, or by the mailbox whose folder it stands in."""
        if column.column_class in LETTER_CLASSES:
            return True
        if item.url is None:
            return False
        page = page_of(item.url)
        if page in self.letters:
            return True
        return next((own for folder, own in self.folders if page.startswith(folder)), False)


def page_of(url: str) -> str:
    """Name the page of an address: the same under http, under `www.` and in any session.

    The homepage and a column may write one article's address differently; it is one page.
    """
    _, _, rest = _SESSION.sub("", url).partition("://")
    return rest.removeprefix("www.")


def _name(column: ColumnCase, item: ItemFact) -> str | tuple[str, str]:
    return page_of(item.url) if item.url else (column.url, item.title)


def _letter_urls(case: CaseFile) -> Iterator[str]:
    for letter in case.letters:
        yield from (one.fact.url for one in letter if one.fact.url is not None)
    for box in case.mailboxes:
        yield from (one.fact.url for one in box)
    for url, kind in _columns(case):
        if kind in LETTER_CLASSES:
            yield url


def _columns(case: CaseFile) -> Iterator[tuple[str, ColumnClass]]:
    """Give the columns that were surveyed, and those that the homepage leads to."""
    for column in case.columns:
        if column.column_class is not ColumnClass.HOME:
            yield column.url, column.column_class
    for sight in case.navigation:
        for found in sight.fact.found:
            if found.leaves is Leaves.NO:
                yield found.url, found.column_class


def news_gap(case: CaseFile, columns: Iterable[ColumnCase]) -> Gap | None:
    """Tell why news in some columns may have been missed; letters unread may hide a reply's day."""
    letters = any(one.column_class in LETTER_CLASSES for one in columns)
    return case.gap if letters else case.lists_gap
