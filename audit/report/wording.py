"""The words that every report prints: verdicts, states, scores and figures, in Chinese."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from audit.windows import SHANGHAI
from schema.types.activity import ActivityState
from schema.types.finding import ColumnState, ScoreRange, ScoreSheet, SheetItem, SiteResult
from schema.types.guide import ElementState
from schema.types.guide_facts import FileState
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
    "guides": "办事指南抽查",
    "link": "链接",
    "links": "链接抽查",
    "proposal": "内容提示",
    "navigation": "首页导航",
    "veto": "单项否决",
    "deduct": "扣分项",
    "bonus": "加分项",
}
ACTIVITY_WORDS: Mapping[ActivityState, str] = {
    ActivityState.PLANNED: "未开始",
    ActivityState.OPEN: "进行中",
    ActivityState.ENDED: "已结束",
    ActivityState.UNKNOWN: "状态不明",
}
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
    "new_items": "更新条数",
    "undated": "日期不明",
    "open": "未定",
    "not_looked_at": "未检",
    "columns_open": "未能判定的栏目",
    "mailboxes": "来信栏目",
    "held": "已开展",
    "at_most": "至多开展",
    "guides": "办事指南数",
    "files": "附件数",
    "systems": "在线系统数",
    "percent": "百分比",
    "newest_reply": "最新答复",
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
    """Give the official word for an item's verdict."""
    return item.finding.verdict.word(item.kind)


def overall(sheet: ScoreSheet) -> tuple[Verdict, str]:
    """Sum a sheet up in one verdict and one sentence."""
    vetoes = [item for item in sheet.items if item.kind == "veto"]
    if sheet.vetoed:
        failed = [item.id for item in vetoes if item.finding.verdict is Verdict.FAIL]
        return Verdict.FAIL, f"单项否决成立：{'、'.join(failed)}"
    if sheet.result is SiteResult.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE, "本表不适用"
    score = _score_words(sheet)
    if sheet.result is SiteResult.UNQUALIFIED:
        return Verdict.FAIL, f"不合格{score}"
    if sheet.open_vetoes:
        still_open = "、".join(sheet.open_vetoes)
        return (
            Verdict.UNDETERMINED,
            f"未证实单项否决，尚有{len(sheet.open_vetoes)}项待定：{still_open}{score}",
        )
    if sheet.result is SiteResult.QUALIFIED or sheet.score is None:
        return Verdict.PASS, f"未触发单项否决{score}"
    return Verdict.UNDETERMINED, f"未触发单项否决{score}，合格与否尚不能判定"


def _score_words(sheet: ScoreSheet) -> str:
    """Say the score, or why there is none (没有得分)."""
    if sheet.score is not None:
        return f"，{score_sentence(sheet.score)}"
    alone = any(item.finding.reason == "vetoes_alone" for item in sheet.items)
    return "；本网站只查单项否决，不评分" if alone else ""


def score_sentence(score: ScoreRange) -> str:
    """Say a score in a sentence: that it is not yet settled, where it is not."""
    if score.worst == score.best:
        return f"得分{plain(score.best)}分"
    return f"得分尚未确定，在{plain(score.worst)}分至{plain(score.best)}分之间"


def range_words(score: ScoreRange) -> str:
    """Say a score: one number where both ends agree, else from the worst to the best."""
    if score.worst == score.best:
        return plain(score.best)
    return f"{plain(score.worst)}至{plain(score.best)}"


def plain(number: Decimal) -> str:
    """Print points without zeros behind the point."""
    return f"{number.normalize():f}"


def coverage(sheet: ScoreSheet) -> str:
    """Say how many items the machine could decide, of those that apply to the site."""
    verdicts = [item.finding.verdict for item in sheet.items]
    left_out = verdicts.count(Verdict.NOT_APPLICABLE)
    decided = f"机器已判定{sum(one.decided for one in verdicts)}/{len(verdicts) - left_out}项"
    return f"{decided}，另有{left_out}项不适用" if left_out else decided


def moment(when: datetime) -> str:
    """Print a time as read in Asia/Shanghai, to the minute."""
    return when.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def figures(measure: Mapping[str, int | float | str | None]) -> tuple[tuple[str, str], ...]:
    """Give the figures of a finding with their Chinese names; an open bound prints as 不明."""
    return tuple(
        (_MEASURE_WORDS.get(name, name), "不明" if value is None else str(value))
        for name, value in measure.items()
    )
