"""What the tests of all sections share."""

import shutil

import pytest

from testkit.hostile.run import Stage
from testkit.hostile.tls import TlsKit


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> TlsKit:
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not here")
    return TlsKit(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def stage() -> Stage:
    return Stage()
