"""Wording of our own letters (来信): what stands on a page in each situation, and its true state.

Words of states are those of columns-and-interaction §2; what a situation means is vocabulary §6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.types.reading import LetterNote, LetterState


class Box(StrEnum):
    """What the page has at the place of the reply (回复内容)."""

    SHOWN = "shown"
    ABSENT = "absent"
    FRAME = "frame"
    """The reply stands in a frame of its own."""
    SCRIPT = "script"
    """A script asks for the reply and writes it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one letter's page says of its reply."""

    state: str = ""
    reply: str = ""
    dated: bool = False
    box: Box = Box.SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How a letter stands, the truth about it, and the ways to word it."""

    name: str
    truth: LetterState
    note: LetterNote | None
    wordings: tuple[Wording, ...]


def _replies(*texts: str, dated: bool = True, state: str = "") -> tuple[Wording, ...]:
    return tuple(Wording(state=state, reply=text, dated=dated) for text in texts)


def _boxes(*texts: str, dated: bool = False, state: str = "") -> tuple[Wording, ...]:
    return tuple(Wording(state=state, reply=text, dated=dated) for text in texts)


def _states(*words: str, reply: str = "", box: Box = Box.SHOWN) -> tuple[Wording, ...]:
    return tuple(Wording(state=word, reply=reply, box=box) for word in words)


_ANSWERED, _OPEN, _UNKNOWN = LetterState.ANSWERED, LetterState.UNANSWERED, LetterState.UNKNOWN
_ROAD = "您好！经核实，该路段破损面积约三十平方米，已于上周完成修复，感谢您的关注。"
_RULE = (
    "根据《城乡居民基本医疗保险办法》第八条，新生儿在出生后九十日内参保的，自出生之日起享受待遇。"
)
_POLITE = (
    "尊敬的网友：\n您好！您的来信已收悉，现就您反映的问题答复如下：\n"
    "一、该小区的规划许可已于去年办理；二、配套幼儿园计划今年秋季开园。\n"
    "感谢您对我们工作的关心与支持！\n某县教育局\n2026年3月9日"
)

SITUATIONS = (
    Situation(
        name="reply with a date",
        truth=_ANSWERED,
        note=None,
        wordings=(
            *_replies(_ROAD, _RULE, _POLITE, state="已回复"),
            *_replies(_ROAD, state="已办结"),
            *_replies(_RULE, state="待评价"),
        ),
    ),
    Situation(
        name="reply without a date",
        truth=_ANSWERED,
        note=None,
        wordings=_replies(_ROAD, _POLITE, "窗口周六上午照常办公，带身份证即可。", dated=False),
    ),
    Situation(
        name="short reply",
        truth=_ANSWERED,
        note=None,
        wordings=_replies(
            "可以办理。", "不需要。", "请携带身份证到窗口办理。", "电话：0731-80000000"
        ),
    ),
    Situation(
        name="reply that begins like a receipt",
        truth=_ANSWERED,
        note=None,
        wordings=_replies(
            "您的来信已收到。根据规定，归侨的外孙不享受加分政策。",
            "您好！您反映的问题已转县交通局。该局回复：该路口计划六月底前装设信号灯。",
            "感谢您的来信！来信收悉，经查，该企业已于二月停产，排污许可证已注销。",
        ),
    ),
    Situation(
        name="reply under a word of progress",
        truth=_ANSWERED,
        note=None,
        wordings=(
            *_replies(_ROAD, state="办理中"),
            *_replies(_RULE, state="已受理", dated=False),
            *_replies(_ROAD, state="未评价"),
        ),
    ),
    Situation(
        name="receipt",
        truth=_OPEN,
        note=LetterNote.ACKNOWLEDGED,
        wordings=(
            *_boxes(
                "您的来信已收到，已转相关部门办理。",
                "您好！您反映的问题我们正在核实，将尽快回复您。",
                "来信收悉，感谢您的关注，请耐心等待。",
                "您的留言已受理，我们会尽快处理。",
            ),
            *_boxes("您好，您的来信已收到，感谢您的关注！", dated=True, state="已受理"),
        ),
    ),
    Situation(
        name="receipt under a word of done",
        truth=_OPEN,
        note=LetterNote.ACKNOWLEDGED,
        wordings=(
            *_boxes("您的来信已收到，已转相关部门办理。", state="已办结", dated=True),
            *_boxes("您好，您的问题已转交县住建局办理。", state="已回复"),
        ),
    ),
    Situation(
        name="word of done without a reply",
        truth=_OPEN,
        note=LetterNote.ACKNOWLEDGED,
        wordings=_states("已办结", "已回复", "处理完毕", "已反馈"),
    ),
    Situation(
        name="in progress",
        truth=_OPEN,
        note=LetterNote.IN_PROGRESS,
        wordings=_states("办理中", "已受理", "已转办", "流转中", "督办中", "已签收"),
    ),
    Situation(
        name="waiting",
        truth=_OPEN,
        note=LetterNote.WAITING,
        wordings=_states("待处理", "未回复", "待答复", "审核中", "待签收"),
    ),
    Situation(
        name="empty box",
        truth=_OPEN,
        note=None,
        wordings=_boxes(""),
    ),
    Situation(
        name="no box, word of waiting",
        truth=_OPEN,
        note=LetterNote.WAITING,
        wordings=_states("待办理", "未答复", box=Box.ABSENT),
    ),
    Situation(
        name="box says none",
        truth=_OPEN,
        note=LetterNote.WAITING,
        wordings=_boxes("暂无回复", "尚未回复", "暂未答复", "等待回复"),
    ),
    Situation(
        name="closed by its state",
        truth=_UNKNOWN,
        note=LetterNote.CLOSED,
        wordings=_states("不予受理", "已退回", "重复件", "无效", "转信访", "已撤销"),
    ),
    Situation(
        name="closed by the text",
        truth=_UNKNOWN,
        note=LetterNote.CLOSED,
        wordings=_boxes(
            "经审查，您反映的事项不属于本信箱受理范围，不予受理。",
            "该信件为重复信件，不再受理。",
            dated=True,
        ),
    ),
    Situation(
        name="withheld",
        truth=_UNKNOWN,
        note=LetterNote.WITHHELD,
        wordings=(
            *_boxes(
                "该信件回复不公开",
                "回复内容仅本人可见",
                "因涉及个人隐私，答复内容不予公开。",
                "保密",
            ),
            *_boxes("内容不公开，请凭查询码查看。", state="已办结", dated=True),
        ),
    ),
    Situation(
        name="reply in a frame",
        truth=_UNKNOWN,
        note=LetterNote.REPLY_UNREAD,
        wordings=_states("", "已办结", "办理中", box=Box.FRAME),
    ),
    Situation(
        name="reply by a script",
        truth=_UNKNOWN,
        note=LetterNote.REPLY_UNREAD,
        wordings=_states("", "已回复", "办理中", box=Box.SCRIPT),
    ),
)

_DONE = ("已办结", "已回复", "处理完毕", "已反馈")
_WORKING = ("办理中", "已受理", "已转办", "流转中", "督办中", "已签收")
_WAITING = ("待处理", "未回复", "待答复", "审核中", "待签收", "待办理", "未答复")
_CLOSED = ("不予受理", "已退回", "重复件", "无效", "转信访", "已撤销")
ROW_TRUTHS: Mapping[str, tuple[LetterState, LetterNote | None]] = {
    "": (_UNKNOWN, None),
    **dict.fromkeys(_DONE, (_ANSWERED, None)),
    **dict.fromkeys(_WORKING, (_OPEN, LetterNote.IN_PROGRESS)),
    **dict.fromkeys(_WAITING, (_OPEN, LetterNote.WAITING)),
    **dict.fromkeys(_CLOSED, (_UNKNOWN, LetterNote.CLOSED)),
}
"""What a word in a row says of a letter whose own page is not read (vocabulary §6)."""
