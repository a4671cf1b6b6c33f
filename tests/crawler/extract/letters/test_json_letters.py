from datetime import date
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.json_letters import json_letters
from schema.types.reading import LetterNote, LetterState, ListItem, Post

WORDS = load_lexicon().letter_words
ANSWER = "您好！经核实，该段河堤已列入明年加固计划。"


def posts(*rows: dict[str, Any]) -> tuple[Post, ...]:
    items = [ListItem(title=f"第{n}封", url=None, locator=f"[{n}]") for n in range(len(rows))]
    return json_letters(rows, items, WORDS)


STATES = {
    "reply text": ({"clyj": ANSWER}, (LetterState.ANSWERED, None)),
    "reply in markup": ({"clyj": f"<p>{ANSWER}</p>"}, (LetterState.ANSWERED, None)),
    "receipt": (
        {"clyj": "您的来信已收到，已转相关部门办理。"},
        (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED),
    ),
    "closed": ({"clyj": "", "ztmc": "不予受理"}, (LetterState.UNKNOWN, LetterNote.CLOSED)),
    "withheld": ({"clyj": "仅本人可见"}, (LetterState.UNKNOWN, LetterNote.WITHHELD)),
    "word of done": ({"clyj": None, "ztmc": "已办结"}, (LetterState.ANSWERED, None)),
    "word of waiting": (
        {"clyj": None, "ztmc": "待处理"},
        (LetterState.UNANSWERED, LetterNote.WAITING),
    ),
    "reply date alone": ({"clyj": None, "hfsj": "2026-03-09"}, (LetterState.ANSWERED, None)),
    "nothing": ({"clyj": ""}, (LetterState.UNKNOWN, None)),
    "a state in numbers": ({"clyj": "", "status": 3}, (LetterState.UNKNOWN, None)),
}


@pytest.mark.parametrize(("row", "expected"), STATES.values(), ids=STATES)
def test_row_tells_the_state(row: dict[str, Any], expected: tuple[object, object]) -> None:
    (post,) = posts({"lysj": "2026-03-07 10:00:00", **row})

    assert (post.state, post.note) == expected
    assert post.asked == date(2026, 3, 7)


def test_dates_are_read_as_epochs_too() -> None:
    (post,) = posts({"askTime": 1772841600000, "reply": ANSWER, "replyTime": 1773014400000})

    assert (post.asked, post.replied) == (date(2026, 3, 7), date(2026, 3, 9))


def test_common_date_field_wants_question_and_reply() -> None:
    assert posts({"createDate": "2026-03-07", "content": "何时加固？", "feedback": ANSWER})
    assert posts({"createDate": "2026-03-07", "content": "正文"}) == ()
    assert posts({"createTime": "2026-03-07", "feedback": "采纳3条"}) == ()


def test_most_rows_must_be_letters() -> None:
    article = {"publishTime": "2026-03-07"}

    assert posts({"lysj": "2026-03-07", "clyj": ANSWER}, article, article) == ()
    assert posts() == ()
