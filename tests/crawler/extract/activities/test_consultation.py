from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.activities.consultation import (
    is_result,
    read_consultation,
    same_matter,
    state_of,
)
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.activity import Activity, ActivityState

WORDS = load_lexicon().activity_words
TITLE = "关于《某县电动自行车管理办法（草案）》公开征求意见的公告"
SPAN = "<p>征集时间：2026-03-01 至 2026-03-31</p>"


def read(markup: str, title: str = TITLE) -> Activity | None:
    layout = lay_blocks(parse(f"<div>{markup}</div>"))
    return read_consultation(layout, title=title, url=None, words=WORDS)


def test_days_and_state_are_read() -> None:
    activity = read(f"{SPAN}<p>征集状态：进行中</p>")

    assert activity is not None
    assert (activity.starts, activity.ends) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (activity.state, activity.is_result) == (ActivityState.OPEN, False)


SHOWN = {
    "text under its heading": "<h3>结果反馈</h3><p>收到意见12条，采纳3条，已修改第五条。</p>",
    "text behind its label": "<p>意见采纳情况：共收到5条，均已采纳并写入文本。</p>",
    "a sentence of the outcome": "<p>公示期内未收到意见。</p>",
    "a link on the same matter": "<a href='/2'>某县电动自行车管理办法征求意见采纳情况</a>",
}
NOT_SHOWN = {
    "nothing": "",
    "a column's name": "<ul><li><a href='/jg/'>结果反馈</a></li><li>在线访谈</li></ul>",
    "an empty box": "<p>反馈情况：暂无反馈</p>",
    "a link on another matter": "<a href='/3'>某县供水价格调整征求意见采纳情况</a>",
}


@pytest.mark.parametrize("markup", SHOWN.values(), ids=SHOWN)
def test_feedback_is_seen(markup: str) -> None:
    activity = read(SPAN + markup)

    assert activity is not None
    assert activity.fed_back


@pytest.mark.parametrize("markup", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_feedback_is_not_guessed(markup: str) -> None:
    activity = read(SPAN + markup)

    assert activity is not None
    assert not activity.fed_back


def test_feedback_of_another_is_no_activity_of_its_own() -> None:
    activity = read("<p>各单位：</p>", "《某县电动自行车管理办法》征求意见情况的反馈")

    assert activity is not None
    assert activity.is_result


@pytest.mark.parametrize(
    ("title", "markup"),
    [("关于召开会议的通知", SPAN), (TITLE, "<p>请认真阅读。</p>")],
    ids=["another title", "no days"],
)
def test_other_pages_are_no_consultations(title: str, markup: str) -> None:
    assert read(markup, title) is None


def test_result_of_an_appraisal_is_no_feedback() -> None:
    assert is_result("居民出行问卷调查结果公布", WORDS)
    assert not is_result("教师职称评审结果公示", WORDS)


def test_short_words_tell_the_state() -> None:
    assert state_of("[已结束]", WORDS) is ActivityState.ENDED
    assert state_of("正在征集", WORDS) is ActivityState.OPEN
    assert state_of("关于公布已结束的各项征集活动的通知", WORDS) is None


def test_one_matter_shares_a_long_run_of_its_title() -> None:
    assert same_matter("某县电动自行车管理办法", "《某县电动自行车管理办法》采纳情况")
    assert not same_matter("某县供水价格", "某县电动自行车管理办法")
