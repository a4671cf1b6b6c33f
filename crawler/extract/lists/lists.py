"""Find the main list of a page: rows with links and dates that repeat, wherever they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import accumulate, chain, pairwise

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.dates.possible_days import latest_possible
from crawler.extract.lists.activity_rows import read_activities
from crawler.extract.lists.candidates import Candidate, find_candidates, find_known
from crawler.extract.lists.child_columns import all_children, shows_one_child
from crawler.extract.lists.lead_entry import lead_entry
from crawler.extract.lists.list_items import items_of
from crawler.extract.lists.list_place import (
    BarePlace,
    is_home_address,
    place_state,
    shows_content,
)
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.list_score import Surroundings, is_no_list, is_paged, survey
from crawler.extract.lists.menu_rows import has_bare_rows, is_menu, names_others
from crawler.extract.lists.newer_entries import Beside, newest_beside
from crawler.extract.lists.own_content import heads_other_content
from crawler.extract.lists.own_rows import Choice, is_anothers, own_first
from crawler.extract.lists.paging import counted_pages, find_next, goes_on
from crawler.extract.lists.portal import portal_blocks
from crawler.extract.lists.posts import (
    names_letter_columns,
    names_letters,
    read_posts,
    with_addresses,
)
from crawler.extract.lists.rows import Row
from crawler.extract.lists.rows_place import blocks_at, place_of
from crawler.extract.lists.tabs import is_one_year, is_pane
from crawler.extract.lists.told_rows import says_more
from crawler.extract.lists.unheaded_lists import newest_unheaded
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout
from crawler.extract.page.page_name import page_names
from crawler.extract.page.records import goes_on_beside
from crawler.extract.page.refresh import Response
from crawler.extract.page.text_share import share_of_text
from crawler.extract.text.urls import host_in
from schema.types.lexicon import Lexicon
from schema.types.reading import ListItem, ListState, RowsPlace

_FEW_BACKWARD = 0.1
"""Share of rows that may stand out of order (pins)."""
_MOST_PINS = 2
_MANY = 5
_ONE_ROW = 0.6
"""How far a single row speaks for a list page; three rows speak in full."""
_SIDE_SHARE = 0.5
"""A list whose place takes more than half of its weight is a side bar."""
_HEADED_SHARE = 0.17
"""So little is left of a list's weight under a side bar's heading (热点内容), pager or not."""
_PORTAL_SCORE = 0.45
"""Below what makes a page a list: a page of blocks is rather a home of its own."""
_BARE = frozenset({ListState.EMPTY, ListState.UNREADABLE, ListState.ELSEWHERE, ListState.PARENT})
"""What a page says of its list that a weaker list beside it does not gainsay."""
_UNSEEN = frozenset({ListState.UNREADABLE, ListState.ELSEWHERE})
_UNKNOWN = Response()


def find_list(
    tree: LexborHTMLParser,
    *,
    base: str | None,
    fetched_at: datetime | None,
    lexicon: Lexicon,
    response: Response = _UNKNOWN,
) -> ListReading:
    """Find the main list of a page with its items, letters, state and next page.

    What stands where the page before had its rows is the list, be it one row or none.
    """
    layout = lay_blocks(tree)
    names = page_names(layout)
    about = survey(layout, lexicon.list_words, names)
    candidates = find_candidates(layout, about, lexicon)
    words = lexicon.letter_words
    bare = place_state(tree, layout, base=base, lexicon=lexicon, response=response)
    letters = names_letters(names, words) or names_letter_columns(layout, words)
    without = ListReading(state=bare.state, follow=bare.follow, score=bare.score, letters=letters)
    known, page = response.rows_at, response.url or base
    place = blocks_at(layout, known) if known else []
    if known and place:
        choice = Choice(find_known(layout, candidates, place, known, lexicon))
    else:
        own = partial(own_first, names=names, base=base, page=page, lexicon=lexicon)
        choice = _unless_beside(layout, own(layout, candidates, about), bare, names, about)
    best, rival = choice
    shown = partial(shows_content, layout, page=page, words=lexicon.list_words)
    if best is None:
        return without if shown() or not has_bare_rows(layout) else _unseen(without)
    if not place and _is_headed_aside(best, bare) and has_bare_rows(layout):
        return _unseen(without)
    latest = latest_possible(fetched_at)
    read = partial(items_of, layout, words=lexicon.date_words, base=base, latest=latest)
    is_first = not place and best is candidates[0]
    if is_first and (blocks := _portal(layout, candidates, about, lexicon, page)):
        return _of_blocks(tuple(chain.from_iterable(read(block.rows) for block in blocks)))
    unshown = _settle_rows(layout, best, known, base, lexicon)
    items = read(best.rows)
    if not place and is_menu(items) and (bare.state in _UNSEEN or names_others(items, page)):
        return without if shown() else _unseen(without)
    posts = read_posts(layout, best.rows, items, words, names=names)
    found = ListReading(
        state=_state(items, base, page),
        items=items,
        posts=with_addresses(posts, layout, best.rows, base),
        activities=read_activities(layout, best.rows, items, lexicon.activity_words, names=names),
        ordered_by_date=is_ordered(items),
        score=_score(layout, best, about),
        letters=bool(posts),
        rows_at=None if known and not place else _place_of(layout, best),
        spans=tuple((row.record.first_text, row.record.end_text) for row in best.rows),
        known=bool(place),
    )
    found = _with_pages(found, tree, layout, best, base)
    seen = Beside(layout, about, best, names, base, newest_of(items), latest, lexicon)
    others = newest_of(read([*(rival.rows if rival else ()), *unshown]))
    apart = _newest_apart(seen, candidates, bare, response)
    return _with_doubts(found, seen, max(others, apart), page)


def _settle_rows(
    layout: Layout, best: Candidate, known: RowsPlace | None, base: str | None, lexicon: Lexicon
) -> list[Row]:
    """Put the entry over a list before its rows, and give those of closed panes apart.

    Folded details are no rows either, if the list shows others. Of a place that the page before
    had its rows in, nothing but what stands there is one.
    """
    shown = [row for row in best.rows if not row.record.head.hidden]
    unshown = [row for row in best.rows if row.record.head.hidden] if shown else []
    best.rows = shown or best.rows
    lead = None if known else lead_entry(layout, best, base=base, lexicon=lexicon)
    best.rows = best.rows if lead is None else [lead, *best.rows]
    return unshown


def _place_of(layout: Layout, best: Candidate) -> RowsPlace:
    return place_of(layout, best.group, dated=2 * best.dated > len(best.rows))


def _with_pages(
    found: ListReading, tree: LexborHTMLParser, layout: Layout, best: Candidate, base: str | None
) -> ListReading:
    """Say where the list goes on, whether it does, and how many pages it counts."""
    follow = find_next(tree, base=base)
    more = bool(follow) or goes_on(tree, base=base) or _may_go_on(layout, best)
    more = more or says_more(layout, best.group, len(best.rows))
    return replace(found, follow=follow, more=more, pages=counted_pages(tree))


def _may_go_on(layout: Layout, best: Candidate) -> bool:
    """Tell whether rows may go on in a block like theirs: parts without dates are not joined."""
    return not best.dated and goes_on_beside(layout, best.group)


def _portal(
    layout: Layout,
    candidates: list[Candidate],
    about: Surroundings,
    lexicon: Lexicon,
    page: str | None,
) -> list[Candidate]:
    home = page is not None and is_home_address(page)
    return portal_blocks(layout, candidates, about, lexicon.list_words, home=home)


def _of_blocks(items: tuple[ListItem, ...]) -> ListReading:
    return ListReading(
        state=ListState.PARENT,
        items=items,
        ordered_by_date=False,
        score=_PORTAL_SCORE,
    )


def _newest_apart(
    page: Beside, candidates: Sequence[Candidate], bare: BarePlace, response: Response
) -> date:
    """Give the latest day that entries of the column apart from its rows may have."""
    if response.rows_at is not None:
        return date.min
    day = newest_beside(page, candidates)
    unseen, address = bare.state in _UNSEEN, response.url or page.base
    if day is None:
        other = heads_other_content(page, unseen=unseen, address=address)
        unheaded = newest_unheaded(page, candidates, bare, address)
        day = (page.latest or date.max) if other else unheaded
    return day or date.min


def _with_doubts(
    found: ListReading, page: Beside, others: date, address: str | None
) -> ListReading:
    """Say whether the rows are a part only, and which days beside them may be the column's too."""
    urls = [item.url for item in found.items]
    group, words = page.best.group, page.lexicon.list_words
    return replace(
        found,
        in_part=shows_one_child(urls, page.layout, base=page.base, page=address)
        or is_pane(page.layout, group.first_text, group.end_text, base=page.base, words=words)
        or is_one_year(page.layout),
        rival=others if others > page.newest else None,
    )


def newest_of(items: Iterable[ListItem]) -> date:
    """Give the latest day of a list; the earliest of all days where it tells none."""
    return max((item.date.value for item in items if item.date), default=date.min)


def _unless_beside(
    layout: Layout, choice: Choice, bare: BarePlace, names: tuple[str, ...], about: Surroundings
) -> Choice:
    """Give a choice, or none where it stands beside the list's place, or under another's name.

    Nor are the links of a page's footer a list, nor the years to choose among.
    """
    best = choice.best
    if best is None or _is_beside(best, bare) or _is_anothers(layout, best, bare, names):
        return Choice(None)
    return Choice(None) if is_no_list(best.rows, about.foot_lines) else choice


def _is_beside(best: Candidate, bare: BarePlace) -> bool:
    """Tell whether the best list stands beside a list's place that holds no row."""
    if bare.state in _BARE:
        return best.value < max(bare.outweighs, best.weight * _SIDE_SHARE)
    return False


def _is_headed_aside(best: Candidate, bare: BarePlace) -> bool:
    """Tell a side bar's list by its heading (热点内容), where nothing else was said of the page."""
    return bare.state is ListState.NONE and best.value < best.weight * _HEADED_SHARE


def _unseen(without: ListReading) -> ListReading:
    """Say that a page's list was not seen: it shows nothing, and no word (暂无内容) says why."""
    bare = without.state is ListState.NONE
    return replace(without, state=ListState.UNREADABLE) if bare else without


def _is_anothers(layout: Layout, best: Candidate, bare: BarePlace, names: tuple[str, ...]) -> bool:
    """Tell another column's block beside a list that was not seen, which nothing marks as main."""
    unseen = bare.state in _UNSEEN and best.value <= best.weight
    return unseen and is_anothers(layout, best, names)


def is_ordered(items: tuple[ListItem, ...]) -> bool:
    """Tell whether the dates fall from row to row, pins aside.

    A row newer than all above it shows another order (that of 成文日期), in which the newest may
    stand anywhere; only behind the first rows, which may be pinned without a mark, it may stand.
    """
    days: list[date] = [item.date.value for item in items if item.date and not item.pinned]
    rises = sum(1 for before, after in pairwise(days) if after > before)
    tops = accumulate(days, max)
    climbs = any(
        after > before and place >= _MOST_PINS
        for place, (before, after) in enumerate(pairwise(tops))
    )
    return rises <= _FEW_BACKWARD * len(days) and not climbs


def _state(items: tuple[ListItem, ...], base: str | None, page: str | None) -> ListState:
    if not any(item.date for item in items) and all_children((i.url for i in items), page):
        return ListState.PARENT
    own = host_in(base)
    hosts = {host_in(item.url) for item in items}
    if own is not None and None not in hosts and own not in hosts:
        return ListState.LINKS_ONLY
    return ListState.READ


def _score(layout: Layout, best: Candidate, about: Surroundings) -> float:
    """Weigh how much of the page the list is; a related list under an article is little of it."""
    dated = best.dated / len(best.rows)
    many = min(len(best.rows) / _MANY, 1.0)
    share = share_of_text(layout, best.group, foot=about.foot_lines)
    score = 0.5 * share + 0.3 * dated + 0.2 * many
    if is_paged(layout, best.group, about):
        score += 0.15
    elif best.value > best.weight:
        score += 0.1
    few = min(1.0, _ONE_ROW + 0.2 * (len(best.rows) - 1))
    side = 0.6 if best.value < best.weight else 1.0
    return round(min(score, 1.0) * few * side, 3)
