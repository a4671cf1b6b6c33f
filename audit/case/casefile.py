"""The case file (案卷) of one site: its evidence sorted by subject, each subject in time order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from audit.case.case_rules import CaseRules
from audit.case.visit_words import by_table
from audit.windows import ClassWindow, day_of
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.content import ProposalFact
from schema.types.dates import DECIDING, DateSource
from schema.types.evidence import Evidence, Provenance
from schema.types.facts import (
    ChannelsFact,
    ColumnFact,
    LetterFact,
    LimitFact,
    MailboxFact,
    VisitFact,
)
from schema.types.guide_facts import GuideFact, GuideFileFact, GuidesFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import NavigationFact
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from schema.types.visit_table import HOUSE_TABLE, VisitTable

FactT = TypeVar(
    "FactT",
    VisitFact,
    ColumnFact,
    LetterFact,
    MailboxFact,
    ChannelsFact,
    ActivityFact,
    ActivitiesFact,
    GuideFact,
    GuideFileFact,
    GuideSystemFact,
    GuidesFact,
    LinkFact,
    LinksFact,
    NavigationFact,
    LimitFact,
    ProposalFact,
)
_NEVER = datetime.min.replace(tzinfo=UTC)
_FETCHED = frozenset({Outcome.OK, Outcome.OK_TRUNCATED, Outcome.NOT_MODIFIED})
_BLIND = frozenset({ListState.UNREADABLE, ListState.ELSEWHERE})
_SURVEYABLE = frozenset({PageClass.PAGE, PageClass.MOVED})


class Gap(StrEnum):
    """Why a survey may have missed columns or letters, so that no upper bound is known."""

    HOMEPAGE_NOT_OPENED = "homepage_not_opened"
    HOMEPAGE_UNREADABLE = "homepage_unreadable"
    SURVEY_CUT_SHORT = "survey_cut_short"
    NO_COLUMNS_FOUND = "no_columns_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Generic[FactT]):
    """One look at one subject, under the id of its evidence row."""

    id: str
    fact: FactT
    provenance: tuple[Provenance, ...]

    @property
    def at(self) -> datetime:
        """Give the time of its latest page; the beginning of time where no page is named."""
        return max((source.fetched_at for source in self.provenance), default=_NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCase:
    """One column, by its URL: every sighting of it, oldest first, never none."""

    sightings: tuple[Sighting[ColumnFact], ...]

    @property
    def url(self) -> str:
        """Give the column's address."""
        return self.latest.fact.url

    @property
    def latest(self) -> Sighting[ColumnFact]:
        """Give the last sighting, whatever it gave."""
        return self.sightings[-1]

    @property
    def settled(self) -> Sighting[ColumnFact] | None:
        """Give the last sighting that tells what the list holds; None where all were blind."""
        seen = (one for one in reversed(self.sightings) if _tells(one.fact))
        return next(seen, None)

    @property
    def column_class(self) -> ColumnClass:
        """Give the class; the register's word goes before a guess."""
        ranked = sorted(self.sightings, key=lambda one: (one.fact.registered, one.at))
        return ranked[-1].fact.column_class

    @property
    def registered(self) -> bool:
        """Tell whether the register names it."""
        return any(one.fact.registered for one in self.sightings)

    @property
    def on_home(self) -> bool:
        """Tell whether it is a column of the home page (首页栏目)."""
        return any(one.fact.on_home for one in self.sightings)

    @property
    def exempt(self) -> bool:
        """Tell whether its emptiness and staleness are never held against the site."""
        return any(one.fact.exempt is not None for one in self.sightings)

    @property
    def update_days(self) -> int | None:
        """Give the registered 应更新天数."""
        given = (one.fact.update_days for one in self.sightings if one.fact.update_days is not None)
        return next(given, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that the checks may look at: the evidence of one site and the time to judge it by."""

    as_of: datetime
    windows: Mapping[ColumnClass, ClassWindow]
    visits: tuple[Sighting[VisitFact], ...]
    columns: tuple[ColumnCase, ...]
    letters: tuple[tuple[Sighting[LetterFact], ...], ...]
    mailboxes: tuple[tuple[Sighting[MailboxFact], ...], ...]
    limits: tuple[Sighting[LimitFact], ...]
    proposals: tuple[Sighting[ProposalFact], ...]
    channels: tuple[Sighting[ChannelsFact], ...] = ()
    activities: tuple[Sighting[ActivityFact], ...] = ()
    activity_columns: tuple[Sighting[ActivitiesFact], ...] = ()
    guides: tuple[Sighting[GuideFact], ...] = ()
    guide_files: tuple[tuple[Sighting[GuideFileFact], ...], ...] = ()
    guide_systems: tuple[tuple[Sighting[GuideSystemFact], ...], ...] = ()
    guides_seen: tuple[Sighting[GuidesFact], ...] = ()
    links: tuple[tuple[Sighting[LinkFact], ...], ...] = ()
    links_seen: tuple[Sighting[LinksFact], ...] = ()
    navigation: tuple[Sighting[NavigationFact], ...] = ()
    is_portal: bool = False
    trusted_dates: frozenset[DateSource] = DECIDING
    """Sources of dates that may prove a column old, as the edition says."""
    visit_table: VisitTable = HOUSE_TABLE
    """What a look counts for, as the edition says; visits and links are counted by it."""
    looks_apart: timedelta | None = None
    """How far apart two looks must be, as the edition says; None where no item asks for two."""

    @property
    def today(self) -> date:
        """Give the day of the monitoring point (监测时间点) in Asia/Shanghai."""
        return day_of(self.as_of)

    def level(self, url: str) -> int | None:
        """Give a column's level, 1 for 一级栏目; None where the navigation does not lead there.

        A block of the homepage may show a column of any level, so it tells none.
        """
        found = (one for sight in self.navigation for one in sight.fact.found if one.url == url)
        return next((len(one.breadcrumb) + 1 for one in found if one.in_navigation), None)

    @property
    def gap(self) -> Gap | None:
        """Tell why something may have been missed; None where the survey ran its full course."""
        own = [one.fact for one in self.visits if one.fact.round_id is None]
        opened = [fact for fact in own if fact.counts_as is CountsAs.OPENED]
        if not opened:
            return Gap.HOMEPAGE_NOT_OPENED
        if not any(fact.page_class in _SURVEYABLE for fact in opened):
            return Gap.HOMEPAGE_UNREADABLE
        if self.limits:
            return Gap.SURVEY_CUT_SHORT
        return None if self._found_columns or self.mailboxes else Gap.NO_COLUMNS_FOUND

    @property
    def lists_gap(self) -> Gap | None:
        """Tell why an entry of a column may have been missed: letters that wait hide none."""
        letters = all(one.fact.letters_only for one in self.limits)
        cut = self.gap is Gap.SURVEY_CUT_SHORT
        return None if cut and letters and self._found_columns else self.gap

    @property
    def columns_gap(self) -> Gap | None:
        """Tell why a column may be missed: registered ones are known without the homepage."""
        known = any(one.registered for one in self._found_columns)
        gap = self.lists_gap
        return None if known and gap is Gap.HOMEPAGE_UNREADABLE else gap

    @property
    def _found_columns(self) -> tuple[ColumnCase, ...]:
        return tuple(one for one in self.columns if one.column_class is not ColumnClass.HOME)

    @property
    def gap_evidence(self) -> tuple[str, ...]:
        """Give the rows that show the gap: the visits, or the limits that ended the survey."""
        if self.gap is None:
            return ()
        rows = self.limits if self.gap is Gap.SURVEY_CUT_SHORT else self.visits
        return tuple(one.id for one in rows)


_VOCABULARY = CaseRules()


def open_case(
    evidence: Iterable[Evidence],
    *,
    as_of: datetime,
    rules: CaseRules = _VOCABULARY,
    is_portal: bool = False,
) -> CaseFile:
    """Sort evidence into a case file: by time, and as given where times are equal."""
    rows = by_table(evidence, rules.visit_table)
    columns = _grouped(_sightings(rows, ColumnFact), lambda fact: fact.url)
    return CaseFile(
        as_of=as_of,
        windows=rules.windows,
        visits=_sightings(rows, VisitFact),
        columns=tuple(ColumnCase(sightings=group) for group in columns),
        letters=_grouped(_sightings(rows, LetterFact), _letter_key),
        mailboxes=_grouped(_sightings(rows, MailboxFact), lambda fact: fact.url),
        limits=_sightings(rows, LimitFact),
        proposals=_sightings(rows, ProposalFact),
        channels=_sightings(rows, ChannelsFact),
        activities=_sightings(rows, ActivityFact),
        activity_columns=_sightings(rows, ActivitiesFact),
        guides=_sightings(rows, GuideFact),
        guide_files=_grouped(_sightings(rows, GuideFileFact), lambda fact: fact.url),
        guide_systems=_grouped(_sightings(rows, GuideSystemFact), lambda fact: fact.url),
        guides_seen=_sightings(rows, GuidesFact),
        links=_grouped(_sightings(rows, LinkFact), lambda fact: fact.url),
        links_seen=_sightings(rows, LinksFact),
        navigation=_sightings(rows, NavigationFact),
        is_portal=is_portal,
        trusted_dates=rules.trusted_dates,
        visit_table=rules.visit_table,
        looks_apart=rules.looks_apart,
    )


def seen_twice(sightings: Iterable[Sighting[FactT]], gap: timedelta) -> bool:
    """Tell whether one page was fetched at two times at least `gap` apart."""
    times: dict[str, list[datetime]] = defaultdict(list)
    for one in sightings:
        for source in one.provenance:
            times[source.url].append(source.fetched_at)
    return any(max(moments) - min(moments) >= gap for moments in times.values())


def ids(columns: Iterable[ColumnCase]) -> tuple[str, ...]:
    """Give the evidence ids of every sighting of these columns."""
    return tuple(one.id for column in columns for one in column.sightings)


def _tells(fact: ColumnFact) -> bool:
    fetched = fact.outcome in _FETCHED and fact.page_class is PageClass.PAGE
    return fetched and fact.list_state not in _BLIND


def _sightings(rows: Sequence[Evidence], kind: type[FactT]) -> tuple[Sighting[FactT], ...]:
    found = [
        Sighting(id=row.id, fact=row.fact, provenance=row.provenance)
        for row in rows
        if isinstance(row.fact, kind)
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _grouped(
    sightings: Iterable[Sighting[FactT]], key: Callable[[FactT], Hashable]
) -> tuple[tuple[Sighting[FactT], ...], ...]:
    groups: dict[Hashable, list[Sighting[FactT]]] = defaultdict(list)
    for one in sightings:
        groups[key(one.fact)].append(one)
    return tuple(tuple(group) for group in groups.values())


def _letter_key(fact: LetterFact) -> Hashable:
    """Name a letter by its page, which several columns may list; else by its row."""
    return fact.url or (fact.column_url, fact.title, fact.asked)
