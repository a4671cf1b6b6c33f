from types import SimpleNamespace
from typing import Any

import pytest

from pucha.working import judging
from schema.types.errors import AlreadyDone, LeaseLost
from schema.types.ids import SiteId, SweepId

SWEEP, SITE = SweepId(3), SiteId(7)


class Runner:
    """A runner whose surveys end as the test says."""

    def __init__(self, end: Exception | None) -> None:
        self.end = end
        self.judged: list[SiteId] = []

    async def survey(self, _sweep: SweepId, _site: SiteId) -> None:
        if self.end is not None:
            raise self.end

    async def judge(self, _sweep: Any, site: SiteId) -> None:
        self.judged.append(site)


def stores(sheet: object | None) -> Any:
    async def get(sweep: SweepId) -> object:
        return SimpleNamespace(id=sweep, edition="census-2015")

    async def find(_sweep: SweepId, _site: SiteId, _edition: str) -> object | None:
        return sheet

    return SimpleNamespace(sweeps=SimpleNamespace(get=get), results=SimpleNamespace(sheet=find))


@pytest.mark.parametrize(
    ("end", "sheet", "judged"),
    [
        (AlreadyDone("done"), None, [SITE]),
        (AlreadyDone("done"), object(), []),
        (None, None, []),
    ],
    ids=["done without a sheet", "done and judged", "surveyed and judged here"],
)
async def test_what_a_worker_left_unjudged_when_it_died_is_judged_by_the_next(
    end: Exception | None, sheet: object | None, judged: list[SiteId]
) -> None:
    runner: Any = Runner(end)

    await judging(stores(sheet), runner)(SWEEP, SITE)

    assert runner.judged == judged


async def test_a_lost_lease_is_still_raised() -> None:
    runner: Any = Runner(LeaseLost("taken over"))

    with pytest.raises(LeaseLost):
        await judging(stores(None), runner)(SWEEP, SITE)

    assert runner.judged == []
