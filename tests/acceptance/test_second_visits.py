"""One sweep, a night, and the second visits (再次核实) of what it left open, with the real command.

Some sites mend their fault in that night (`--events`); the truth is that of the morning after. One
site put old texts up anew: it shows signs of that in its history, and its sheet none.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bench.province import Auditor, Order, Province, write_truth
from tests.acceptance.judged import Record, sheets_in, swept_province

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TOO_SOON, MORNING = EVENING + timedelta(hours=2), EVENING + timedelta(hours=13)
PROVINCE = Order(
    sites=12, seed=2, profile="second", first="2026-11-23", at=EVENING, scale=0.02,
    more=("--events", "--sample-columns", "6"),
)  # fmt: skip
FAIL, OPEN, PASS = "FAIL", "UNDETERMINED", "PASS"
ITEMS = {"Z-EMPTY-REAL": "V3c", "R-UNANSWERED": "V5", "L-BROKEN": "A2.1"}
"""Which item each fault is found by."""
MENDED = ("Z-EMPTY-REAL", "R-UNANSWERED")
DEAD_LINKS = ("zt/2019/gone.html", "upload/files/lost.doc", "images/lost.jpg")


@dataclass(frozen=True)
class Night:
    """The truth of the morning, the sheets of both days, and what the commands said."""

    truths: tuple[Record, ...]
    evening: Mapping[str, Record]
    morning: Mapping[str, Record]
    soon: Record
    due: Record
    copier: Record
    """The history of the site that put old texts up anew."""
    copier_shown: str

    def sites(self, fault: str, *, mended: bool = False) -> list[str]:
        found = [
            one["url"]
            for one in self.truths
            if one["faults"] == [fault] and (one.get("event") == "mends") is mended
        ]
        assert found, fault
        return found


def told(auditor: Auditor, *words: str) -> str:
    return subprocess.run(
        auditor.command(*words), capture_output=True, text=True, timeout=90, check=True
    ).stdout


@pytest.fixture(scope="module")
def night(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Night:
    out = tmp_path_factory.mktemp("night")
    swept_once = swept_province(PROVINCE, out, postgres_server, template_database)
    with swept_once as (auditor, province):
        auditor.run("audit", "--out", str(out / "evening"))
        soon = visit_again(auditor, province, TOO_SOON)
        due = visit_again(auditor, province, MORNING)
        auditor.run("audit", "--out", str(out / "morning"))
        lines = write_truth(PROVINCE, out / "province", MORNING).read_text(encoding="utf-8")
        truths = tuple(map(json.loads, lines.splitlines()))
        (copier,) = (one["url"] for one in truths if one["faults"] == ["Z-COPY"])
        shown = told(auditor, "history", copier)
        copies = json.loads(told(auditor, "history", copier, "--json"))
    return Night(
        truths=truths,
        evening=sheets_in(out / "evening"),
        morning=sheets_in(out / "morning"),
        soon=soon,
        due=due,
        copier=copies,
        copier_shown=shown,
    )


def visit_again(auditor: Auditor, province: Province, moment: datetime) -> Record:
    province.move(moment)
    summary: Record = json.loads(told(auditor, "second-visits", "--json"))
    return summary


def finding(sheets: Mapping[str, Record], url: str, item: str) -> Record:
    found: Record = next(one["finding"] for one in sheets[url]["items"] if one["id"] == item)
    return found


def turned(night: Night, url: str, item: str) -> tuple[str, str]:
    """Give an item's verdict in the evening and in the morning."""
    evening, morning = (finding(one, url, item) for one in (night.evening, night.morning))
    return evening["verdict"], morning["verdict"]


def test_nobody_is_visited_again_before_the_time_between_two_looks_is_over(night: Night) -> None:
    waiting = [url for fault in ITEMS for url in night.sites(fault)]
    waiting += [url for fault in MENDED for url in night.sites(fault, mended=True)]

    assert (night.soon["made_by"], night.soon["waiting"]) == ([], len(waiting))
    assert night.due["sites"] == night.due["done"] == len(waiting)
    assert night.due["waiting"] == 0


@pytest.mark.parametrize(("fault", "item"), ITEMS.items())
def test_what_is_still_so_in_the_morning_is_proved(night: Night, fault: str, item: str) -> None:
    assert {turned(night, url, item) for url in night.sites(fault)} == {(OPEN, FAIL)}


@pytest.mark.parametrize("fault", MENDED)
def test_what_was_mended_in_the_night_is_held_against_nobody(night: Night, fault: str) -> None:
    sites = night.sites(fault, mended=True)

    assert {turned(night, url, ITEMS[fault]) for url in sites} == {(OPEN, PASS)}
    assert not any(night.morning[url]["vetoed"] for url in sites)


def test_dead_links_are_proved_with_both_looks(night: Night) -> None:
    (url,) = night.sites("L-BROKEN")
    places = finding(night.morning, url, "A2.1")["places"]

    assert {one["url"] for one in places} == {f"{url}{path}" for path in DEAD_LINKS}
    assert all(one["evidence"].startswith("s2:again-") for one in places)


def test_no_second_look_says_what_is_not_true(night: Night) -> None:
    wrong = [
        (truth["url"], truth["faults"], item, said_now, right)
        for truth in night.truths
        for item, right in truth["items_history"].items()
        for said_now in [finding(night.morning, truth["url"], item)["verdict"]]
        if said_now == FAIL and FAIL not in {right["verdict"], *right["also"]}
    ]

    assert wrong == []


def test_a_site_that_nothing_was_left_open_of_keeps_its_sheet(night: Night) -> None:
    calm = [one["url"] for one in night.truths if one["faults"] in ([], ["Z-ARCHIVE"], ["Z-COPY"])]

    assert [night.morning[url] for url in calm] == [night.evening[url] for url in calm]


def test_an_old_text_under_a_newer_day_is_put_before_a_person_and_fails_nothing(
    night: Night,
) -> None:
    signs = night.copier["repeated"]

    assert signs
    for sign in signs:
        assert sign["claimed"] > sign["original"]["claimed"]
        assert sign["url"] != sign["original"]["url"]
        both = (sign, sign["original"])
        named = [*(one["url"] for one in both), *(one["claimed"] for one in both)]
        assert all(word in night.copier_shown for word in (*named, sign["text_sha256"][:16]))
    assert not night.morning[night.copier["url"]]["vetoed"]
