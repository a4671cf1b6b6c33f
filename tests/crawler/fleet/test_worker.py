import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

import pytest

from crawler.fleet.archiving.known_pages import CopyRules, KnownPages
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.politeness.courtesy import Courtesy, Guest
from crawler.fleet.politeness.lane import Permit
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.survey_site import Surveyor
from crawler.fleet.worker import MOST_VOID, SiteWorker
from crawler.survey.home import own_fault_result
from schema.types.errors import PutOff
from schema.types.facts import VisitFact
from schema.types.ids import SiteId, SweepId
from schema.types.outcome import CountsAs
from schema.types.settings import PolitenessSettings
from schema.types.survey import SurveyPlan, SurveyResult
from testkit.small_fleet import (
    SWEEP,
    Keeper,
    MemoryLeases,
    MemoryPaces,
    MemoryRouter,
    MemorySegments,
    small_plan,
)
from testkit.virtual_loop import START, LoopClock, run_virtually

SITE = SiteId(1)
PAUSE = 60.0


def result(word: CountsAs) -> SurveyResult:
    """Give a survey whose own visit came to this."""
    made = own_fault_result(small_plan(SITE), START)
    (visit,) = made.evidence
    fact = replace(cast("VisitFact", visit.fact), counts_as=word)
    return replace(made, evidence=(replace(visit, fact=fact),))


@dataclass
class Played:
    """A surveyor that comes to one given result after another."""

    words: list[CountsAs]
    known: Any = None

    async def survey(self, *_args: Any, **_named: Any) -> SurveyResult:
        return result(self.words.pop(0))


def worker(leases: MemoryLeases, words: list[CountsAs]) -> SiteWorker:
    clock = LoopClock()
    polite = PolitenessSettings()
    gate = HostGate(polite, clock)

    @asynccontextmanager
    async def surveyor(_permit: Permit) -> AsyncIterator[Surveyor]:
        yield cast("Surveyor", Played(words))

    async def shelf(_sweep: SweepId, _site: SiteId) -> KnownPages:
        rules = CopyRules(conditional=False, recheck_share=0, days=0, salt="", decoded_limit=1)
        return KnownPages((), cast("SegmentFiles", None), rules)

    return SiteWorker(
        leases=Keeper(leases, "w"),
        surveyor=surveyor,
        shelf=shelf,
        courtesy=Courtesy(
            paces=MemoryPaces(), gate=gate, router=MemoryRouter(), clock=clock, settings=polite
        ),
        archive=cast("Any", MemorySegments()),
        clock=clock,
        fault_of=lambda _err: None,
        void_pause=PAUSE,
    )


async def surveyed(words: Sequence[CountsAs]) -> tuple[list[float], MemoryLeases]:
    """Survey a site until a result is accepted; give the pauses that were asked for."""
    leases, pauses, left = MemoryLeases(), list[float](), list(words)
    while SITE not in leases.accepted:
        now = LoopClock().now()
        try:
            plan: SurveyPlan = small_plan(SITE)
            await worker(leases, left).work(SWEEP, SITE, plan, Guest(hosts=(), known=None))
        except PutOff as put_off:
            again = put_off.retry_at or now
            pauses.append((again - now) / timedelta(seconds=1))
            await asyncio.sleep(pauses[-1])
    assert left == []
    return pauses, leases


def word_of(leases: MemoryLeases) -> CountsAs:
    (visit,) = leases.accepted[SITE].result.evidence
    return cast("VisitFact", visit.fact).counts_as


@pytest.mark.parametrize("word", [one for one in CountsAs if one is not CountsAs.VOID])
def test_a_visit_that_tells_something_is_kept(word: CountsAs) -> None:
    pauses, leases = run_virtually(surveyed([word]))

    assert pauses == []
    assert word_of(leases) is word


def test_a_survey_whose_visit_was_void_begins_anew_after_a_pause() -> None:
    pauses, leases = run_virtually(surveyed([CountsAs.VOID, CountsAs.OPENED]))

    assert pauses == [PAUSE]
    assert word_of(leases) is CountsAs.OPENED


def test_the_pauses_grow_and_the_third_void_visit_is_recorded() -> None:
    pauses, leases = run_virtually(surveyed([CountsAs.VOID] * (MOST_VOID + 1)))

    assert pauses == [PAUSE, 5 * PAUSE]
    assert word_of(leases) is CountsAs.VOID
    assert leases.commits[SITE] == 1
