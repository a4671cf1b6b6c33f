"""One registered site in a real database, surveyed as often as a test wants, and its people."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pucha.wire import Stores, open_stores
from schema.types.casework import Act, Entry, Person, Role
from schema.types.evidence import Evidence, RecordRef
from schema.types.facts import Fact
from schema.types.ids import SiteId
from schema.types.lease import SegmentRow
from schema.types.settings import Settings
from schema.types.survey import FinishedSurvey
from schema.types.sweep import Sweep, SweepKind
from testkit.facts import make_evidence, make_register, make_result, make_site, make_visit
from testkit.side_facts import make_link

CODE = "4301000001"
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
DEAD = "http://www.example.gov.cn/gone/1.html"
PEOPLE = (
    Person(name="张三", role=Role.REVIEWER),
    Person(name="李四", role=Role.SECOND_REVIEWER),
    Person(name="王五", role=Role.OPERATOR),
    Person(name="办公室", role=Role.OFFICE),
)


class World:
    """Surveys and judges one site; its times go up by a day."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.site = SiteId(0)
        self.sweeps = 0
        self.now = NOW

    async def prepare(self) -> None:
        await self.stores.register.take_in(make_register(make_site(code=CODE)))
        found = await self.stores.register.find(CODE)
        assert found is not None
        assert found.id is not None
        self.site = found.id
        for one in PEOPLE:
            told = Entry(act=Act.ENROL, by=one.name, role=one.role, at=NOW)
            await self.stores.cases.enrol(one, told)

    async def survey(self, *facts: Fact) -> Sweep:
        """Commit a survey of these facts, with its segment's row but without its file."""
        self.sweeps += 1
        at = NOW + timedelta(days=self.sweeps)
        sweep = await self.stores.sweeps.create(
            kind=SweepKind.NIGHTLY,
            edition="census-2015",
            as_of=at,
            settings=Settings().model_dump(mode="json", exclude={"database", "data", "notify"}),
        )
        lease = await self.stores.leases.acquire(sweep.id, self.site)
        segment = f"{sweep.id}/1.warc.gz"
        result = make_result(*facts)
        result = type(result)(
            **{
                **{name: getattr(result, name) for name in result.__dataclass_fields__},
                "evidence": tuple(
                    _kept(segment, make_evidence(fact, number, at=at - timedelta(hours=6 - number)))
                    for number, fact in enumerate(facts, 1)
                ),
            }
        )
        survey = FinishedSurvey(result=result, started_at=at, seconds=1.0)
        row = SegmentRow(path=segment, size=10, sha256="ab" * 32, records=1, root="cd" * 32)
        await self.stores.leases.commit(lease, survey, [row])
        return sweep

    async def surveyed_with_a_dead_link(self) -> Sweep:
        """Survey the site with a link that failed at two looks, five hours apart."""
        return await self.survey(
            make_visit(), make_link(), *([make_visit()] * 3), make_link(found_on="http://x/")
        )

    async def acts(self) -> list[tuple[Act, str]]:
        return [(one.act, one.by) for one in await self.stores.cases.of_site(self.site)]


def _kept(segment: str, one: Evidence) -> Evidence:
    """Say that the bytes of evidence lie in a segment."""
    record = RecordRef(segment=segment, offset=0, length=10)
    return replace(one, provenance=tuple(replace(part, record=record) for part in one.provenance))


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[Any]:
    async with open_stores(database_url, Settings()) as stores:
        made = World(stores)
        await made.prepare()
        yield made
