"""Whatever a page's text holds, its evidence goes into a real PostgreSQL and comes back."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from crawler.policy.canonical import url_key
from pucha.clock import SystemClock
from schema.store.engine import open_engine
from schema.store.lease import LeaseStore
from schema.store.pace import PaceStore
from schema.store.probes import ProbeStore
from schema.store.register import RegisterStore
from schema.store.results import ResultStore
from schema.store.rows_json import rows_json
from schema.store.sweeps import SweepStore
from schema.store.visits import VisitStore
from schema.types.codec import as_stored
from schema.types.evidence import Evidence, RecordRef
from schema.types.facts import VisitFact, VisitTry
from schema.types.ids import BatchId, Digest, SiteId
from schema.types.lease import SegmentRow
from schema.types.outcome import CountsAs, Outcome
from schema.types.pace import HostPace, PaceState
from schema.types.page_copy import PageCopy
from schema.types.probe import BatchResult, ControlCheck, SiteVisit
from schema.types.survey import AddressCheck, FinishedSurvey, ItemSighting
from schema.types.sweep import SweepKind
from testkit.facts import (
    AT,
    HOME,
    make_claim,
    make_column,
    make_evidence,
    make_item,
    make_letter,
    make_register,
    make_result,
    make_site,
    make_visit,
)

pytestmark = pytest.mark.postgres
T = TypeVar("T")
SMUGGLED = [
    "通知\x00",
    "\x00",
    "通知\ud83d",
    "\udc00\ud800",
    "\\u0000",
    "\\\x00",
    '"\x00"',
    "\ufffe",
]
ANY = st.text(st.characters(), max_size=40) | st.sampled_from(SMUGGLED)
"""Surrogates and NUL among all characters."""


class House:
    """One site in a database, and an event loop for all examples of a test."""

    def __init__(self, url: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.engine = open_engine(url)
        self.leases = LeaseStore(
            self.engine, SystemClock(), holder="me", ttl=60, url_key=url_key, slots_each=1
        )
        self.probes = ProbeStore(self.engine, SystemClock(), holder="me", ttl=60)
        self.run(self._prepare())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def _prepare(self) -> None:
        register = RegisterStore(self.engine, url_key)
        await register.take_in(make_register(make_site(code="4301000001")))

    async def survey_kept(self, survey: FinishedSurvey) -> tuple[Evidence, ...]:
        sweep = await SweepStore(self.engine).create(
            kind=SweepKind.NIGHTLY, edition="census-2015", as_of=AT, settings={}
        )
        lease = await self.leases.acquire(sweep.id, SiteId(1))
        row = SegmentRow(path=f"{sweep.id}/1", size=1, sha256="ab" * 32, records=1, root="cd" * 32)
        await self.leases.commit(lease, survey, [row])
        return await ResultStore(self.engine).evidence(sweep.id, SiteId(1))

    async def visit_kept(self, result: BatchResult) -> tuple[Evidence, ...]:
        await self.probes.create_round(due_at=AT, vantages=["here"], settings={}, batch=9)
        async with self.engine.connect() as connection:
            newest = (
                await connection.execute(text("select max(id) from probe_batch"))
            ).scalar_one()
        lease = await self.probes.acquire(BatchId(newest))
        row = SegmentRow(path=f"p{newest}", size=1, sha256="ab" * 32, records=1, root="cd" * 32)
        await self.probes.commit(lease, result, [row])
        (visit,) = result.visits
        assert isinstance(visit.evidence.fact, VisitFact)
        at = visit.evidence.fact.at
        kept = await VisitStore(self.engine, lambda url: url).visits(
            SiteId(1), at.replace(year=at.year - 1), at
        )
        return kept[-1:]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    made = House(database_url)
    yield made
    made.run(made.engine.dispose())
    made.loop.close()


def survey_of(words: str, other: str) -> FinishedSurvey:
    """Put texts wherever a page's own text can come to stand."""
    column = make_column(name=words, reason=other, items=(make_item(title=words),))
    letters = [
        make_letter(title=title, url=None, column_url=column.url) for title in (words, other)
    ]
    items = tuple(
        ItemSighting(
            column_url=column.url, url_key=key, url=key, title=words, claims=(make_claim(),)
        )
        for key in (url_key(words), url_key(other), url_key(f"{HOME}{words}"))
    )
    visit = make_visit(reason=words, class_sign=other, final_url=HOME + words, tries=(look(words),))
    result = make_result(visit, column, *letters, items=items)
    check = AddressCheck(url=words, purpose="links", outcome=Outcome.OK, status=200,
                         counts_as=CountsAs.OPENED, at=AT)  # fmt: skip
    copies = tuple(
        PageCopy(
            url_key=key, url=key, etag=words, last_modified=other, sha256=Digest("ab" * 32),
            payload_sha1="cd" * 20, record_id="<urn:uuid:1>", fetched_at=AT,
            record=RecordRef(segment="s", offset=0, length=1),
        )
        for key in (url_key(words), url_key(other))
    )  # fmt: skip
    return FinishedSurvey(
        result=replace(result, checks=(check, replace(check, url=other))),
        started_at=AT,
        seconds=1.0,
        copies=copies,
    )


def look(words: str) -> VisitTry:
    return VisitTry(
        stack="aiohttp", url=HOME, outcome=Outcome.OK, reason=words, status=200, page_class=None,
        seconds=0.25, final_url=HOME + words, class_sign=words,
    )  # fmt: skip


EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@EXAMPLES
@given(words=ANY, other=ANY)
def test_any_evidence_of_a_survey_is_stored_and_comes_back(
    house: House, words: str, other: str
) -> None:
    survey = survey_of(words, other)

    kept = house.run(house.survey_kept(survey))

    assert kept == tuple(as_stored(one) for one in survey.result.evidence)


@EXAMPLES
@given(words=ANY)
def test_any_visit_of_a_round_is_stored_and_comes_back(house: House, words: str) -> None:
    fact = make_visit(reason=words, class_sign=words, tries=(look(words),), seconds=0.25)
    control = ControlCheck(
        target=HOME, at=AT, ok=False, outcome="dns_fail", reason=words, seconds=0.1
    )
    one = SiteVisit(site_id=SiteId(1), evidence=make_evidence(fact))

    (kept,) = house.run(house.visit_kept(BatchResult(visits=(one,), controls=(control,))))

    assert isinstance(kept.fact, VisitFact)
    stored = as_stored(one.evidence).fact
    assert isinstance(stored, VisitFact)
    assert kept.fact.tries == stored.tries


@pytest.mark.parametrize("length", [601, 3_000, 100_000])
def test_an_address_or_title_of_any_length_is_stored(house: House, length: int) -> None:
    chance = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(length))  # nothing to pack

    kept = house.run(house.survey_kept(survey_of(chance, f"{HOME}{chance}")))

    assert len(kept) == 4


@EXAMPLES
@given(words=ANY)
def test_a_text_that_is_a_value_of_its_own_is_stored(house: House, words: str) -> None:
    async def keep() -> HostPace | None:
        store = PaceStore(house.engine, SystemClock())
        until = AT.replace(year=2999)
        await store.keep(HostPace(host=f"h{words}", state=PaceState.SLOW, delay=1.0, until=until,
                                  not_before=None, reason=words))  # fmt: skip
        return await store.of(f"h{words}")

    assert house.run(keep()) is not None


@EXAMPLES
@given(words=ANY)
def test_any_site_of_a_register_is_stored(house: House, words: str) -> None:
    async def take_in() -> bool:
        register = RegisterStore(house.engine, url_key)
        home = f"http://{abs(hash(words))}.example.gov.cn/"
        file = make_register(make_site(home_url=home, name=words, extra={words: words}))
        await register.take_in(file)
        by_name = None if words.isdecimal() else await register.find(words)  # a number is an id
        return await register.find(home) is not None and by_name is None

    assert house.run(take_in())


def test_rows_keep_what_is_text() -> None:
    assert rows_json({"a": ["\\u0000", 1, None, True, date.min.isoformat()]}) == (
        '{"a": ["\\\\u0000", 1, null, true, "0001-01-01"]}'
    )
