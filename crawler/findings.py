"""Ask every reader what it finds on a page, each for itself, before the page's kind is known."""

from dataclasses import dataclass
from datetime import date

from crawler.cms import GENERIC, carried_rows, read_by_family
from crawler.extract.articles.plain_article import is_plain_article
from crawler.extract.articles.published import DatedPage, Published, read_published
from crawler.extract.articles.shown_title import with_shown_title
from crawler.extract.kinds.kind import is_at_root
from crawler.extract.kinds.page_class import Headers, PageLook, classify_look, look_at
from crawler.extract.letters.guestbook import with_letters
from crawler.extract.letters.letter import read_letter
from crawler.extract.letters.lone_letter import lone_letter
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list, newest_of
from crawler.extract.page.family import FamilyPage, FamilyReading
from crawler.extract.page.flow import Flow
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.meta import read_metas
from crawler.extract.page.title import article_title, document_title, title_parts
from schema.types.outcome import PageClass
from schema.types.reading import LetterState, ListState, Post

_FAMILY_ROWS = frozenset({ListState.READ, ListState.EMPTY})
_NO_ROWS = ListReading(state=ListState.NONE)
_SURE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the readers found, each for itself, before the page's kind is known."""

    dated: DatedPage
    page_class: PageClass
    sign: str
    links: int
    published: Published
    family: str
    rows: ListReading
    letter: Post | None
    rows_by_family: bool
    """The family itself read rows: the page is list data or a list, whatever else it looks like."""

    @property
    def flow(self) -> Flow:
        """The visible text."""
        return self.dated.flow


def find_all(page: FamilyPage, status: int | None, headers: Headers) -> Findings:
    """Read everything that may be in a page, by its family and by its own markup."""
    dated = _dated_page(page)
    look = glance(page, status, headers)
    page_class, sign = classify_look(look, page.lexicon.page_signs)
    family, own = read_by_family(page)
    published = read_published(dated, page.lexicon.date_words)
    alone = own is None and page.rows_at is None
    plain = alone and _is_plain(page, dated, published)
    seen = _NO_ROWS if plain else _listed(page)
    if own is None and seen.state is ListState.UNREADABLE:
        carrier, own = carried_rows(page)
        family = carrier if family == GENERIC else family
    rows = _joined(seen, own)
    letter = read_letter(page.tree, title=dated.title, base=page.base, lexicon=page.lexicon)
    letter = None if letter is not None and _is_row(letter, rows, page, dated) else letter
    letter = letter or lone_letter(
        rows, name=document_title(page.tree), title=dated.title, url=page.base,
        words=page.lexicon.letter_words,
    )  # fmt: skip
    return Findings(
        dated=dated,
        page_class=page_class,
        sign=sign,
        links=look.links,
        published=_overridden(published, own),
        family=family,
        rows=with_letters(rows, dated.layout, page.lexicon.letter_words, alone=letter is not None),
        letter=letter,
        rows_by_family=own is not None and own.list_state in _FAMILY_ROWS and not own.posts,
    )


def glance(page: FamilyPage, status: int | None, headers: Headers) -> PageLook:
    """Take in what a page's class is told by."""
    content_type = (("content-type", page.content_type),) if page.content_type else ()
    return look_at(
        page.text,
        page.tree,
        visible=lay_blocks(page.tree).flow.text,
        status=status,
        headers=headers or content_type,
    )


def _is_row(letter: Post, rows: ListReading, page: FamilyPage, dated: DatedPage) -> bool:
    """Tell a letter without a reply whose title, before its day of asking, leads to its own page.

    It is an entry of a list; what only the letter's page shows is not missing there.
    """
    if letter.state is LetterState.ANSWERED or letter.asked is None:
        return False
    text = dated.layout.whole
    labels = (text.find(label) for label in page.lexicon.letter_words.asked)
    before = text[: min((place for place in labels if place >= 0), default=0)]
    return any(
        post.asked == letter.asked and post.url not in {None, page.url} and post.title in before
        for post in rows.posts
    )


def _is_plain(page: FamilyPage, dated: DatedPage, published: Published) -> bool:
    """Tell an article whose lists need not be read; at a homepage's address all may be a home."""
    if page.url is not None and is_at_root(page.url):
        return False
    return not names_letters(page) and is_plain_article(dated, published, page.lexicon.letter_words)


def _dated_page(page: FamilyPage) -> DatedPage:
    layout = lay_blocks(page.tree)
    metas = read_metas(page.tree)
    return DatedPage(
        tree=page.tree,
        layout=layout,
        metas=metas,
        title=with_shown_title(
            layout, article_title(page.tree, metas, layout.flow), page.lexicon.date_words
        ),
        url=page.url,
        fetched_at=page.fetched_at,
    )


def _listed(page: FamilyPage) -> ListReading:
    """Read the list in the page's own markup."""
    return find_list(
        page.tree,
        base=page.base,
        fetched_at=page.fetched_at,
        lexicon=page.lexicon,
        response=page.response,
    )


def _joined(seen: ListReading, own: FamilyReading | None) -> ListReading:
    """Put what the family read in place of the generic reading."""
    if own is None:
        return seen
    ordered = seen.ordered_by_date if own.ordered_by_date is None else own.ordered_by_date
    seen_rows = own.items is None and own.posts is None
    return ListReading(
        state=own.list_state or seen.state,
        items=seen.items if own.items is None else own.items,
        posts=seen.posts if own.posts is None else own.posts,
        activities=seen.activities if own.items is None else (),
        ordered_by_date=ordered,
        score=_SURE if own.list_state is not None and not _is_guess(own) else seen.score,
        follow=seen.follow if own.follow is None else own.follow,
        more=seen.more if own.more is None else own.more,
        rows_at=seen.rows_at if seen_rows else None,
        pages=seen.pages if seen_rows else None,
        known=seen.known and seen_rows,
        in_part=seen.in_part and seen_rows,
        rival=seen.rival if seen_rows else _rival(seen, own),
    )


def _is_guess(own: FamilyReading) -> bool:
    """Tell rows that only a script asks for: they make no list of an article beside them."""
    return bool(own.follow) and all(step.purpose == "asked" for step in own.follow or ())


def _rival(seen: ListReading, own: FamilyReading) -> date | None:
    """Give the latest day of the page's lists beside the family's rows, where it is a later one."""
    latest = max(newest_of(seen.items), own.rival or date.min)
    return latest if own.items and latest > newest_of(own.items) else None


def _overridden(published: Published, own: FamilyReading | None) -> Published:
    """Let a family's publish date stand where the page's own signs gave none."""
    if own is None or own.published is None or published.chosen is not None:
        return published
    claims = (own.published, *published.claims)
    return Published(chosen=own.published, claims=claims, plain=published.plain)


def names_letters(page: FamilyPage) -> bool:
    """Tell whether the page's title names a mailbox."""
    name = title_parts(document_title(page.tree))[:1]
    return any(word in part for part in name for word in page.lexicon.letter_words.list_names)
