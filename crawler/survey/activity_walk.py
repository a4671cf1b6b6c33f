"""Survey one column of 调查征集 or 在线访谈: its list, then the activities' own pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from crawler.extract.activities.consultation import same_matter
from crawler.policy.canonical import normalised, same_site, url_key
from crawler.survey.column_walk import ColumnWalk
from schema.types.activity import Activity, ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence
from schema.types.facts import ItemFact
from schema.types.reading import ListItem, ListState

ACTIVITY_KINDS = {
    ColumnClass.SURVEY: ActivityKind.CONSULTATION,
    ColumnClass.INTERVIEW: ActivityKind.INTERVIEW,
}
"""Classes of columns whose entries are activities."""


@dataclass(slots=True, kw_only=True)
class ActivityWalk(ColumnWalk):
    """The state of one column of activities; it is surveyed as a column, and read for more.

    `since` to `until` are the days of the year that is asked about.
    """

    kind: ActivityKind
    since: date
    until: date

    def _undated(self) -> list[str]:
        """Choose the entries whose own page tells days and outcome, those at the front first."""
        if self.rows.state is not ListState.READ:
            return []
        wanted = [
            item.url
            for item in self.rows.items
            if item.url and normalised(item.url) and same_site(item.url, self.target.url)
        ]
        return list(dict.fromkeys(wanted))[: self.max_articles]

    def activity_evidence(self, evidence_id: str) -> Iterator[Evidence]:
        """Record how many activities were held, and each of them."""
        sources = tuple(answer.provenance(answer.place) for answer in self.rows.answers)
        facts = self._facts()
        yield Evidence(
            id=f"{evidence_id}-activities", fact=self._summary(facts), provenance=sources
        )
        for number, (item, fact) in enumerate(zip(self.rows.items, facts, strict=True), 1):
            page = self.articles.get(url_key(item.url)) if item.url else None
            seen = (page.provenance(page.place),) if page is not None and fact.detail_read else ()
            row = tuple(replace(source, locator=item.locator) for source in sources[:1])
            yield Evidence(
                id=f"{evidence_id}-activity-{number}", fact=fact, provenance=(*seen, *row)
            )

    def _facts(self) -> list[ActivityFact]:
        facts = [self._fact(item) for item in self.rows.items]
        results = [fact.title for fact in facts if fact.is_result]
        return [
            replace(fact, fed_back=True)
            if any(same_matter(fact.title, title) for title in results)
            else fact
            for fact in facts
        ]

    def _fact(self, item: ListItem) -> ActivityFact:
        """Merge row and page: the page's own days go before the row's."""
        entry = self._item(item)
        row, page = self._row(item), self._page(item)
        seen = [one for one in (page, row) if one is not None]
        starts = next((one.starts for one in seen if one.starts), None)
        ends = next((one.ends for one in seen if one.ends), None)
        told = (one.state for one in seen if one.state is not ActivityState.UNKNOWN)
        return ActivityFact(
            activity=self.kind,
            column_url=self.target.url,
            title=item.title,
            url=item.url,
            starts=starts,
            ends=ends,
            shown_on=_day(entry),
            state=state_on(self.until, starts, ends, next(told, ActivityState.UNKNOWN), self.kind),
            is_result=any(one.is_result for one in seen),
            fed_back=any(one.fed_back for one in seen),
            recorded=any(one.recorded for one in seen),
            detail_read=page is not None,
        )

    def _row(self, item: ListItem) -> Activity | None:
        rows = (
            activity
            for answer in self.rows.answers
            if answer.reading is not None
            for activity in answer.reading.activities
        )
        return next((one for one in rows if (one.url, one.title) == (item.url, item.title)), None)

    def _page(self, item: ListItem) -> Activity | None:
        answer = self.articles.get(url_key(item.url)) if item.url else None
        if answer is None or answer.reading is None or not answer.good:
            return None
        seen = answer.reading.activity
        return seen if seen is not None and seen.kind is self.kind else None

    def _summary(self, facts: list[ActivityFact]) -> ActivitiesFact:
        activities = [fact for fact in facts if not fact.is_result]
        held = [fact for fact in activities if was_held(fact, self.since, self.until)]
        return ActivitiesFact(
            name=self.target.name,
            url=self.target.url,
            activity=self.kind,
            list_state=self.rows.state if self.rows.first else ListState.UNREADABLE,
            reason=self.rows.reason,
            since=self.since,
            until=self.until,
            held=len(held),
            fed_back=sum(fact.fed_back for fact in held),
            recorded=sum(fact.recorded for fact in held),
            undated=sum(_days(fact) == [] for fact in activities),
            read_back_to=self.rows.complete_to(),
        )


def state_on(
    day: date,
    starts: date | None,
    ends: date | None,
    told: ActivityState,
    kind: ActivityKind,
) -> ActivityState:
    """Give the state on a day: its dates decide, the site's words where it shows none."""
    if starts is not None and starts > day:
        return ActivityState.PLANNED
    last = ends or (starts if kind is ActivityKind.INTERVIEW else None)
    if last is not None and last < day:
        return ActivityState.ENDED
    if starts is not None and ends is not None:
        return ActivityState.OPEN
    return told


def was_held(fact: ActivityFact, since: date, until: date) -> bool:
    """Tell whether an activity ran in these days; one that is only planned did not."""
    days = _days(fact)
    if not days or fact.state is ActivityState.PLANNED:
        return False
    return min(days) <= until and max(days) >= since


def _days(fact: ActivityFact) -> list[date]:
    """Give the activity's own days, else the day that it was shown on."""
    own = [day for day in (fact.starts, fact.ends) if day is not None]
    return own or ([fact.shown_on] if fact.shown_on is not None else [])


def _day(entry: ItemFact) -> date | None:
    return None if entry.date is None else entry.date.value
