from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest

from audit.report.wording import (
    ACTIVITY_WORDS,
    COUNTS_WORDS,
    ELEMENT_WORDS,
    FILE_WORDS,
    GLOSS,
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    NOTE_WORDS,
    STATE_WORDS,
    coverage,
    figures,
    moment,
    overall,
    plain,
    range_words,
    verdict_word,
)
from audit.runner import audit_site
from schema.types.activity import ActivityState
from schema.types.facts import Fact
from schema.types.finding import ColumnState, ScoreRange, SiteResult
from schema.types.guide import ElementState
from schema.types.guide_facts import FileState
from schema.types.outcome import CountsAs
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.site import RunState, Site
from schema.types.verdict import Verdict


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param(GLOSS, Verdict, id="verdicts"),
        pytest.param(LIST_WORDS, ListState, id="lists"),
        pytest.param(STATE_WORDS, ColumnState, id="columns"),
        pytest.param(LETTER_WORDS, LetterState, id="letters"),
        pytest.param(NOTE_WORDS, LetterNote, id="notes"),
        pytest.param(ACTIVITY_WORDS, ActivityState, id="activities"),
        pytest.param(COUNTS_WORDS, CountsAs, id="visits"),
        pytest.param(FILE_WORDS, FileState, id="files"),
        pytest.param(ELEMENT_WORDS, ElementState, id="elements"),
    ],
)
def test_every_word_of_a_closed_set_has_its_chinese(words: Any, kind: Any) -> None:
    assert set(kind) <= set(words)


def test_every_figure_has_a_chinese_name(make: Any) -> None:
    sheet = make.sheet(make.visit(), make.column(on_home=True), make.mailbox())
    names = [name for item in sheet.items for name, _ in figures(item.finding.measure)]

    assert len(sheet.items) == len(make.pack.items)
    assert [name for name in names if name.isascii()] == []


def test_failed_veto_is_named_so(make: Any) -> None:
    sheet = make.sheet(make.visit(), *(make.column(f"c{n}/") for n in range(5)))
    words = {item.id: verdict_word(item) for item in sheet.items}

    assert (words["V3a"], words["V3c"], words["V4"]) == ("单项否决", "达标", "待人工复核")


def test_overall_names_the_failed_items(make: Any) -> None:
    sheet = make.sheet(make.visit(), *(make.column(f"c{n}/", on_home=True) for n in range(5)))

    assert overall(sheet) == (Verdict.FAIL, "单项否决成立：V2、V3a")


def test_overall_never_calls_open_items_passed(make: Any) -> None:
    sheet = make.sheet(make.visit(), make.fresh_column(on_home=True))

    assert overall(sheet) == (
        Verdict.UNDETERMINED,
        "未证实单项否决，尚有2项待定：V1、V4，得分尚未确定，在0分至95分之间",
    )


SCORED = {"vetoed": False, "open_vetoes": ()}


@pytest.mark.parametrize(
    ("result", "worst", "best", "told"),
    [
        pytest.param(
            "合格",
            72,
            88,
            (Verdict.PASS, "未触发单项否决，得分尚未确定，在72分至88分之间"),
            id="both-pass",
        ),
        pytest.param(
            "不合格",
            40,
            52,
            (Verdict.FAIL, "不合格，得分尚未确定，在40分至52分之间"),
            id="both-fail",
        ),
        pytest.param(
            "无法判定",
            40,
            88,
            (
                Verdict.UNDETERMINED,
                "未触发单项否决，得分尚未确定，在40分至88分之间，合格与否尚不能判定",
            ),
            id="between",
        ),
    ],
)
def test_overall_says_the_score_and_what_both_ends_agree_on(
    make: Any, result: str, worst: int, best: int, told: tuple[Verdict, str]
) -> None:
    sheet = replace(
        make.sheet(make.visit()),
        result=SiteResult(result),
        score=ScoreRange(best=Decimal(best), worst=Decimal(worst)),
        **SCORED,
    )

    assert overall(sheet) == told


def test_points_are_printed_without_zeros_behind_the_point() -> None:
    assert [plain(Decimal(one)) for one in ("0.0", "52.40", "100")] == ["0", "52.4", "100"]
    assert range_words(ScoreRange(best=Decimal(60), worst=Decimal("60.00"))) == "60"


def test_overall_of_a_closed_site_is_not_applicable(make: Any) -> None:
    sheet = make.sheet(site=Site(id=None, home_url=make.home, run_state=RunState.CLOSED))

    assert overall(sheet)[0] is Verdict.NOT_APPLICABLE


def test_coverage_counts_what_the_machine_decided(make: Any) -> None:
    sheet = make.sheet(make.visit(), make.fresh_column(on_home=True))
    decided = [item for item in sheet.items if item.finding.verdict in {"PASS", "FAIL"}]

    apply = [item for item in sheet.items if item.finding.verdict != "NOT_APPLICABLE"]
    left_out = len(sheet.items) - len(apply)

    assert 0 < len(decided) < len(apply) < len(sheet.items)
    assert coverage(sheet) == f"机器已判定{len(decided)}/{len(apply)}项，另有{left_out}项不适用"


def test_a_site_that_is_checked_for_vetoes_alone_says_why_it_has_no_score(make_2019: Any) -> None:
    office = Site(id=None, home_url="http://www.example.gov.cn/")
    sheet = audit_site(office, (make_2019.visit(),), make_2019.pack, make_2019.as_of)

    assert overall(sheet)[1].endswith("；本网站只查单项否决，不评分")


def test_moment_is_read_in_shanghai() -> None:
    assert moment(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "2026-11-23 01:05"


def test_open_bound_prints_as_unknown() -> None:
    assert figures({"upper": None, "proved": 2}) == (("上限", "不明"), ("已证实", "2"))


def test_every_kind_of_fact_has_a_chinese_name() -> None:
    kinds = {kind.__dataclass_fields__["kind"].default for kind in get_args(Fact)}

    assert kinds <= set(KIND_WORDS)
