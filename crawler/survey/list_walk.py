"""Walk one list: its first page, where its rows come from, and its next pages as far as needed."""

from dataclasses import dataclass, field
from datetime import date

from crawler.survey.answer import Answer
from crawler.survey.column_place import homepage_stands_at, left_folder
from crawler.survey.list_requests import first_page, stands_in_place, step
from crawler.survey.new_rows import NewRows
from crawler.survey.rendered import RenderBudget, lacks_its_list, shown, without_emptiness
from crawler.survey.row_sources import ASKED, RowSources
from schema.types.capture import RENDER, Request
from schema.types.outcome import Outcome
from schema.types.reading import Follow, ListItem, ListState, PageKind, PageReading, Post, RowsPlace

_SEEN = {ListState.READ, ListState.EMPTY, ListState.LINKS_ONLY}
"""A list whose rows were seen, be there none; the end of any other page proves nothing."""
_GONE = frozenset({404, 410})
_SINGLE_PAGES = {PageKind.ARTICLE, PageKind.SERVICE_GUIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTarget:
    """A list to be read, and how far: `horizon` is the oldest day that anybody asks about."""

    name: str
    url: str
    horizon: date
    max_pages: int
    max_hops: int
    back: bool = False
    """Read back to the horizon, not only to the first entry that proves an update."""


@dataclass(slots=True, kw_only=True)
class ListWalk:
    """The state of one list under way; `pending` is asked for next, `done` when it is empty."""

    target: ListTarget
    pending: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    items: list[ListItem] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    state: ListState = ListState.NONE
    reason: str = ""
    ordered: bool = True
    ended: bool = False
    """The list was read to its end."""
    disputed: bool = False
    """A page holds newer entries that may be the column's, of days that somebody asks about, or
    only a part of it."""
    home: Answer | None = None
    """The homepage, which some servers show under every address that they do not know."""
    budget: RenderBudget | None = None
    """Pages that a browser may show in place of ones that only scripts fill; None: none."""
    _sources: RowSources = field(default_factory=RowSources)
    _page: Answer | None = None
    _new: NewRows = field(default_factory=NewRows)
    _hops: int = 0
    _comparing: bool = False
    """What is asked for now are other lists of the page, only to be compared."""
    _steps: int = 0
    _pages: int = 0
    _partial: bool = False
    _rows_at: RowsPlace | None = None
    _counted: int = 0
    _whole: bool = False
    """The page read last may be the last one."""

    def start(self) -> None:
        """Ask for the first page."""
        self.pending.append(first_page(self.target.url))

    @property
    def first(self) -> Answer | None:
        """Give the answer that the column's address itself gave, refreshes followed."""
        return self.answers[0] if self.answers else None

    @property
    def address(self) -> str:
        """Give where the column's list stands: what its entries were found on."""
        return self.answers[0].page.final_url if self.answers else self.target.url

    def absorb(self, answer: Answer) -> None:
        """Take in one answer and decide what to ask for next."""
        self.pending.clear()
        self.answers.append(answer)
        if answer.request.purpose == RENDER:
            self._take_shown(answer)
            return
        if self._comparing:
            self._compare(answer)
        else:
            self._look(answer)
        if not self.pending:
            self._have_shown()
        if not self.pending:
            self._ask_others()

    def _have_shown(self) -> None:
        """Ask for the column's page as a browser shows it, where scripts make its list."""
        page, budget = self._page, self.budget
        if page is None or budget is None or self.items or self.posts:
            return
        request = budget.ask(page) if lacks_its_list(page, self.state) else None
        if request is not None:
            self.budget = None
            self.pending.append(request)

    def _ask_others(self) -> None:
        """Ask for the other lists that the page names, where the one that was read is all old."""
        days = self._dates()
        if not (self._sources.waiting and days) or max(days) >= self.target.horizon:
            return
        page = self._page
        if self.disputed or page is None:
            return
        source = self._sources.take() if self._steps < self.target.max_hops else None
        if source is None:
            self._doubt("the page names more lists than were asked for")
            return
        self._steps += 1
        self._comparing = True
        self._follow(source, page)

    def _compare(self, answer: Answer) -> None:
        """Look whether another list that the page names is the one with news."""
        reading = answer.reading
        if reading is not None and answer.good:
            days = [item.date.value for item in reading.items if item.date]
            self._doubt_by(max(days, default=date.min))

    def _take_shown(self, answer: Answer) -> None:
        """Read what a browser showed; the pages behind it are not known: it is no list's end."""
        seen = without_emptiness(answer)
        reading = seen.reading
        if reading is None or not shown(seen) or not (reading.items or reading.posts):
            why = answer.page.reason
            self.reason = f"{self.reason}; {why}" if self.reason else why
            return
        self.state, self.reason = self._first_state(reading), ""
        self._dispute(reading)
        self.ordered, self.ended = reading.ordered_by_date, False
        self._fresh(reading.items, reading.posts)

    def _look(self, answer: Answer) -> None:
        """Follow a step, try the next source of rows, or take what is here."""
        if self._steps and not self._pages and not self._sources.settles(answer):
            if self._next_source(answer):
                return
            if self._sources.asked:
                self.state, self.reason = ListState.UNREADABLE, ASKED
                return
            answer = self._sources.held or answer
        reading = answer.reading
        if reading is None or not answer.good:
            self._unreadable(answer)
            return
        if self._is_home(answer):
            self.state, self.reason = ListState.UNREADABLE, "the homepage stands at this address"
            return
        hop = next((f for f in reading.follow if f.purpose == "hop"), None)
        if hop is not None and not reading.items and self._hops < self.target.max_hops:
            self._hops += 1
            self._follow(hop, answer)
            return
        self._take(answer)

    def _is_home(self, answer: Answer) -> bool:
        """Tell whether the homepage came in the column's place."""
        home = None if self._pages else self.home
        return home is not None and homepage_stands_at(self.target.url, answer, home)

    def _unreadable(self, answer: Answer) -> None:
        beyond = 0 < self._counted <= self._pages
        if beyond and answer.page.status in _GONE and self._whole:
            self.ended = True  # asked for beyond the last page that the pager counts
            return
        if self._pages:
            self.ordered = False  # the rest is not known: nothing below the last row is proved
            return
        self.state = ListState.UNREADABLE
        word = answer.page_class or answer.page.outcome
        self.reason = f"{word}: {answer.page.reason}"

    def _take(self, answer: Answer) -> None:
        reading = answer.reading
        if reading is None:
            return
        top = max(self._dates(), default=date.max)
        fresh = self._fresh(reading.items, reading.posts)
        if max(self._dates(), default=date.min) > top:
            self.ordered = False  # a page behind the first holds what is newer
        if self._pages == 0:
            self._page = self._page or answer
            self.state = self._first_state(reading)
            if self.state is ListState.ELSEWHERE and self._next_source(answer):
                return
            if self.state is ListState.EMPTY and (self._sources.unsure or self._holds_content()):
                self.state = ListState.UNREADABLE  # one block of several says it of itself
        self._pages += 1
        self._dispute(reading)
        self._rows_at = self._rows_at or reading.rows_at
        self._counted = max(self._counted, reading.pages or 0)
        self._whole = self._may_end(answer, reading) and (fresh or self._pages == 1)
        self.ordered = self.ordered and reading.ordered_by_date
        following = next((f for f in reading.follow if f.purpose == "next"), None)
        if self._pages > 1 and not fresh:  # nor does an empty or foreign page end a list
            self.reason = self.reason or "the next page repeats the one before, or holds no rows"
        elif following is None:
            self.ended = not reading.more and self._whole and self._pages >= self._counted
        elif self._pages < self.target.max_pages and self._needs_more():
            self._partial = self._partial or following.partial
            self._follow(following, answer)

    def _holds_content(self) -> bool:
        """Tell whether the page shows content itself beside the rows that it has from elsewhere."""
        reading = self._page.reading if self._page is not None else None
        return reading is not None and reading.content

    def _dispute(self, reading: PageReading) -> None:
        self._doubt_by(reading.rival or date.min)
        if reading.in_part or "".join(self.target.name.split()) in reading.above:
            self._doubt("the page shows one part of the column")

    def _doubt_by(self, rival: date) -> None:
        """Doubt the list where what may be its own tells a newer day that somebody asks about.

        What stands beside letters is none.
        """
        if (
            not self.posts
            and rival >= self.target.horizon
            and rival > max(self._dates(), default=date.min)
        ):
            self._doubt("other entries of the page tell newer days")

    def _doubt(self, reason: str) -> None:
        self.disputed = True
        self.reason = self.reason or reason

    def _may_end(self, answer: Answer, reading: PageReading) -> bool:
        """Tell whether a page without a next one may be the last: whole, and one of the list."""
        whole = answer.page.outcome is not Outcome.OK_TRUNCATED
        known = self._pages == 1 or (reading.list_state is ListState.READ and not self._partial)
        return whole and known and stands_in_place(answer)

    def _next_source(self, answer: Answer) -> bool:
        """Ask for the rows where the page says that they come from, one address after another."""
        if answer.reading is not None and answer.reading.list_state is ListState.ELSEWHERE:
            self._sources.offer(answer.reading)
        source = self._sources.take() if self._steps < self.target.max_hops else None
        if source is None:  # frames may lead round in a ring
            return False
        self._steps += 1
        if self._sources.asked:
            self._doubt(ASKED)
        self._follow(source, self._page or answer)
        return True

    def _first_state(self, reading: PageReading) -> ListState:
        """Name what the column is: its list, one article, or only a step to a child column."""
        if left_folder(self.target.url, self.answers, hops=self._hops):
            return ListState.PARENT
        if reading.list_state is ListState.NONE and reading.kind in _SINGLE_PAGES:
            return ListState.SINGLE
        return reading.list_state

    def _fresh(self, items: tuple[ListItem, ...], posts: tuple[Post, ...]) -> bool:
        """Add what is new; tell whether anything was."""
        new_items, new_posts = self._new.items(items), self._new.posts(posts)
        self.items += new_items
        self.posts += new_posts
        return bool(new_items or new_posts)

    def _needs_more(self) -> bool:
        """Read on while nothing proves an update and the horizon is not reached.

        A first page that is old throughout may hold nothing but pins that nothing marks (置顶): the
        second one shows whether the list goes on with what is older.
        """
        dates, back = self._dates(), self.target.back or bool(self.posts)
        if not dates:
            return bool(self.posts) or bool(self.items)
        if self.ordered:
            first = self._pages == 1 and max(dates) < self.target.horizon
            return first or (min(dates) >= self.target.horizon and back)
        return max(dates) < self.target.horizon or back

    def _dates(self) -> list[date]:
        found = [item.date.value for item in self.items if item.date and not item.pinned]
        return found + [post.asked for post in self.posts if post.asked]

    def complete_to(self) -> date | None:
        """Tell from which day on everything was seen (see `ColumnFact.complete_to`)."""
        if self.state not in _SEEN or self.disputed:
            return None
        if self.ended:
            return date.min
        dates = self._dates()
        return min(dates) if self.ordered and dates else None

    def _follow(self, follow: Follow, answer: Answer) -> None:
        self.pending.append(step(follow, answer, self._rows_at))
