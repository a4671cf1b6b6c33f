"""Shields show the signs of real ones; those who may pass, pass."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.faults.shields import RATE_A_MINUTE, VANTAGE
from simulator.model import Request
from simulator.truth import truth

HONEST = "Mozilla/5.0 (compatible; audit/1.0; +mailto:office@a.test)"


@pytest.mark.parametrize(
    ("fault", "statuses", "mark"),
    [
        ("S-521", {521}, "_jsl_clearance"),
        ("S-412", {412, 202}, "$_ts=window['$_ts']"),
        ("S-WZWS", {200}, "请开启JavaScript并刷新该页"),
        ("S-EDGE", {200}, "__tst_status"),
        ("S-BLOCK-200", {200}, "<title>访问异常页面</title>"),
        ("S-GEO", {403}, "仅限中国大陆"),
        ("S-SLIDER", {200}, "请向右滑动验证"),
    ],
)
async def test_a_shield_stands_before_every_address(
    province: Any, fault: str, statuses: set[int], mark: str
) -> None:
    site = province.carrier(fault)

    for path in ("/", "/robots.txt", "/a/b.html"):
        answer = await province.fetch(site, path)
        assert answer.status in statuses
        assert mark in answer.body.decode()
    assert truth(site)["visit"] == {
        "counts_as": "undetermined", "class": "challenge", "also": [], "defects": [],
    }  # fmt: skip


@pytest.mark.parametrize(("odd", "status"), [(False, 412), (True, 202)])
async def test_a_river_has_two_statuses(province: Any, *, odd: bool, status: int) -> None:
    assert (await province.fetch(province.carrier("S-412", odd=odd))).status == status


@pytest.mark.parametrize(
    ("agent", "status"),
    [("python-requests/2.32", 403), ("Scrapy/2.11", 403), ("", 403), (HONEST, 200)],
)
async def test_the_name_of_a_library_is_not_let_in(province: Any, agent: str, status: int) -> None:
    answer = await province.fetch(province.carrier("S-UA"), user_agent=agent)

    assert answer.status == status


@pytest.mark.parametrize(("odd", "status"), [(False, 429), (True, 403)])
async def test_haste_is_refused_with_a_time_to_come_again(
    province: Any, *, odd: bool, status: int
) -> None:
    site = province.carrier("S-RATE", odd=odd)

    for _ in range(RATE_A_MINUTE - 1):
        province.server.meters.begun(site.number, Request(path="/", headers={}))
    last, refused = [await province.fetch(site, "/style.css") for _ in range(2)]

    assert last.status == 200
    assert refused.status == status
    assert refused.headers["retry-after"] == "10"
    assert (await province.fetch(province.neighbour, "/style.css")).status == 200


async def test_a_session_is_refused_its_second_request(province: Any) -> None:
    site = province.carrier("S-SECOND-400")

    first = await province.fetch(site)
    cookie = first.headers["set-cookie"].partition(";")[0]

    assert first.status == 200
    assert (await province.fetch(site, cookie=cookie)).status == 400
    assert (await province.fetch(site)).status == 200


async def test_what_passed_a_network_is_an_ordinary_page(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("S-CDN-PASS")

    answer = await province.fetch(site)

    assert answer.status == 200
    assert answer.headers["x-via-jsl"]
    assert "__jsluid_h=" in answer.headers["set-cookie"]
    assert site.name in text_of(site, answer)


async def test_a_visitor_of_the_mainland_is_let_in(province: Any) -> None:
    answer = await province.fetch(
        province.carrier("S-GEO"), **{VANTAGE.replace("-", "_"): "mainland"}
    )

    assert answer.status == 200


@pytest.mark.parametrize("fault", ["S-RATE", "S-SECOND-400"])
def test_what_may_stay_unread_may_stay_undetermined(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert record["items"]["V3a"]["verdict"] == "PASS"
    assert "UNDETERMINED" in record["items"]["V3a"]["also"]
    assert all("unreadable" in column["list_also"] for column in record["columns"])
    assert all(None in column["newest_also"] for column in record["columns"])


@pytest.mark.parametrize("fault", ["S-UA", "S-CDN-PASS"])
def test_what_lets_an_honest_visitor_in_changes_no_word(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert record["items"]["V3a"] == {**record["items"]["V3a"], "verdict": "PASS", "also": []}
