import pytest

from audit.editions.traits import traits_of
from schema.types.rulepack import Trait
from testkit.facts import make_site


@pytest.mark.parametrize(
    ("given", "traits"),
    [
        ({}, {Trait.OTHER, Trait.SERVICES}),
        ({"is_portal": True}, {Trait.PORTAL, Trait.SERVICES}),
        ({"extra": {"services": "否"}}, {Trait.OTHER}),
        ({"extra": {"services": "是"}}, {Trait.OTHER, Trait.SERVICES}),
        ({"level": "国务院部门"}, {Trait.OTHER, Trait.SERVICES, Trait.STATE_COUNCIL}),
        ({"level": "省级部门"}, {Trait.OTHER, Trait.SERVICES}),
    ],
)
def test_a_site_has_services_unless_the_register_denies_them(
    given: dict[str, object], traits: set[Trait]
) -> None:
    assert traits_of(make_site(**given)) == traits
