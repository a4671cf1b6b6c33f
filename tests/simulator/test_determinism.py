"""Two runs with one seed are one province."""

from datetime import date
from hashlib import sha256

import pytest

from simulator.draw import draw_site
from simulator.export import truth
from simulator.families import FAMILIES
from simulator.model import Site
from simulator.plan import Order
from simulator.respond import encode, respond

DAY = date(2026, 11, 23)
SMALL = Order(sites=24, seed=7, profile="demo")


def drawn_anew(order: Order, number: int) -> Site:
    from simulator import draw

    draw._draw.cache_clear()
    return draw_site(order, DAY, number)


def fingerprint(order: Order) -> str:
    digest = sha256()
    for number in range(1, order.sites + 1):
        site = drawn_anew(order, number)
        for address in FAMILIES[site.family].routes(site):
            path, _, query = address.partition("?")
            digest.update(encode(site, respond(site, path, query)))
    return digest.hexdigest()


def test_one_seed_gives_the_same_bytes_twice() -> None:
    assert fingerprint(SMALL) == fingerprint(SMALL)


def test_another_seed_gives_other_truth() -> None:
    other = Order(sites=24, seed=8, profile="demo")

    assert truth(draw_site(SMALL, DAY, 1), 80) != truth(draw_site(other, DAY, 1), 80)


def test_the_demo_of_24_has_every_fault_and_ten_sites_without_any() -> None:
    from simulator.faults import FAULTS

    sites = [draw_site(SMALL, DAY, number) for number in range(1, 25)]

    assert {fault for site in sites for fault in site.faults} == set(FAULTS)
    assert sum(not site.faults for site in sites) >= 10
    assert {site.family for site in sites if not site.faults} == set(FAMILIES)


@pytest.mark.parametrize("number", range(1, 25))
def test_a_clean_site_has_no_fault_and_nothing_to_accuse(number: int) -> None:
    site = draw_site(Order(sites=24, seed=7, profile="clean"), DAY, number)

    record = truth(site, 80)

    assert not site.faults
    assert record["visit"]["counts_as"] == "opened"
    words = {item: verdict["verdict"] for item, verdict in record["items"].items()}
    decided = {word for item, word in words.items() if item not in {"V1", "V4"}}
    assert decided == {"PASS"}
    assert words["V1"] == "UNDETERMINED"


def test_a_large_demo_gives_every_fault_a_site_of_its_own() -> None:
    from simulator.faults import FAULTS

    order = Order(sites=48, seed=3, profile="demo")

    alone = [draw_site(order, DAY, number).faults for number in range(1, 49)]

    assert sorted(fault for faults in alone for fault in faults) == sorted(FAULTS)
    assert all(len(faults) <= 1 for faults in alone)


@pytest.mark.parametrize("seed", range(6))
def test_every_fault_brings_the_words_it_promises(seed: int) -> None:
    order = Order(sites=48, seed=seed, profile="demo")
    records = [truth(draw_site(order, DAY, number), 80) for number in range(1, 49)]
    by_fault = {record["faults"][0]: record for record in records if record["faults"]}

    def word(fault: str, item: str) -> str:
        return str(by_fault[fault]["items"][item]["verdict"])

    assert [word("Z-ZOMBIE", item) for item in ("V2", "V3a", "V3b")] == ["FAIL"] * 3
    assert [word("Z-DORMANT", item) for item in ("V2", "V3a")] == ["PASS", "FAIL"]
    assert word("Z-EMPTY", "V3c") == "UNDETERMINED"
    assert word("D-DOC-ONLY", "V3a") == "NEEDS_PERSON"
    assert word("R-UNANSWERED", "V5") == word("R-ACK-ONLY", "V5") == "NEEDS_PERSON"
    for trap in ("D-REGEN", "D-PINNED", "D-FUTURE", "D-YEARLESS", "D-DETAIL-ONLY", "X-PARENT"):
        assert {word(trap, item) for item in ("V2", "V3a", "V3b", "V3c", "V5")} == {"PASS"}
