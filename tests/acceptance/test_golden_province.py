"""A province with every kind of veto, swept once and judged under both editions.

The sheets stand beside the truth that the simulator wrote, which shares no code with the auditor,
and beside golden files: a verdict that changes shows in their diff (`make goldens`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bench.province import Order
from tests.acceptance.judged import sheets_in, swept_province

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
GOLDEN = Path(__file__).parent / "golden"
CENSUS, INDICATORS = "census-2015", "indicators-2019"
POINT = datetime(2026, 11, 23, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PROVINCE = Order(sites=32, seed=7, profile="vetoes", first="2026-11-23", at=POINT, scale=0.02)
FAIL, OPEN, PERSON, PASS = "FAIL", "UNDETERMINED", "NEEDS_PERSON", "PASS"
DEDUCTED = {
    CENSUS: {"B1", "B2.1", "B2.2", "B2.3", "C1.2", "C2.2", "C2.3", "C3.1", "C3.2"},
    INDICATORS: {"P5.2", "P7"},  # of portals, which alone get a score
}
NO_MEDIA = {"M1", "M2", "M3"}
Record = dict[str, Any]
Words = Mapping[str, tuple[str, str]]


def of(word: str, reason: str, *items: str) -> Words:
    return dict.fromkeys(items, (word, reason))


UNOPENED = {
    **of(OPEN, "needs_week_of_visits", "V1", "W2"),
    **of(OPEN, "homepage_not_opened", "V2", "V3a", "V3b", "V3c", "V5"),
    **of(OPEN, "homepage_not_opened", "W3", "W4.1", "W4.2", "W4.3", "W5.1", "W5.2", "W6"),
}
OLD = of(FAIL, "threshold_reached", "V3a", "W4.1")
PLANTED: Mapping[str, Words] = {
    "A-5XX": UNOPENED,
    "A-DNS-NX": UNOPENED,
    "A-REFUSED": UNOPENED,
    "S-521": UNOPENED,
    "S-BLOCK-200": UNOPENED,
    "E-MAINT-200": UNOPENED,
    "E-EMPTY-200": UNOPENED,
    "E-CLOSED": UNOPENED,
    "E-PARKED": {**UNOPENED, **of(PERSON, "hijacked_suspected", "V4", "W1")},
    "E-DEFACED-LINK": of(PERSON, "content_proposed", "V4", "W1"),
    "X-JS-SHELL": of(OPEN, "homepage_unreadable", "V2", "W3"),
    "Z-ZOMBIE": {
        **of(FAIL, "no_update", "V2", "W3"),
        **of(FAIL, "threshold_reached", "V3b", "W4.2"),
        **OLD,
    },
    "Z-DORMANT": OLD,
    "D-COUNTER": OLD,
    "Z-SECOND-LEVEL": {
        **of(FAIL, "threshold_reached", "V3a"),
        **of(PASS, "below_threshold", "W4.1"),
    },
    "D-DOC-ONLY": of(OPEN, "columns_open", "V3a", "W4.1"),
    "Z-EMPTY-REAL": of(OPEN, "needs_second_visit", "V3c", "W4.3"),
    "R-UNANSWERED": of(OPEN, "needs_second_visit", "V5", "W5.2"),
    "R-ACK-ONLY": of(PERSON, "letters_need_person", "V5", "W5.2"),
    "R-OFFSITE": of(OPEN, "mailbox_unread", "V5", "W5.2"),
    "R-NO-CHANNEL": of(PERSON, "no_column_found", "W5.1"),
    "L-GUIDE-BARE": of(PERSON, "elements_seem_missing", "W6"),
}
"""What was planted, and what one sweep can honestly say of it: found, or open for this reason."""


@dataclass(frozen=True)
class Swept:
    """The truth of every site, and its canonical sheet under each edition."""

    truths: tuple[Record, ...]
    sheets: Mapping[str, Mapping[str, Record]]

    def told(self, truth: Record, edition: str, part: str = "items") -> Record:
        own: Record = truth if edition == truth["edition"] else truth["editions"][edition]
        found: Record = own[part]
        return found

    def said(self, truth: Record, edition: str) -> dict[str, Record]:
        return {one["id"]: one["finding"] for one in self.sheets[edition][truth["url"]]["items"]}

    def site_with(self, fault: str) -> Record:
        (found,) = (one for one in self.truths if one["faults"] == [fault])
        return found


@pytest.fixture(scope="module")
def swept(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Swept:
    out = tmp_path_factory.mktemp("golden")
    swept_once = swept_province(PROVINCE, out, postgres_server, template_database)
    with swept_once as (auditor, _):
        for edition in (CENSUS, INDICATORS):
            auditor.run("audit", "--edition", edition, "--out", str(out / edition))
    lines = (out / "province" / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    return Swept(
        truths=tuple(map(json.loads, lines)),
        sheets={edition: sheets_in(out / edition) for edition in (CENSUS, INDICATORS)},
    )


@pytest.mark.parametrize("edition", [CENSUS, INDICATORS])
def test_every_site_has_its_sheet(swept: Swept, edition: str) -> None:
    assert set(swept.sheets[edition]) == {truth["url"] for truth in swept.truths}


@pytest.mark.parametrize("part", ["items", "deductions"])
@pytest.mark.parametrize("edition", [CENSUS, INDICATORS])
def test_nothing_is_said_that_is_not_true(swept: Swept, edition: str, part: str) -> None:
    wrong = [
        (truth["url"], truth["faults"], item, said[item]["verdict"], right)
        for truth in swept.truths
        for said in [swept.said(truth, edition)]
        for item, right in swept.told(truth, edition, part).items()
        if said[item]["verdict"] not in {right["verdict"], *right["also"]}
    ]

    assert wrong == []


@pytest.mark.parametrize("edition", [CENSUS, INDICATORS])
def test_deductions_of_many_kinds_are_there_to_be_found(swept: Swept, edition: str) -> None:
    found = {
        item
        for truth in swept.truths
        for item, right in swept.told(truth, edition, "deductions").items()
        if right["verdict"] == FAIL and swept.said(truth, edition)[item]["verdict"] == FAIL
    }

    assert found >= DEDUCTED[edition]


@pytest.mark.parametrize("edition", [CENSUS, INDICATORS])
def test_a_sheet_is_vetoed_where_the_truth_is(swept: Swept, edition: str) -> None:
    vetoed = {url for url, sheet in swept.sheets[edition].items() if sheet["vetoed"]}

    assert vetoed == {
        truth["url"]
        for truth in swept.truths
        if FAIL in (right["verdict"] for right in swept.told(truth, edition).values())
    }
    assert {swept.sheets[edition][url]["result"] for url in vetoed} == {"不合格"}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_was_planted_is_found_or_open_for_its_true_reason(swept: Swept, fault: str) -> None:
    truth = swept.site_with(fault)
    findings = {**swept.said(truth, CENSUS), **swept.said(truth, INDICATORS)}

    said = {item: (findings[item]["verdict"], findings[item]["reason"]) for item in PLANTED[fault]}

    assert said == PLANTED[fault]


def test_every_kind_of_veto_of_both_editions_is_planted(swept: Swept) -> None:
    first = swept.truths[0]
    items = {item for edition in (CENSUS, INDICATORS) for item in swept.told(first, edition)}
    planted = {
        item for words in PLANTED.values() for item, (word, _) in words.items() if word != PASS
    }

    assert planted == items - NO_MEDIA


@pytest.mark.parametrize("edition", [CENSUS, INDICATORS])
def test_no_verdict_changed_unseen(
    swept: Swept, golden: Callable[[Path, Any], Any], edition: str
) -> None:
    said = {url: stable(sheet) for url, sheet in sorted(swept.sheets[edition].items())}

    assert said == golden(GOLDEN / f"{edition}.json", said)


def stable(sheet: Record) -> Record:
    """Keep what the same pages give on any day and machine; rows of a person alone say nothing."""
    return {
        "result": sheet["result"],
        "score": sheet["score"],
        "items": {
            one["id"]: line_of(one["finding"])
            for one in sheet["items"]
            if one["finding"]["reason"] not in {"judged_by_person", "not_of_its_kind"}
        },
    }


def line_of(finding: Record) -> str:
    units = finding["units"]
    counted = "" if units is None else f" {units['proved']}–{units['upper']}"
    return f"{finding['verdict']} {finding['reason']}{counted}"
