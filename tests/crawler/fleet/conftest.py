"""What the tests of fetching share."""

import shutil
from collections.abc import AsyncIterator

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from testkit.certificates import Authority
from testkit.fetching import STACKS, make_fetcher


@pytest.fixture(params=STACKS)
async def fetcher(request: pytest.FixtureRequest) -> AsyncIterator[Fetcher]:
    """Give a fetcher, once by each client stack."""
    made = make_fetcher(request.param)
    yield made
    await made.close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give who signs the certificates of a module's tests."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not here")
    return Authority(tmp_path_factory.mktemp("certificates"))
