"""Pages that keep something from being read, and cost the server nothing to make."""

import zlib
from typing import Any

import pytest

from simulator.families import FAMILIES
from simulator.faults.blinds import BOMB_BYTES, HUGE_BYTES, bomb
from simulator.faults.places import inner_list
from simulator.model import Site
from simulator.truth import truth


def inner(site: Site) -> str:
    return FAMILIES[site.family].column_path(site.columns[inner_list(list(site.columns))])


async def test_a_shell_holds_nothing_but_a_bundle(province: Any) -> None:
    site = province.carrier("X-JS-SHELL")

    assert b'<div id="app"></div>' in (await province.fetch(site)).body
    assert truth(site)["items"]["V2"]["verdict"] == "UNDETERMINED"


async def test_a_huge_page_is_sent_whole(province: Any) -> None:
    site = province.carrier("X-HUGE")

    answer = await province.fetch(site, inner(site))

    assert len(answer.body) == int(answer.headers["content-length"])
    assert len(answer.body) > HUGE_BYTES
    assert answer.body.endswith(b"</html>\n" + b" " * HUGE_BYTES)


async def test_a_huge_page_may_be_left_in_the_middle(province: Any) -> None:
    site = province.carrier("X-HUGE")

    assert len((await province.fetch(site, inner(site), limit=100_000)).body) == 100_000
    assert (await province.fetch(site)).status == 200


async def test_a_bomb_is_small_and_begins_as_the_columns_page(province: Any) -> None:
    site = province.carrier("X-BOMB")

    answer = await province.fetch(site, inner(site))

    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < BOMB_BYTES / 500
    begun = zlib.decompressobj(31).decompress(answer.body, 100_000)
    assert site.columns[inner_list(list(site.columns))].name in begun.decode(errors="replace")


def test_a_bomb_unpacks_to_two_gibibytes() -> None:
    packed, machine = bomb(b"page"), zlib.decompressobj(31)
    step = machine.decompress(packed, 3 * 1024 * 1024)

    used = len(packed) - len(machine.unconsumed_tail)

    assert step.startswith(b"page ")
    assert len(packed) / used * len(step) == pytest.approx(BOMB_BYTES, rel=0.5)


@pytest.mark.parametrize("fault", ["X-HUGE", "X-BOMB"])
def test_one_column_may_stay_unread_and_fails_nothing(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    doubtful = [column for column in record["columns"] if "unreadable" in column["list_also"]]
    assert len(doubtful) == 1
    assert None in doubtful[0]["newest_also"]
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V3c")} == {"PASS"}
