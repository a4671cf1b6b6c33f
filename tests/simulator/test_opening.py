"""What must open, derived on records made by hand."""

from typing import Any

import pytest

from simulator.model import ColumnClass, Form
from simulator.opening import links, may_miss_guides, systems
from testkit.judged_site import column, site

K = ColumnClass
ABSTAIN = {"UNDETERMINED", "NEEDS_PERSON"}


def words(item: str, *, twice: bool, **changes: Any) -> set[str]:
    found = links(site(column(K.NEWS), **changes), "home", "inside", twice=twice)[item]
    return {found.word, *found.also}


@pytest.mark.parametrize(
    ("item", "lost", "later"),
    [
        ("home", "lost_at_home", {"FAIL"}),
        pytest.param("inside", "lost_inside", {"FAIL", "UNDETERMINED"}, id="may not be sampled"),
    ],
)
def test_a_dead_link_is_known_after_two_visits(item: str, lost: str, later: set[str]) -> None:
    assert words(item, twice=False, **{lost: 1}) == ABSTAIN
    assert words(item, twice=True, **{lost: 1}) == later


def test_hosts_that_one_name_server_does_not_know_leave_a_home_page_open() -> None:
    assert words("home", twice=True) == ABSTAIN


def test_links_of_other_pages_all_open() -> None:
    assert words("inside", twice=True) == {"PASS", "UNDETERMINED"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"columns": (column(K.NEWS, word="links_only"),)}, id="a list leads out"),
        pytest.param({"columns": (column(K.CONSULT, form=Form.OFFSITE),)}, id="a mailbox does"),
        pytest.param({"home_readable": False}, id="the home page is blank"),
    ],
)
def test_other_pages_that_name_hosts_outside_are_open_too(changes: dict[str, Any]) -> None:
    facts = site(**{"columns": (), **changes})

    found = links(facts, "home", "inside", twice=True)["inside"]

    assert {found.word, *found.also} == ABSTAIN


def test_nothing_is_known_behind_a_dead_front() -> None:
    dead = site(column(K.GUIDE), readable=False, lost_at_home=1, systems_down=True)
    found = [*links(dead, "home", "inside", twice=True).values(), systems(dead, twice=True)]

    assert {one.word for one in found} == {"UNDETERMINED"}


@pytest.mark.parametrize(
    ("guides", "down", "once", "later"),
    [
        pytest.param({}, False, {"PASS"}, {"PASS"}, id="it opens"),
        pytest.param({}, True, ABSTAIN, {"FAIL"}, id="it is down"),
        pytest.param(
            {"also": ("unreadable",)}, False, {"PASS", *ABSTAIN}, {"PASS", *ABSTAIN}, id="a script"
        ),
        pytest.param(
            {"word": "unreadable"}, True, {"PASS", *ABSTAIN}, {"PASS", *ABSTAIN}, id="unread"
        ),
        pytest.param(None, False, ABSTAIN, ABSTAIN, id="no guide"),
    ],
)
def test_a_system_that_is_down_is_known_after_two_visits(
    guides: dict[str, Any] | None, *, down: bool, once: set[str], later: set[str]
) -> None:
    facts = site(*(() if guides is None else (column(K.GUIDE, **guides),)), systems_down=down)

    for twice, expected in ((False, once), (True, later)):
        found = systems(facts, twice=twice)
        assert {found.word, *found.also} == expected


def test_who_reads_a_sample_of_more_guides_may_leave_their_systems_open() -> None:
    few = site(column(K.GUIDE, rows=5))
    many = site(column(K.GUIDE, rows=4), column(K.GUIDE, rows=2))

    assert (may_miss_guides(few), may_miss_guides(many)) == (False, True)
    assert systems(few, twice=False).also == ()
    assert systems(many, twice=False).also == ("UNDETERMINED",)
