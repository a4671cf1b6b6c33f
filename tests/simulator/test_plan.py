"""Families: each one is met, the frequent ones more often."""

from collections import Counter

import pytest

from simulator.families import FAMILIES
from simulator.plan import Order, Plan, plan_site
from simulator.weights import HUNAN_2026


def plans(order: Order) -> list[Plan]:
    return [plan_site(order, tuple(FAMILIES), number) for number in range(1, order.sites + 1)]


def test_every_family_has_a_weight_and_they_make_a_hundred() -> None:
    assert set(HUNAN_2026) == set(FAMILIES)
    assert sum(HUNAN_2026.values()) == 100


@pytest.mark.parametrize("seed", range(4))
def test_seventeen_sites_without_a_fault_are_of_seventeen_families(seed: int) -> None:
    order = Order(sites=17, seed=seed, profile="clean")

    assert {plan.family for plan in plans(order)} == set(FAMILIES)


def test_families_are_met_as_often_as_their_weights_say() -> None:
    order = Order(sites=24_000, seed=7, profile="clean")
    counts = Counter(plan.family for plan in plans(order))

    assert counts["F1"] > counts["F5"] > counts["F8"] > counts["F16"]
    assert min(counts.values()) >= 24_000 // 24


def test_a_fault_of_any_family_is_not_put_behind_a_shell() -> None:
    order = Order(sites=1000, seed=7, profile="bars")
    shells = {name for name, family in FAMILIES.items() if family.shell}

    assert {plan.family for plan in plans(order) if plan.faults} == set(FAMILIES) - shells
    assert shells & {plan.family for plan in plans(order) if not plan.faults}


def test_families_that_are_asked_for_are_the_only_ones() -> None:
    order = Order(sites=30, seed=7, profile="clean", families=frozenset({"F2", "F9"}))

    assert {plan.family for plan in plans(order)} == {"F2", "F9"}


def test_a_fault_that_is_planted_again_goes_to_another_family() -> None:
    order = Order(sites=1000, seed=7, profile="bars")
    families: dict[frozenset[str], list[str]] = {}
    for plan in plans(order):
        families.setdefault(plan.faults, []).append(plan.family)

    once = families[frozenset({"L-BROKEN"})]

    assert len(set(once)) == len(once) == 7
