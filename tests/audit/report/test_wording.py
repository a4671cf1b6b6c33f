from datetime import UTC, datetime
from typing import Any

import pytest

from audit.checks import known_checks
from audit.report.wording import (
    COUNTS_WORDS,
    GLOSS,
    LETTER_WORDS,
    LIST_WORDS,
    NOTE_WORDS,
    STATE_WORDS,
    coverage,
    fact_words,
    figures,
    moment,
    overall,
    verdict_word,
)
from schema.types.dates import DateSource
from schema.types.finding import ColumnState
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
        pytest.param(COUNTS_WORDS, CountsAs, id="visits"),
    ],
)
def test_every_word_of_a_closed_set_has_its_chinese(words: Any, kind: Any) -> None:
    assert set(kind) <= set(words)


def test_every_figure_has_a_chinese_name(make: Any) -> None:
    sheet = make.sheet(make.visit(), make.column(on_home=True), make.mailbox())
    names = [name for item in sheet.items for name, _ in figures(item.finding.measure)]

    assert len(known_checks()) == len(sheet.items)
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

    assert overall(sheet) == (Verdict.UNDETERMINED, "未证实单项否决，尚有2项待定：V1、V4")


def test_overall_of_a_closed_site_is_not_applicable(make: Any) -> None:
    sheet = make.sheet(site=Site(id=None, home_url=make.home, run_state=RunState.CLOSED))

    assert overall(sheet)[0] is Verdict.NOT_APPLICABLE


def test_coverage_counts_what_the_machine_decided(make: Any) -> None:
    assert coverage(make.sheet(make.visit(), make.fresh_column(on_home=True))) == "机器已判定5/7项"


def test_moment_is_read_in_shanghai() -> None:
    assert moment(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "2026-11-23 01:05"


def test_open_bound_prints_as_unknown() -> None:
    assert figures({"upper": None, "proved": 2}) == (("上限", "不明"), ("已证实", "2"))


def test_each_fact_is_said_in_one_line(make: Any) -> None:
    rows = {
        make.visit(): "打开（ok，HTTP 200，0.2秒）",
        make.column(items=(make.item(20, source=DateSource.URL),)): (
            "工作动态：已读取，1条，最新2026-11-03"
        ),
        make.empty_column("e/"): "工作动态：页面称无内容，0条",
        make.letter(note=LetterNote.WAITING): "咨询路灯维修：未答复（待处理）",
        make.mailbox(): "县长信箱：已读取，来信20封",
        make.limit(): "页数达到200，余34个地址未读",
    }

    assert [fact_words(row.fact) for row in rows] == list(rows.values())
