import pytest

from testkit.hostile.case import Case
from testkit.hostile.catalogue import section
from testkit.hostile.run import Stage
from testkit.hostile.section_e import bomb
from testkit.hostile.trial import trial

pytestmark = pytest.mark.network


@pytest.fixture(scope="module", autouse=True)
def _packed() -> None:
    for coding in ("gzip", "deflate", "br", "zstd"):
        bomb(coding)


@pytest.mark.parametrize("case", section("E"), ids=lambda case: f"{case.number} {case.title}")
async def test_a_case_ends_as_the_catalogue_demands(case: Case, stage: Stage) -> None:
    assert await trial(case, stage) == []
