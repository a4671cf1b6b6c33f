"""Take the only row of a page that is called 信件详情 for what it is: the letter, and no list."""

from dataclasses import replace

from crawler.extract.lists.list_reading import ListReading
from schema.types.letter_words import LetterWords
from schema.types.reading import Post


def lone_letter(
    rows: ListReading, *, name: str, title: str, url: str | None, words: LetterWords
) -> Post | None:
    """Give the letter that is a page's only row, if it leads nowhere and the page is called so.

    `name` is the document's title, `title` the page's own.
    """
    if len(rows.posts) != 1 or not any(word in name for word in words.letter_names):
        return None
    post = rows.posts[0]
    return replace(post, title=title, url=url) if post.url in {None, url} else None
