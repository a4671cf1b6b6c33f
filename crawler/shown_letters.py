"""Accuse no letter by what nobody sees: templates hold 暂无回复 for a script to show."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.list_reading import ListReading
from crawler.extract.page.dom import parse_bounded
from crawler.extract.page.family import FamilyPage
from crawler.extract.page.marks import is_unseen
from crawler.findings import Findings
from schema.types.reading import LetterNote, LetterState, Post

_MAY_HIDE = "body [hidden], body [style*='display' i], body [class*='hid' i]"

Reader = Callable[[FamilyPage], Findings]


def with_shown_states(page: FamilyPage, found: Findings, read: Reader) -> Findings:
    """Leave open what is unanswered by words or a place that the page does not show.

    A page that hides anything is read once more as a person sees it, if it accuses: a reply that is
    hidden until somebody clicks still counts, a missing one has to be seen missing.
    """
    posts, letter = found.rows.posts, found.letter
    accused = any(_accuses(post) for post in (*posts, letter))
    if not accused or not any(block.hidden for block in found.dated.layout.blocks):
        return found
    shown = read(replace(page, tree=_without_hidden(page.text)))
    if _accuses(letter) and not _accuses(shown.letter):
        letter = _left_open(letter) if letter else None
    return replace(
        found,
        letter=letter,
        rows=replace(found.rows, posts=_agreed(posts, shown.rows)),
    )


def _accuses(post: Post | None) -> bool:
    return post is not None and post.state is LetterState.UNANSWERED


def _agreed(posts: Sequence[Post], shown: ListReading) -> tuple[Post, ...]:
    """Keep what both readings say; a row that only one has stands in a tab that a click shows."""
    if len(posts) == len(shown.posts):
        states = [other.state for other in shown.posts]
    else:
        told = {(other.title, other.url): other.state for other in shown.posts}
        rows = {(item.title, item.url): LetterState.UNKNOWN for item in shown.items} | told
        states = [rows.get((post.title, post.url), post.state) for post in posts]
    return tuple(
        _left_open(post) if _accuses(post) and state is not LetterState.UNANSWERED else post
        for post, state in zip(posts, states, strict=True)
    )


def _left_open(post: Post) -> Post:
    return replace(post, state=LetterState.UNKNOWN, note=LetterNote.REPLY_UNREAD)


def _without_hidden(text: str) -> LexborHTMLParser:
    """Parse a page without the elements that say of themselves that they are not shown."""
    tree = parse_bounded(text)
    for node in reversed(tree.css(_MAY_HIDE)):  # what is inside goes before what holds it
        if is_unseen(node.attributes):
            node.decompose()
    return tree
