import pytest

from simulator.faults import FAULTS, LANES
from simulator.profiles import PROFILES, bundle, paired, profile


def test_every_fault_has_a_bundle() -> None:
    assert {fault for one in paired() for fault in one.faults} == set(FAULTS)


def test_faults_of_the_front_share_no_site() -> None:
    for one in paired():
        if any(LANES[fault] == "front" for fault in one.faults):
            assert len(one.faults) == 1


def test_no_lane_meets_itself_on_a_site() -> None:
    for one in paired():
        lanes = [LANES[fault] for fault in one.faults]
        assert len(lanes) == len(set(lanes))


@pytest.mark.parametrize("name", PROFILES)
def test_a_block_has_room_for_its_bundles(name: str) -> None:
    rules = profile(name)

    assert len(rules.bundles) <= rules.block


def test_faults_that_no_family_can_carry_together_are_refused() -> None:
    with pytest.raises(ValueError, match="no family"):
        bundle(["X-JS-SHELL", "C-GBK-NOHEADER"])


def test_each_kind_of_veto_stands_alone_beside_sites_without_a_fault() -> None:
    rules = profile("vetoes")

    assert all(len(one.faults) == 1 for one in rules.bundles)
    assert rules.block - len(rules.bundles) >= 8


def test_what_a_second_look_settles_stands_alone_and_more_than_once() -> None:
    faults = [one.faults for one in profile("second").bundles]

    assert all(len(one) == 1 for one in faults)
    assert faults.count(frozenset({"Z-EMPTY-REAL"})) > 1
    assert faults.count(frozenset({"R-UNANSWERED"})) > 1
