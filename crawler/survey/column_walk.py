"""Survey one column: its list, then the article pages where the list shows no date."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crawler.policy.canonical import normalised, same_site, url_key
from crawler.survey.answer import Answer
from crawler.survey.front_order import falls, front_days, proves_order
from crawler.survey.kept_items import kept_items
from crawler.survey.list_walk import ListWalk
from crawler.survey.moving_day import moving_day
from crawler.survey.own_pages import Told, told_by
from crawler.survey.shell_class import class_with_data
from crawler.survey.stamped_rows import SHOWN_BY_PAGES, Stamps
from schema.types.capture import Request
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim, DateSource, Undated
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, ItemFact
from schema.types.outcome import Outcome
from schema.types.reading import ListItem, ListState
from schema.types.survey import ItemSighting

_NIGHT = timedelta(days=1)
CHECKED_ARTICLES = 2
"""Newest entries of a list without an update whose own pages are asked for their dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTarget:
    """A column to be surveyed, as the register or the navigation names it."""

    name: str
    url: str
    column_class: ColumnClass
    registered: bool
    on_home: bool
    update_days: int | None = None
    exempt: str | None = None


@dataclass(slots=True, kw_only=True)
class ColumnWalk:
    """The state of one column under way."""

    target: ColumnTarget
    rows: ListWalk
    max_articles: int
    most_articles: int = 0
    """Articles read at most where the first ones show no update: enough to prove the order."""
    articles: dict[str, Answer] = field(default_factory=dict)
    _asked: list[str] | None = None
    _went_on: bool = False
    _moving: dict[int, date | None] = field(default_factory=dict)
    """The day of a migration by the number of entries that it was told from."""
    _alike: dict[int, bool] = field(default_factory=dict)
    """Whether all dates are one day of their addresses, by that number: thousands may ask."""
    _stamps: Stamps = field(default_factory=Stamps)

    def pending(self) -> list[Request]:
        """Give what is to be asked for next; empty when the column is done."""
        if self.rows.pending:
            return self.rows.pending
        if self._asked is None:
            self._asked = self._undated()[: self.max_articles]
        waiting = self._waiting(self._asked)
        if not waiting and not self._went_on:
            self._went_on = True
            self._asked += self._further()
            waiting = self._waiting(self._asked)
        return waiting

    def _waiting(self, asked: list[str]) -> list[Request]:
        return [
            Request(url=url, purpose="article", referer=self.rows.address)
            for url in asked
            if url_key(url) not in self.articles
        ]

    def _further(self) -> list[str]:
        """Choose more articles of a list without dates whose first ones are all old, in order."""
        if not self._asked:
            return []
        if self._is_contradicted():
            urls = [item.url for item in self.rows.items if item.url and self._may_ask(item.url)]
            known = {*self._asked}
            return [url for url in dict.fromkeys(urls) if url not in known][: self._room()]
        days = front_days([self._item(item) for item in self.rows.items])
        falling = len(days) >= len(self._asked) and falls(days)
        if not self._is_silent() or not falling or days[0] >= self.rows.target.horizon:
            return []
        return self._undated()[len(self._asked) :][: self._room()]

    def _room(self) -> int:
        return max(0, self.most_articles - len(self._asked or ()))

    def _is_contradicted(self) -> bool:
        """Tell whether an article that was opened is newer than its list says."""
        pairs = (
            (self._list_date(item), self._from_article(item.url)[0]) for item in self.rows.items
        )
        return any(
            shown is not None
            and found is not None
            and found.source in SHOWN_BY_PAGES
            and found.value > shown.value + _NIGHT
            for shown, found in pairs
        )

    def _is_silent(self) -> bool:
        """Tell whether the list itself tells no day, or none that proves anything."""
        told = any(map(self._is_told, self.rows.items))
        return not told or (self._is_stale() and self._is_by_address())

    def absorb(self, answer: Answer) -> None:
        """Take in the answer to one of the pending requests."""
        if answer.request.purpose == "article":
            self.articles[url_key(answer.request.url)] = answer
        else:
            self.rows.absorb(answer)

    def migrated(self) -> date | None:
        """Give the day on which the column was moved, which is the day of no entry."""
        known = len(self.rows.items)
        if known not in self._moving:
            self._moving[known] = moving_day(item.url for item in self.rows.items if item.url)
        return self._moving[known]

    def _undated(self) -> list[str]:
        """Choose the entries whose own page must tell the date, those at the front first."""
        if self.rows.state is not ListState.READ:
            return []
        undated = [item.url for item in self.rows.items if not self._is_told(item)]
        wanted = [url for url in (*undated, *self._doubted()) if url and self._may_ask(url)]
        return list(dict.fromkeys(wanted))

    def _doubted(self) -> list[str | None]:
        """Choose the newest entries of a list whose dates show no update at all.

        What a person sees on the article decides (vocabulary §7), and a list that shows another
        day must accuse nobody.
        """
        dated = [item for item in self.rows.items if self._is_told(item)]
        if not self._is_stale():
            return []
        if self._is_by_address():
            return [item.url for item in self.rows.items]
        newest = sorted(dated, key=lambda one: one.date.value if one.date else date.min)
        return [item.url for item in newest[: -CHECKED_ARTICLES - 1 : -1]]

    def _is_stale(self) -> bool:
        """Tell whether the list tells days, and none that the edition still looks at."""
        days = [item.date.value for item in self.rows.items if item.date and self._is_told(item)]
        return bool(days) and max(days) < self.rows.target.horizon

    def _is_by_address(self) -> bool:
        """Tell whether only addresses tell days: they prove no column old, their articles do."""
        shown = [claim for item in self.rows.items if (claim := self._list_date(item)) is not None]
        return bool(shown) and all(claim.source is DateSource.URL for claim in shown)

    def _may_ask(self, url: str) -> bool:
        return same_site(url, self.target.url) and normalised(url) is not None

    def evidence(self, evidence_id: str) -> Evidence:
        """Record what the column's pages gave."""
        kept = kept_items(self.rows.items)
        items = tuple(map(self._item, kept.items))
        fact = column_fact(self.target, self.rows, items)
        if items and self.rows.state is ListState.READ and self._is_silent():
            fact = self._by_articles(fact)
        refuted = self._is_contradicted() and not (self.rows.ended and self._is_opened())
        if refuted or self.rows.disputed or not kept.settled:
            fact = replace(fact, complete_to=None)
        sources = (*self.rows.answers, *self.articles.values())
        provenance = tuple(answer.provenance(answer.place) for answer in sources)
        return Evidence(id=evidence_id, fact=fact, provenance=provenance)

    def _by_articles(self, fact: ColumnFact) -> ColumnFact:
        """Tell the order of a list without dates by its articles, and how far they lead."""
        proved = proves_order(fact.items, whole=self.rows.ended)
        complete = fact.complete_to if self.rows.ended else None
        if proved and complete is None:
            complete = front_days(fact.items)[-1]
        return replace(
            fact, ordered_by_date=proved, ordered_by_articles=proved, complete_to=complete
        )

    def _is_opened(self) -> bool:
        """Tell whether every entry's own page was read."""
        return all(
            self._from_article(item.url)[1] is not Undated.UNREAD for item in self.rows.items
        )

    def sightings(self) -> list[ItemSighting]:
        """Give the entries for the record over time."""
        return [
            ItemSighting(
                column_url=self.target.url,
                url_key=url_key(item.url) if item.url else f"title:{item.title}",
                url=item.url,
                title=item.title,
                claims=item.claims,
            )
            for item in map(self._item, kept_items(self.rows.items).items)
        ]

    def proved_days(self) -> list[tuple[str, DateClaim]]:
        """Give the entries' addresses with their days, where these may decide (vocabulary §7)."""
        facts = map(self._item, kept_items(self.rows.items).items)
        return [(f.url, f.date) for f in facts if f.url and f.date and f.date.decides_staleness]

    def _item(self, item: ListItem) -> ItemFact:
        best, undated, claims = self._dated(item)
        return ItemFact(
            title=item.title,
            url=item.url,
            date=best,
            undated=undated,
            pinned=item.pinned,
            locator=item.locator,
            claims=claims,
        )

    def _dated(self, item: ListItem) -> Told:
        """Give the date of an entry: the visible one of its page goes before the list's."""
        found, undated, claims = self._from_article(item.url)
        if self._stamps.is_redated(self.rows):
            return None, Undated.UNASSIGNED, (*claims, *((item.date,) if item.date else ()))
        shown = self._list_date(item)
        if shown is None:
            if found is not None and self._is_moving(found):
                return None, Undated.UNASSIGNED, claims
            return found, undated, claims
        told = self._is_told(item)
        if found is not None and (found.source in SHOWN_BY_PAGES or not told):
            return found, None, (*claims, shown)
        if shown.source is DateSource.URL and undated is Undated.UNASSIGNED and not told:
            return None, undated, (*claims, shown)
        return shown, None, (shown,)

    def _is_told(self, item: ListItem) -> bool:
        """Tell whether the list tells the entry's day well enough not to ask its own page.

        The month that an address names does not, nor a day that all addresses of a short list do,
        nor the day on which a record was made, nor that of the look.
        """
        shown, stamped = self._list_date(item), self._stamps.day(self.rows) is not None
        if shown is None or shown.source is DateSource.CREATION_FIELD or stamped:
            return False
        by_address = shown.source is DateSource.URL
        return not by_address or (shown.precision == "day" and not self._is_of_one_day())

    def _is_of_one_day(self) -> bool:
        """Tell whether all dates of the list are one day that only the addresses name."""
        if (known := len(self.rows.items)) not in self._alike:
            shown = {item.date and (item.date.source, item.date.value) for item in self.rows.items}
            self._alike[known] = known > 1 and len(shown) == 1
        return self._alike[known]

    def _list_date(self, item: ListItem) -> DateClaim | None:
        """Give the date that the list shows; the day of a migration is none, nor a clock's."""
        wrong = item.date is not None and (self._is_moving(item.date) or self._is_clock())
        return None if wrong else item.date

    def _is_clock(self) -> bool:
        shown = (told_by(answer)[0] for answer in self.articles.values())
        return self._stamps.is_clock(self.rows, shown)

    def _is_moving(self, claim: DateClaim) -> bool:
        return claim.source is DateSource.URL and claim.value == self.migrated()

    def _from_article(self, url: str | None) -> Told:
        return told_by(self.articles.get(url_key(url)) if url else None)


def column_fact(
    target: ColumnTarget, rows: ListWalk, items: tuple[ItemFact, ...] = ()
) -> ColumnFact:
    """State what a column's list gave; a column that was never asked for is unreadable."""
    first = rows.first
    asked = first is not None
    return ColumnFact(
        name=target.name,
        url=target.url,
        column_class=target.column_class,
        registered=target.registered,
        on_home=target.on_home,
        update_days=target.update_days,
        exempt=target.exempt,
        outcome=first.page.outcome if first else Outcome.TRAP_SUPPRESSED,
        status=first.page.status if first else None,
        page_class=class_with_data(rows.answers, rows.state),
        list_state=rows.state if asked else ListState.UNREADABLE,
        reason=rows.reason if asked else "not asked for: the survey ended before",
        items=items,
        ordered_by_date=rows.ordered,
        complete_to=rows.complete_to(),
    )
