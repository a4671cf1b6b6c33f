"""The words that every report prints: verdicts, states, figures and facts, in Chinese."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import singledispatch

from audit.windows import SHANGHAI
from schema.types.activity import ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.content import ProposalFact
from schema.types.facts import (
    ChannelsFact,
    ColumnFact,
    Fact,
    LetterFact,
    LimitFact,
    MailboxFact,
    VisitFact,
)
from schema.types.finding import ColumnState, ScoreSheet, SheetItem
from schema.types.guide import ElementState
from schema.types.guide_facts import FileState, GuideFact, GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import Leaves, NavigationFact
from schema.types.outcome import CountsAs
from schema.types.reading import LetterNote, LetterState, ListState
from schema.types.verdict import Verdict

GLOSS: Mapping[Verdict, str] = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.NOT_APPLICABLE: "not applicable",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.NEEDS_PERSON: "needs a person",
}
LIST_WORDS: Mapping[str, str] = {
    ListState.READ: "已读取",
    ListState.EMPTY: "页面称无内容",
    ListState.ELSEWHERE: "内容来自他处",
    ListState.UNREADABLE: "无法读取",
    ListState.PARENT: "上级栏目",
    ListState.SINGLE: "单篇文章",
    ListState.LINKS_ONLY: "仅外站链接",
    ListState.NONE: "非列表页",
}
STATE_WORDS: Mapping[ColumnState | None, str] = {
    ColumnState.ACTIVE: "正常更新",
    ColumnState.DORMANT: "睡眠",
    ColumnState.ZOMBIE: "僵尸",
    ColumnState.EMPTY: "空白",
    ColumnState.UNREADABLE: "无法读取",
    ColumnState.BROKEN: "打不开",
    ColumnState.PARENT: "上级栏目",
    ColumnState.SINGLE: "单篇文章",
    ColumnState.LINKS_ONLY: "仅外站链接",
    ColumnState.EXEMPT: "豁免",
    None: "未定",
}
LETTER_WORDS: Mapping[LetterState, str] = {
    LetterState.ANSWERED: "已答复",
    LetterState.UNANSWERED: "未答复",
    LetterState.UNKNOWN: "不明",
}
NOTE_WORDS: Mapping[LetterNote | None, str] = {
    LetterNote.CLOSED: "不予受理、退回等",
    LetterNote.ACKNOWLEDGED: "仅回执，无答复内容",
    LetterNote.IN_PROGRESS: "办理中",
    LetterNote.WAITING: "待处理",
    LetterNote.WITHHELD: "答复不公开",
    LetterNote.REPLY_UNREAD: "答复在别处，未能读取",
    None: "",
}
FILE_WORDS: Mapping[FileState, str] = {
    FileState.DOWNLOADABLE: "可下载",
    FileState.WRONG_TYPE: "内容与名称不符",
    FileState.EMPTY: "内容为空",
    FileState.HTML_INSTEAD: "打开的是网页而不是文件",
    FileState.FAILED: "首次未打开，须再次核实",
    FileState.UNDETERMINED: "无法判定",
}
ELEMENT_WORDS: Mapping[ElementState, str] = {
    ElementState.PRESENT: "有",
    ElementState.EMPTY: "有标题无内容",
    ElementState.ABSENT: "未见",
}
COUNTS_WORDS: Mapping[CountsAs, str] = {
    CountsAs.OPENED: "打开",
    CountsAs.FAILED: "失败",
    CountsAs.UNDETERMINED: "无法判定",
    CountsAs.PERSON: "待人工确认",
    CountsAs.VOID: "作废",
}
KIND_WORDS: Mapping[str, str] = {
    "visit": "首页访问",
    "column": "栏目",
    "letter": "来信",
    "mailbox": "来信栏目",
    "activity": "征集或访谈",
    "activities": "征集或访谈栏目",
    "channels": "互动渠道",
    "limit": "采集限额",
    "guide": "办事指南",
    "guide_file": "办事附件",
    "guide_system": "在线系统",
    "link": "链接",
    "links": "链接抽查",
    "proposal": "内容提示",
    "navigation": "首页导航",
    "veto": "单项否决",
    "deduct": "扣分项",
}
ACTIVITY_WORDS: Mapping[ActivityState, str] = {
    ActivityState.PLANNED: "未开始",
    ActivityState.OPEN: "进行中",
    ActivityState.ENDED: "已结束",
    ActivityState.UNKNOWN: "状态不明",
}
_MOST_NAMED = 8
_LIMIT_WORDS: Mapping[str, str] = {"pages": "页数", "bytes": "字节数", "seconds": "秒数"}
_MEASURE_WORDS: Mapping[str, str] = {
    "proved": "已证实",
    "undetermined": "未定",
    "upper": "上限",
    "threshold": "门槛",
    "columns": "栏目数",
    "updated": "有更新",
    "not_updated": "无更新",
    "since": "起始日",
    "listed_for_person": "列出待复核",
    "opened": "打开",
    "failed": "失败",
    "person": "待人工确认",
    "void": "作废",
    "visits": "有效访问",
    "threshold_percent": "门槛%",
    "vantages": "监测点",
    "hijacked_visits": "疑似被篡改",
    "grave_proposals": "疑似严重的内容提示",
    "other_proposals": "其他内容提示",
    "needs_second_visit": "待再次核实",
    "needs_person": "待复核",
    "letters": "来信数",
    "mailboxes_read": "已读来信栏目",
    "mailboxes_unread": "未读全栏目",
    "overdue_before": "逾期界限",
}
VERIFYING = (
    "按证据表中的归档文件、偏移和长度取出 WARC 记录，解出正文后计算 sha256，应与正文摘要一致；"
    "同一归档、同一指标版本、同一监测时间点重新计算，结果应与本表相同。"
)
METHOD = (
    "没有证实的问题不计入；没有证实的达标也不称达标。页面读不到、遇到防护或我方故障时，记为“无法判定”，"
    "既不扣分也不算达标；“待人工复核”在人工作出决定前不计入。"
)


def verdict_word(item: SheetItem) -> str:
    """Give the official word for an item's verdict; a failed veto is 单项否决."""
    if item.kind == "veto" and item.finding.verdict is Verdict.FAIL:
        return "单项否决"
    return item.finding.verdict.chinese


def overall(sheet: ScoreSheet) -> tuple[Verdict, str]:
    """Sum a sheet up in one verdict and one sentence."""
    if sheet.vetoed:
        failed = [item.id for item in sheet.items if item.finding.verdict is Verdict.FAIL]
        return Verdict.FAIL, f"单项否决成立：{'、'.join(failed)}"
    if sheet.open_vetoes:
        still_open = "、".join(sheet.open_vetoes)
        return (
            Verdict.UNDETERMINED,
            f"未证实单项否决，尚有{len(sheet.open_vetoes)}项待定：{still_open}",
        )
    if all(item.finding.verdict is Verdict.NOT_APPLICABLE for item in sheet.items):
        return Verdict.NOT_APPLICABLE, "本表不适用"
    return Verdict.PASS, "未触发单项否决"


def coverage(sheet: ScoreSheet) -> str:
    """Say how many items the machine could decide."""
    decided = sum(item.finding.verdict.decided for item in sheet.items)
    return f"机器已判定{decided}/{len(sheet.items)}项"


def moment(when: datetime) -> str:
    """Print a time as read in Asia/Shanghai, to the minute."""
    return when.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def figures(measure: Mapping[str, int | float | str | None]) -> tuple[tuple[str, str], ...]:
    """Give the figures of a finding with their Chinese names; an open bound prints as 不明."""
    return tuple(
        (_MEASURE_WORDS.get(name, name), "不明" if value is None else str(value))
        for name, value in measure.items()
    )


@singledispatch
def fact_words(fact: Fact) -> str:
    """Say in one line what a fact states."""
    return KIND_WORDS[fact.kind]


@fact_words.register
def _(fact: VisitFact) -> str:
    ending = f"{fact.outcome}{_status(fact.status)}"
    return f"{COUNTS_WORDS[fact.counts_as]}（{ending}，{fact.seconds:.1f}秒）"


@fact_words.register
def _(fact: ColumnFact) -> str:
    latest = fact.newest
    newest = "" if latest is None else f"，最新{latest.value.isoformat()}"
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，{len(fact.items)}条{newest}"


@fact_words.register
def _(fact: LetterFact) -> str:
    return f"{fact.title}：{LETTER_WORDS[fact.state]}{_in_brackets(NOTE_WORDS[fact.note])}"


@fact_words.register
def _(fact: MailboxFact) -> str:
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，来信{fact.letters}封"


@fact_words.register
def _(fact: ActivityFact) -> str:
    shown = "、".join(word for word, seen in _outcomes(fact) if seen)
    return f"{fact.title}：{ACTIVITY_WORDS[fact.state]}{_in_brackets(shown)}"


@fact_words.register
def _(fact: ActivitiesFact) -> str:
    counts = f"{fact.since}至{fact.until}举办{fact.held}次，有反馈{fact.fed_back}次"
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，{counts}，日期不明{fact.undated}次"


@fact_words.register
def _(fact: ChannelsFact) -> str:
    if fact.none_found:
        return "未发现咨询渠道"
    boxes = len(fact.consult) + len(fact.mixed)
    return f"咨询栏目{boxes}个，写信入口{len(fact.forms)}个"


def _outcomes(fact: ActivityFact) -> tuple[tuple[str, bool], ...]:
    return (("结果公布", fact.is_result), ("有反馈", fact.fed_back), ("有实录", fact.recorded))


@fact_words.register
def _(fact: GuideFact) -> str:
    lacking = [one for one in fact.guide.elements if one.state is not ElementState.PRESENT]
    words = "、".join(f"{one.name}{ELEMENT_WORDS[one.state]}" for one in lacking)
    found = len(fact.guide.elements) - len(lacking)
    return f"{fact.title}：要素{found}类{_in_brackets(words)}，附件{len(fact.guide.attachments)}个"


@fact_words.register
def _(fact: GuideFileFact) -> str:
    return f"{fact.name}：{FILE_WORDS[fact.state]}（{fact.outcome}{_status(fact.status)}）"


@fact_words.register
def _(fact: GuideSystemFact) -> str:
    return f"{fact.name}：{_one_look(fact.counts_as)}（{fact.outcome}{_status(fact.status)}）"


@fact_words.register
def _(fact: LinkFact) -> str:
    where = "首页" if fact.on_home else "其他页面"
    side = "站外" if fact.outside else "站内"
    look = f"{_one_look(fact.counts_as)}（{fact.outcome}{_status(fact.status)}）"
    return f"{where}上的{side}链接 {fact.url}：{look}"


@fact_words.register
def _(fact: LinksFact) -> str:
    return f"打开{len(fact.opened)}个，未打开{fact.not_opened}个，未抽查{fact.left}个"


@fact_words.register
def _(fact: ProposalFact) -> str:
    one = fact.proposal
    return f"“{one.text}”：{one.reason}，见于{fact.pages}页，待人工核对"


def _one_look(word: CountsAs) -> str:
    """Say what one look came to; a failed one is no dead link yet (两次间隔4小时以上)."""
    return "首次未打开，须再次核实" if word is CountsAs.FAILED else COUNTS_WORDS[word]


def _status(status: int | None) -> str:
    return "" if status is None else f"，HTTP {status}"


@fact_words.register
def _(fact: LimitFact) -> str:
    return f"{_LIMIT_WORDS[fact.limit]}达到{fact.value:g}，余{fact.left_unread}个地址未读"


@fact_words.register
def _(fact: NavigationFact) -> str:
    away = sum(one.leaves is not Leaves.NO for one in fact.found)
    parts = [f"栏目{len(fact.found)}个", f"其中指向站外{away}个"]
    if fact.registered:
        parts += [f"登记{fact.registered}个，首页可见{fact.registered - len(fact.unfound)}个"]
        parts += _named("登记而首页未见", [one.name for one in fact.unfound])
        parts += _named("未登记", [one.name for one in fact.unregistered])
    return "；".join(parts)


def _named(words: str, names: Sequence[str]) -> list[str]:
    """Name the first few of a group; none is not said."""
    more = "等" if len(names) > _MOST_NAMED else ""
    named = "、".join(names[:_MOST_NAMED])
    return [f"{words}{len(names)}个：{named}{more}"] if names else []


def _in_brackets(words: str) -> str:
    return f"（{words}）" if words else ""
