"""What the tests of fetching share."""

from collections.abc import AsyncIterator

import pytest

from crawler.fleet.fetcher import Fetcher
from testkit.fetching import STACKS, make_fetcher


@pytest.fixture(params=STACKS)
async def fetcher(request: pytest.FixtureRequest) -> AsyncIterator[Fetcher]:
    """Give a fetcher, once by each client stack."""
    made = make_fetcher(request.param)
    yield made
    await made.close()
