"""Whether what came at a column's address is the column: no homepage in its place, no child."""

from collections.abc import Sequence

from crawler.extract.lists.child_columns import is_child
from crawler.policy.canonical import url_key
from crawler.survey.answer import Answer
from schema.types.reading import PageKind, PageReading

_HOME_ENTRIES = 5
"""So many entries, and the same ones in one order, are no chance."""


def homepage_stands_at(url: str, answer: Answer, home: Answer) -> bool:
    """Tell whether the homepage came in the place of a column: a soft 404, and no parent."""
    page = home.page
    if url_key(url) in {url_key(page.url), url_key(page.final_url)}:
        return False
    led_there = url_key(answer.page.final_url) == url_key(page.final_url)
    same = page.sha256 is not None and answer.page.sha256 == page.sha256
    return led_there or same or _shows_the_same(home.reading, answer.reading)


def left_folder(url: str, answers: Sequence[Answer], *, hops: int) -> bool:
    """Tell whether a column's `answers` led out of its own place: to a child or elsewhere.

    Redirects of the server that lead anywhere but to a child are the column's new address. Of the
    `hops` that its pages made, another file of its folder is the column itself, another query to
    one program is not.
    """
    if not hops:
        return is_child(_plain(answers[0].page.final_url), _plain(url))
    own, _, asks = url_key(url).partition("?")
    there, _, asked = url_key(answers[-1].page.final_url).partition("?")
    same_folder = own.rpartition("/")[0] == there.rpartition("/")[0]
    return not (same_folder and (own != there or asks == asked))


def _plain(url: str) -> str:
    """Give an address as it is compared, whatever its scheme and with or without www."""
    return f"http://{url_key(url)}"


def _shows_the_same(home: PageReading | None, other: PageReading | None) -> bool:
    """Tell whether a page is the homepage with another clock or counter on it.

    Both must be homepages by their kind: the one list of a small site may stand on both.
    """
    if home is None or other is None or {home.kind, other.kind} != {PageKind.HOME}:
        return False
    titles = [one.title for one in home.items]
    return len(titles) >= _HOME_ENTRIES and titles == [one.title for one in other.items]
