import pytest

from testkit.hostile.case import Case
from testkit.hostile.catalogue import section
from testkit.hostile.run import Stage
from testkit.hostile.trial import trial

pytestmark = pytest.mark.network


@pytest.fixture(autouse=True)
def _proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


@pytest.mark.parametrize("case", section("J"), ids=lambda case: f"{case.number} {case.title}")
async def test_a_case_ends_as_the_catalogue_demands(case: Case, stage: Stage) -> None:
    assert await trial(case, stage) == []
