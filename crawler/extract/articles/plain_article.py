"""Tell an article from its own signs alone, so that nobody need read the lists beside it."""

from collections.abc import Iterator

from crawler.extract.articles.article import is_behind_link, is_tagged, prose_length
from crawler.extract.articles.published import DatedPage, Published
from crawler.extract.lists.posts import names_letters
from crawler.extract.lists.rows import LONGEST_ROW
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.page_name import page_names
from crawler.extract.page.records import Group, groups_at, has_like_beside
from crawler.extract.text.made_once import made_once
from crawler.extract.text.words_in import WordSet
from schema.types.letter_words import LetterWords

_MUCH_PROSE = 300
"""Characters: more than a list page has beside its rows, or a page that only leads on."""
_LEAST_ROWS = 4
"""Fewer dated rows do not make a title bar a part of a list (`article.article_signs`)."""


def is_plain_article(page: DatedPage, published: Published, words: LetterWords) -> bool:
    """Tell that no list on this page, whatever it holds, could make it anything but an article.

    True only where `kind.decide_kind` comes to the same with and without the list: the page is
    tagged as an article or shows its date by the title and outside any row, has prose, and does
    not speak of letters.
    """
    if prose_length(page.flow) < _MUCH_PROSE:
        return False
    if not is_tagged(page.metas) and not _by_title(page, published):
        return False
    return not _speaks_of_letters(page, words)


def _by_title(page: DatedPage, published: Published) -> bool:
    """Tell whether the date stands by the title and in no row of a list."""
    if not published.plain or published.chosen is None or published.place is None:
        return False
    if is_behind_link(page, published):
        return False
    return not any(
        _may_be_rows(group) and _has_row_at(page.layout, group, published.place)
        for group in _groups_above(page.layout, published.place)
    )


def _groups_above(layout: Layout, block: Block) -> Iterator[Group]:
    """Give every group of records that the block may stand in."""
    place = block.parent
    while place is not None:
        yield from groups_at(layout, place)
        place = place.parent


def _may_be_rows(group: Group) -> bool:
    """Tell whether a group can be, or go on as, a list of enough rows."""
    return len(group.records) >= _LEAST_ROWS or has_like_beside(group.place)


def _has_row_at(layout: Layout, group: Group, block: Block) -> bool:
    for record in group.records:
        if record.first_text <= block.first_text < record.end_text:
            return len(layout.text(record.first_text, record.end_text)) <= LONGEST_ROW
    return False


@made_once
def _letter_labels(words: LetterWords) -> WordSet:
    return WordSet((*words.asked, *words.replied, *words.state_labels, *words.row_states))


def _speaks_of_letters(page: DatedPage, words: LetterWords) -> bool:
    """Tell whether the page may list letters: by a name, or by labels of theirs.

    A weak label (发布时间) heads a list of letters only beside one of their state (`posts`).
    """
    if _letter_labels(words).stand_in(page.flow.text):
        return True
    return names_letters(page_names(page.layout), words)
