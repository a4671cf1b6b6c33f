"""What the tests of all sections share."""

import shutil

import pytest

from config.lexicon import load_lexicon
from crawler.reading import read_page
from testkit.hostile.pages import PAGE
from testkit.hostile.run import Stage
from testkit.hostile.tls import TlsKit


@pytest.fixture(scope="session", autouse=True)
def _a_reader_that_is_warm() -> None:
    """Make the reader's patterns now: made while plays run, they hold the loop for 0.4 s."""
    read_page(PAGE.encode(), url=None, fetched_at=None, content_type=None, lexicon=load_lexicon())


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> TlsKit:
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not here")
    return TlsKit(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def stage() -> Stage:
    return Stage()
