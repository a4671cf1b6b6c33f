"""What cannot be read without scripts is undetermined, and who reads it is right as well."""

from datetime import date

import pytest

from simulator.eyes import seen_facts, sight_of
from simulator.families import FAMILIES
from simulator.known_facts import facts_of
from simulator.model import Column, Form, Sight, Site
from simulator.plan import Order
from simulator.truth import truth
from simulator.view import site_on

DAY = date(2026, 11, 23)


def site_of(family: str, number: int = 1) -> Site:
    order = Order(sites=40, seed=7, profile="clean", families=frozenset({family}))
    return site_on(order, DAY, number, DAY)


def column_with(site: Site, sight: Sight) -> Column:
    return next(one for one in site.columns if sight_of(site, one) is sight)


def record(site: Site, column: Column) -> dict[str, object]:
    columns = truth(site)["columns"]
    path = FAMILIES[site.family].column_path(column)
    return next(one for one in columns if str(one["url"]).endswith(path))


def test_a_shell_opens_and_nothing_of_it_is_determined() -> None:
    found = truth(site_of("F14"))

    assert (found["visit"]["counts_as"], found["visit"]["class"]) == ("opened", "js_required")
    assert {column["list"] for column in found["columns"]} == {"unreadable"}
    for item in ("V2", "V3a", "V3c", "V5"):
        assert found["items"][item]["verdict"] == "UNDETERMINED"
        assert "PASS" in found["items"][item]["also"]
    assert found["letters"] == []


def test_rows_behind_a_script_are_unreadable_and_their_date_is_as_right() -> None:
    site = site_of("F15")
    column = column_with(site, Sight.SHELL)

    found = record(site, column)

    assert found["list"] == "unreadable"
    assert found["newest"] is None
    assert f"{max(item.published for item in column.items)}" in str(found["newest_also"])


def test_rows_in_a_script_of_the_page_are_read_and_unread_is_as_right() -> None:
    site = site_of("F16")
    column = column_with(site, Sight.PRINTED)

    found = record(site, column)

    assert found["list"] == "read"
    assert "unreadable" in str(found["list_also"])
    assert found["newest"] == f"{max(item.published for item in column.items)}"
    assert None in found["newest_also"]  # type: ignore[operator]


def test_an_auditor_who_follows_no_script_may_leave_more_undetermined() -> None:
    site = site_of("F16")
    item = truth(site)["items"]["V2"]

    assert item["verdict"] == "PASS"
    assert "UNDETERMINED" in item["also"]


@pytest.mark.parametrize("family", ["F1", "F3", "F13"])
def test_a_site_without_such_rows_keeps_its_facts(family: str) -> None:
    sites = (site_of(family, number) for number in range(1, 41))
    site = next(
        one
        for one in sites
        if all(sight_of(one, column) in {Sight.PLAIN, Sight.ELSEWHERE} for column in one.columns)
    )
    facts = facts_of(site)

    assert seen_facts(facts, site) is facts


def test_letters_on_another_host_leave_the_replies_undetermined() -> None:
    sites = (site_of("F17", number) for number in range(1, 41))
    site = next(one for one in sites if any(box.form is Form.OFFSITE for box in one.columns))

    found = truth(site)

    assert found["letters"] == []
    assert found["items"]["V5"]["verdict"] == "UNDETERMINED"
    assert "PASS" not in found["items"]["V5"]["also"]
