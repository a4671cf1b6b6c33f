from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from audit.checks import known_checks
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
    fact_words,
    figures,
    moment,
    overall,
    verdict_word,
)
from schema.types.activity import ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.dates import DateSource
from schema.types.facts import ChannelsFact, Fact
from schema.types.file_types import FileType
from schema.types.finding import ColumnState
from schema.types.guide import Attachment, ElementState, GuideElement, GuideReading
from schema.types.guide_facts import FileState, GuideFact, GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import FoundColumn, Leaves, Match, NavigationFact, UnfoundColumn
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.site import RunState, Site
from schema.types.verdict import Verdict
from testkit.facts import HOME, make_proposal


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


GUIDE = GuideReading(
    elements=(
        GuideElement(name="设定依据", state=ElementState.PRESENT),
        GuideElement(name="办理时间", state=ElementState.ABSENT),
        GuideElement(name="联系电话", state=ElementState.EMPTY),
    ),
    attachments=(Attachment(name="申请表", url=None, claimed="doc"),),
)
GONE = {"outcome": Outcome.CONNECT_REFUSED, "status": None, "page_class": None}
DAY = date(2026, 11, 20)
SIDE_FACTS: list[tuple[Fact, str]] = [
    (
        ActivityFact(
            activity=ActivityKind.CONSULTATION, column_url=HOME, title="供水办法征求意见", url=HOME,
            starts=DAY, ends=DAY, shown_on=None, state=ActivityState.ENDED, is_result=False,
            fed_back=True, recorded=False, detail_read=True,
        ),
        "供水办法征求意见：已结束（有反馈）",
    ),
    (
        ActivitiesFact(
            name="意见征集", url=HOME, activity=ActivityKind.CONSULTATION,
            list_state=ListState.READ, reason="", since=date(2025, 11, 19), until=DAY, held=4,
            fed_back=2, recorded=0, undated=1, read_back_to=date.min,
        ),
        "意见征集：已读取，2025-11-19至2026-11-20举办4次，有反馈2次，日期不明1次",
    ),
    (
        ChannelsFact(consult=(HOME,), mixed=(), excluded=(), forms=("我要写信",)),
        "咨询栏目1个，写信入口1个",
    ),
    (ChannelsFact(consult=(), mixed=(), excluded=(HOME,), forms=()), "未发现咨询渠道"),
    (
        GuideFact(column_url=HOME, title="户口登记", url=HOME, guide=GUIDE),
        "户口登记：要素1类（办理时间未见、联系电话有标题无内容），附件1个",
    ),
    (
        GuideFileFact(
            guide_url=HOME, name="申请表", url=HOME, claimed="doc", found=FileType.PDF,
            state=FileState.WRONG_TYPE, outcome=Outcome.OK, status=200, page_class=None,
            content_type=None,
        ),
        "申请表：内容与名称不符（ok，HTTP 200）",
    ),
    (
        GuideSystemFact(
            guide_url=HOME, name="在线办理", url=HOME, counts_as=CountsAs.UNDETERMINED, **GONE
        ),
        "在线办理：无法判定（connect_refused）",
    ),
    (
        LinkFact(
            url="http://a.cn/", found_on=HOME, on_home=True, outside=True,
            counts_as=CountsAs.FAILED, at=datetime(2026, 11, 23, tzinfo=UTC), **GONE,
        ),
        "首页上的站外链接 http://a.cn/：首次未打开，须再次核实（connect_refused）",
    ),
    (LinksFact(opened=("a", "b"), not_opened=1, left=3), "打开2个，未打开1个，未抽查3个"),
    (make_proposal(), "“某某商城”：3个链接看不见，见于1页，待人工核对"),
]  # fmt: skip


FOUND = FoundColumn(
    name="通知公告", url=HOME, column_class=ColumnClass.NOTICE, breadcrumb=(), leaves=Leaves.NO,
    match=Match.ADDRESS,
)  # fmt: skip
NAVIGATION: list[tuple[NavigationFact, str]] = [
    (
        NavigationFact(registered=0, found=(FOUND,), unfound=()),
        "栏目1个；其中指向站外0个",
    ),
    (
        NavigationFact(
            registered=2,
            found=(
                FOUND,
                replace(FOUND, name="走进某县", match=Match.NONE),
                replace(FOUND, leaves=Leaves.FOREIGN, match=Match.NONE),
            ),
            unfound=(UnfoundColumn(name="人事", url=HOME),),
        ),
        "栏目3个；其中指向站外1个；登记2个，首页可见1个；登记而首页未见1个：人事；未登记1个：走进某县",
    ),
]


@pytest.mark.parametrize(("fact", "words"), NAVIGATION)
def test_the_navigation_is_told_beside_the_register(fact: NavigationFact, words: str) -> None:
    assert fact_words(fact) == words


@pytest.mark.parametrize(("fact", "words"), SIDE_FACTS)
def test_what_was_looked_at_beside_the_columns_is_told(fact: Fact, words: str) -> None:
    assert fact_words(fact) == words


def test_every_kind_of_fact_has_a_chinese_name() -> None:
    kinds = {kind.__dataclass_fields__["kind"].default for kind in get_args(Fact)}

    assert kinds <= set(KIND_WORDS)
