"""Read one page: from its bytes to everything that is known of it, before anything is judged."""

from dataclasses import dataclass, replace
from datetime import datetime

from crawler.extract.articles.article import article_signs, is_service_guide
from crawler.extract.articles.date_signs import may_be_put_by_title
from crawler.extract.articles.published import has_date_like_text
from crawler.extract.columns.columns import find_columns
from crawler.extract.columns.headlines import headlines
from crawler.extract.guides.guide import read_as_guide, read_guide
from crawler.extract.kinds.activity_page import read_activity
from crawler.extract.kinds.kind import KindSigns, decide_kind
from crawler.extract.kinds.page_class import Headers, classify_look
from crawler.extract.letters.letter_forms import letter_forms
from crawler.extract.lists.list_place import shows_content
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.paging import find_next
from crawler.extract.page.bounds import MOST_BYTES, bounded
from crawler.extract.page.dom import base_url, parse_bounded
from crawler.extract.page.family import FamilyPage
from crawler.extract.page.frames import menu_frames
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.linked import linked_addresses, unseen_addresses
from crawler.extract.page.meta import site_code, standard_metas
from crawler.extract.page.page_name import crumbs_above
from crawler.extract.page.pictures import shown_pictures
from crawler.extract.page.refresh import header_refresh
from crawler.extract.page.title import document_title
from crawler.extract.text.characters import words_for
from crawler.extract.text.decode import Decoded, decode
from crawler.extract.text.own_queries import with_own_queries
from crawler.findings import Findings, find_all, glance, names_letters
from crawler.shown_letters import with_shown_states
from schema.types.guide import GuideReading
from schema.types.lexicon import Lexicon
from schema.types.outcome import PageClass
from schema.types.reading import Follow, ListState, PageKind, PageReading, Post, RowsPlace

_DATED = frozenset({PageKind.ARTICLE, PageKind.INTERACTION_DETAIL, PageKind.SERVICE_GUIDE})
"""Kinds of pages that are published on a day; home pages and columns are not."""

_LISTING = frozenset({PageKind.COLUMN, PageKind.INTERACTION_LIST, PageKind.HOME})
_NO_LIST_PAGE = frozenset({ListState.PARENT, ListState.SINGLE, ListState.UNREADABLE})
"""What a page that is nothing else may be all the same, as the address of a column."""
_UNSEEN = frozenset({ListState.UNREADABLE, ListState.ELSEWHERE})
_MAY_BE_GUIDES = frozenset({PageKind.ARTICLE, PageKind.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A page with all that its reading rests on."""

    page: FamilyPage
    findings: Findings
    signs: KindSigns
    reading: PageReading


def read_page(  # noqa: PLR0913 (what is known of an answer, all by name)
    body: bytes,
    *,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    lexicon: Lexicon,
    status: int | None = None,
    headers: Headers = (),
    columns: bool = True,
    linked: bool = False,
) -> PageReading:
    """Read a page; nothing that a page holds makes it raise.

    Without `url` nothing is read from the address and links stay as they are; without `fetched_at`
    no date is in the future. `status` and `headers` (lower-case names) help to tell its class.
    Of a page beyond all bounds a part is read, and the sign of its class says so.
    `columns` asks for the columns that it leads to, `linked` for every address that it links to.
    """
    examined = examine_page(
        body, url=url, fetched_at=fetched_at, content_type=content_type, lexicon=lexicon,
        status=status, headers=headers,
    )  # fmt: skip
    return with_links(examined, columns=columns, linked=linked)


def with_links(examined: Examined, *, columns: bool, linked: bool) -> PageReading:
    """Give a page's reading with the links that are asked for (see `read_page`)."""
    reading, page = examined.reading, examined.page
    if columns:
        found = find_columns(page.tree, base=page.base, lexicon=page.lexicon)
        forms = letter_forms(lay_blocks(page.tree), page.lexicon.letter_words)
        reading = replace(reading, columns=found, letter_forms=forms)
    if linked:
        menus = tuple(menu_frames(page.tree, base=page.base, names=page.lexicon.column_names))
        reading = replace(
            reading,
            linked=linked_addresses(page.tree, page.base),
            unseen=unseen_addresses(lay_blocks(page.tree), page.base),
            pictures=shown_pictures(lay_blocks(page.tree), page.base),
            follow=(*reading.follow, *menus),
        )
    if linked and reading.kind is PageKind.HOME:
        shown = {item.url for item in reading.items if item.url}
        apart = headlines(lay_blocks(page.tree), base=page.base, shown=shown)
        reading = replace(reading, headlines=apart)
    return reading


def as_guide(examined: Examined) -> PageReading:
    """Give a page's reading as that of a page to which a list of guides (办事指南) led.

    An article that has some signs of a guide, too few to be one by itself, is read as a poor one.
    """
    reading, found = examined.reading, examined.findings
    if reading.kind not in _MAY_BE_GUIDES or reading.page_class is not PageClass.PAGE:
        return reading
    dated, page = found.dated, examined.page
    guide = read_as_guide(dated.layout, title=dated.title, base=page.base, lexicon=page.lexicon)
    return replace(reading, guide=guide)


def examine_page(  # noqa: PLR0913 (what is known of an answer, all by name)
    body: bytes,
    *,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    lexicon: Lexicon,
    status: int | None = None,
    headers: Headers = (),
    form: tuple[tuple[str, str], ...] = (),
    rows_at: RowsPlace | None = None,
) -> Examined:
    """Read a page as `read_page` does, and keep what the reading rests on.

    `form` is what was sent to get it, `rows_at` where the page before had its rows.
    """
    page, decoded, cut = _opened(
        body, url=url, fetched_at=fetched_at, content_type=content_type, lexicon=lexicon,
        headers=headers, form=form, rows_at=rows_at,
    )  # fmt: skip
    findings = with_shown_states(
        page,
        find_all(page, status, headers),
        lambda shown: find_all(shown, status, headers),
    )
    signs = _signs(page, findings)
    reading = _reading(page, decoded, findings, signs)
    if cut and not reading.page_class_sign:
        reading = replace(reading, page_class_sign=cut)
    return Examined(page=page, findings=findings, signs=signs, reading=reading)


def classify_page(  # noqa: PLR0913 (what is known of an answer, all by name)
    body: bytes,
    *,
    url: str | None,
    content_type: str | None,
    lexicon: Lexicon,
    status: int | None = None,
    headers: Headers = (),
) -> tuple[PageClass, str]:
    """Tell a page's class and its sign as `read_page` does, and read nothing else of it.

    That is all that a visit asks of a homepage, at a third of the cost.
    """
    page, _, cut = _opened(
        body, url=url, fetched_at=None, content_type=content_type, lexicon=lexicon, headers=headers
    )
    page_class, sign = classify_look(glance(page, status, headers), page.lexicon.page_signs)
    return page_class, sign or cut


def _opened(  # noqa: PLR0913 (as above)
    body: bytes,
    *,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    lexicon: Lexicon,
    headers: Headers,
    form: tuple[tuple[str, str], ...] = (),
    rows_at: RowsPlace | None = None,
) -> tuple[FamilyPage, Decoded, str]:
    """Decode and parse a page within bounds; the last word says why a part alone is read."""
    decoded = decode(body[:MOST_BYTES], content_type)
    text, cut = bounded(decoded.text)
    if len(body) > MOST_BYTES:
        cut = "more bytes than are read"
    text = with_own_queries(text, decoded.charset)
    tree = parse_bounded(text)
    page = FamilyPage(
        text=text,
        tree=tree,
        url=url,
        base=base_url(tree, url),
        fetched_at=fetched_at,
        content_type=content_type,
        lexicon=words_for(text, lexicon),
        form=form,
        refresh=header_refresh(headers),
        rows_at=rows_at,
    )
    return page, decoded, cut


def _reading(page: FamilyPage, decoded: Decoded, found: Findings, signs: KindSigns) -> PageReading:
    known = found.rows_by_family or found.rows.known
    kind = PageKind.COLUMN if known else decide_kind(signs)
    listing = kind in _LISTING
    bare = kind is PageKind.OTHER and found.rows.state in _NO_LIST_PAGE
    return PageReading(
        url=page.url,
        charset=decoded.charset,
        charset_reason=decoded.reason,
        kind=kind,
        page_class=found.page_class,
        page_class_sign=found.sign,
        family=found.family,
        title=found.dated.title if kind in _DATED else document_title(page.tree),
        published=found.published.chosen if kind in _DATED else None,
        claims=found.published.claims,
        date_like_text=_may_show_date(page, found),
        list_state=found.rows.state if listing or bare or _is_routed(found) else ListState.NONE,
        items=found.rows.items if listing or bare else (),
        posts=_posts(kind, found),
        activities=found.rows.activities if listing else (),
        activity=None if listing else read_activity(found.dated, page.base, page.lexicon),
        ordered_by_date=found.rows.ordered_by_date,
        links=found.links,
        follow=_follow(page, found.rows),
        more=listing and found.rows.more,
        meta=standard_metas(found.dated.metas),
        site_code=site_code(page.tree, found.dated.metas),
        guide=_guide(page, found) if kind is PageKind.SERVICE_GUIDE else None,
        rows_at=found.rows.rows_at if listing or bare else None,
        pages=found.rows.pages if listing or bare else None,
        content=_shows_content(page, found),
        above=crumbs_above(found.dated.layout) if listing else (),
        in_part=found.rows.in_part,
        rival=found.rows.rival if listing or bare else None,
    )


def _is_routed(found: Findings) -> bool:
    """Tell a shell that only scripts fill, and whose family knows where its rows come from."""
    shell = found.page_class is PageClass.JS_REQUIRED
    return shell and found.rows.state is ListState.ELSEWHERE and bool(found.rows.follow)


def _shows_content(page: FamilyPage, found: Findings) -> bool:
    if found.rows.state is not ListState.ELSEWHERE:
        return False
    layout, words = found.dated.layout, page.lexicon.list_words
    return shows_content(layout, page=page.url, words=words)


def _may_show_date(page: FamilyPage, found: Findings) -> bool:
    """Tell whether a page shows what looks like a date, or leaves its text to a script."""
    if found.rows.state in _UNSEEN or has_date_like_text(found.dated, page.lexicon.date_words):
        return True
    if found.published.chosen is not None:
        return False
    dated = found.dated
    return may_be_put_by_title(dated.layout, dated.title, page.lexicon.list_words)


def _guide(page: FamilyPage, found: Findings) -> GuideReading:
    dated = found.dated
    return read_guide(dated.layout, title=dated.title, base=page.base, lexicon=page.lexicon)


def _signs(page: FamilyPage, found: Findings) -> KindSigns:
    words = page.lexicon.date_words
    return KindSigns(
        page_class=found.page_class,
        url=page.url,
        title=document_title(page.tree),
        site_name=found.dated.metas.get("sitename", ""),
        links=found.links,
        article=article_signs(found.dated, found.published, found.rows, words),
        list_=found.rows,
        letter=found.letter,
        is_mailbox=names_letters(page),
        is_guide=is_service_guide(found.flow, page.lexicon.page_signs),
        dated=found.published.chosen is not None,
        chinese=found.flow.chinese,
    )


def _posts(kind: PageKind, found: Findings) -> tuple[Post, ...]:
    if kind is PageKind.INTERACTION_DETAIL and found.letter is not None:
        return (found.letter,)
    return found.rows.posts if kind in _LISTING else ()


def _follow(page: FamilyPage, rows: ListReading) -> tuple[Follow, ...]:
    """Join what the list names with the pager's next page, each address once."""
    follow = {step.url: step for step in (*find_next(page.tree, base=page.base), *rows.follow)}
    return tuple(follow.values())
