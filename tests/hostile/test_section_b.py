import pytest

from testkit.hostile.case import Case
from testkit.hostile.catalogue import section
from testkit.hostile.run import Stage
from testkit.hostile.tls import TlsKit
from testkit.hostile.trial import trial

pytestmark = pytest.mark.network
CASES = [case for case in section("B") if case.variants]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.title}")
async def test_a_case_ends_as_the_catalogue_demands(case: Case, stage: Stage, kit: TlsKit) -> None:
    assert await trial(case, stage, kit) == []
