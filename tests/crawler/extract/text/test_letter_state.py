import pytest

from config.lexicon import load_lexicon
from crawler.extract.text.letter_state import (
    hidden_by_title,
    is_acknowledgement,
    is_closure,
    is_reply,
    is_withheld,
    state_of_words,
)
from schema.types.reading import LetterNote, LetterState

WORDS = load_lexicon().letter_words
REPLIES = {
    "withheld_and_said_more": "该信息不予公开。您可以携带身份证到窗口查询本人档案。",
    "decision": "您好！经核实，该路段已于8月15日完成修复，感谢您的关注。",
    "short_decision": "可以办理。",
    "says_what_was_done": "我局高度重视并立即派员修复了南岸河堤的护栏，目前已恢复通行。",
    "says_who_was_sent_and_what_was_done": "您好：本局已派員修復完成，感謝您的來信。",
    "says_that_it_was_cleared": "您好，已安排环卫工人，垃圾已清运完毕。",
    "says_more_than_received": "您的来信已收到。根据规定，归侨的外孙不享有加分政策。",
}
NO_REPLIES = {
    "received": "您好！您的来信已收到，感谢您的关注！",
    "passed_on": "您的来信已转相关部门办理，请耐心等待。",
    "being_checked": "您反映的问题我们正在核实，将尽快回复您。",
    "none_yet": "暂无回复",
    "blank": "  ",
    "state_word": "已回复",
    "refusal": "经审查，您反映的事项不属于本信箱受理范围，不予受理。",
    "withheld": "因涉及个人隐私，答复内容不予公开。",
    "dash": "——",
    "empty_value": "null",
    "nothing_told": "暂无答复信息",
    "seen": "已阅",
    "for_another_office_to_see": "转县水利局阅处。",
    "handed_on_with_a_number": (
        "您好，您的诉求已转至县水利局处理，工单号HX20260302，请您留意后续电话。"
    ),
    "taken_seriously": (
        "您的来信已收悉，我局高度重视，已安排专人进行调查核实，待核实后将第一时间向您反馈。"
    ),
    "someone_was_sent": "您好，我局已派人维修，请耐心等待。",
    "will_tell_when_done": "您的诉求已转交县城管局，待修复完成后回复您。",
    "thanks": "感谢您的关注与支持！",
}


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES.keys())
def test_is_a_reply(text: str) -> None:
    assert is_reply(text, WORDS)


@pytest.mark.parametrize("text", NO_REPLIES.values(), ids=NO_REPLIES.keys())
def test_is_no_reply(text: str) -> None:
    assert not is_reply(text, WORDS)


def test_longest_word_wins() -> None:
    assert state_of_words("未回复", WORDS) == (LetterState.UNANSWERED, LetterNote.WAITING)


WAITING = (LetterState.UNANSWERED, LetterNote.WAITING)
IN_PROGRESS = (LetterState.UNANSWERED, LetterNote.IN_PROGRESS)
TURNED = {
    "待办结": WAITING,
    "未结案": WAITING,
    "答复中": IN_PROGRESS,
    "回复中": IN_PROGRESS,
    "部门已办结": (LetterState.ANSWERED, None),
    "信访接待已办结": (LetterState.ANSWERED, None),
    "答复中心主任": (LetterState.ANSWERED, None),
    "已回复，待评价": (LetterState.ANSWERED, None),
    "无需回复": (LetterState.UNKNOWN, LetterNote.CLOSED),
}


@pytest.mark.parametrize(("text", "expected"), TURNED.items(), ids=TURNED)
def test_what_stands_beside_a_done_word_may_turn_it(
    text: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    assert state_of_words(text, WORDS) == expected


def test_exact_word_stands_alone() -> None:
    assert state_of_words("[已办结]", WORDS, exact=True) == (LetterState.ANSWERED, None)
    assert state_of_words("已办结的事项", WORDS, exact=True) is None


def test_satisfaction_is_no_state() -> None:
    assert state_of_words("满意", WORDS) is None


def test_refusal_is_told_from_receipt() -> None:
    assert is_closure("不予受理", WORDS)
    assert not is_acknowledgement("不予受理", WORDS)


def test_withheld_text_is_told_from_a_reply() -> None:
    assert is_withheld("回复内容仅本人可见", WORDS)
    assert not is_withheld("可以办理。", WORDS)


@pytest.mark.parametrize(
    ("title", "state", "expected"),
    [
        ("（来信人选择不公开）第11号", LetterState.UNANSWERED, LetterState.UNKNOWN),
        ("河堤何时加固", LetterState.UNANSWERED, LetterState.UNANSWERED),
        ("单位财务长期不公开怎么办", LetterState.UNANSWERED, LetterState.UNANSWERED),
        ("（来信人选择不公开）第11号", LetterState.ANSWERED, LetterState.ANSWERED),
    ],
)
def test_a_letter_that_its_writer_keeps_to_himself_is_of_unknown_state(
    title: str, state: LetterState, expected: LetterState
) -> None:
    assert hidden_by_title(title, (state, None), WORDS)[0] is expected
