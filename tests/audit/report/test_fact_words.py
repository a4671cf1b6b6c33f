from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from audit.report.fact_words import fact_words
from schema.types.activity import ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.dates import DateSource
from schema.types.facts import ChannelsFact, Fact
from schema.types.file_types import FileType
from schema.types.guide import Attachment, ElementState, GuideElement, GuideReading
from schema.types.guide_facts import (
    FileState,
    GuideFact,
    GuideFileFact,
    GuidesFact,
    GuideSystemFact,
)
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import FoundColumn, Leaves, Match, NavigationFact, UnfoundColumn
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import LetterNote, ListState
from testkit.facts import HOME, make_proposal


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
    (
        GuidesFact(read=5, left=31, whole=False, files_left=2, systems_left=0),
        "读到5篇，未读31篇，列表未能查全；未查附件2个，未查在线系统0个",
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
