from datetime import datetime

import pytest
from sqlalchemy import text

from schema.store.results import ResultStore
from tests.schema.store.test_statistics import EDITION, GOOD, Swept, swept

__all__ = ["swept"]
pytestmark = pytest.mark.postgres


async def made_at(swept: Swept) -> datetime:
    query = text("select made_at from sheet where sweep_id = :sweep and site_id = :site")
    values = {"sweep": swept.now.id, "site": swept.sites[0]}
    async with swept.engine.connect() as connection:
        found: datetime = (await connection.execute(query, values)).scalar_one()
    return found


async def test_a_sheet_that_is_kept_again_tells_when_it_was_made_anew(swept: Swept) -> None:
    results = ResultStore(swept.engine)
    before = await made_at(swept)

    await results.keep_sheet(swept.now.id, swept.sites[0], GOOD)

    assert await made_at(swept) > before
    assert await results.sheet(swept.now.id, swept.sites[0], EDITION) == GOOD
