from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.activities.interview import is_recorded, read_interview
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.activity import Activity, ActivityState

WORDS = load_lexicon().activity_words
SESSION = "<p>访谈时间：2026-12-05 10:00</p><p>访谈嘉宾：某县教育局局长</p>"
SENTENCE = "李局长：今年全县新增学位两千个，办法将在五月公布。"
TURNS = "".join(
    f"<p>{who}：今年全县新增学位两千个，具体的招生办法将在五月公布。</p>"
    for who in ("主持人", "嘉宾", "主持人")
)


def read(markup: str, title: str = "教育局局长谈招生") -> Activity | None:
    layout = lay_blocks(parse(f"<div>{markup}</div>"))
    return read_interview(layout, title=title, url=None, words=WORDS)


def test_session_may_lie_ahead() -> None:
    activity = read(f"{SESSION}<p>访谈状态：预告</p>")

    assert activity is not None
    assert activity.starts == date(2026, 12, 5)
    assert (activity.state, activity.recorded) == (ActivityState.PLANNED, False)


RECORDS = {
    "a video": "<video src='/v/1.mp4'></video>",
    "a player's file": "<script>play('/v/1.m3u8')</script>",
    "a transcript": TURNS,
    "text under a heading": f"<h3>【文字实录】</h3><p>{SENTENCE}</p>",
}


@pytest.mark.parametrize("markup", RECORDS.values(), ids=RECORDS)
def test_record_is_seen(markup: str) -> None:
    assert is_recorded(lay_blocks(parse(f"<div>{SESSION}{markup}</div>")), WORDS)


def test_names_of_speakers_are_no_transcript() -> None:
    names = "<p>主持人：李某</p><p>嘉宾：王某</p><p>记者：张某</p>"

    assert not is_recorded(lay_blocks(parse(f"<div>{names}</div>")), WORDS)


@pytest.mark.parametrize(
    "markup",
    [
        "<h3>文字实录</h3><p>敬请期待</p>",
        f"<ul class='menu'><li>文字实录</li></ul><p>{SENTENCE}</p>",
        f"<p><a href='/slb/'>文字实录</a></p><p>{SENTENCE}</p>",
    ],
)
def test_a_heading_without_text_and_a_link_are_no_record(markup: str) -> None:
    assert not is_recorded(lay_blocks(parse(f"<div>{SESSION}{markup}</div>")), WORDS)


def test_title_and_guest_tell_an_interview_without_a_sure_label() -> None:
    activity = read("<p>嘉宾：王某</p><p>活动时间：2026-03-05</p>", "在线访谈：谈招生")

    assert activity is not None
    assert activity.starts == date(2026, 3, 5)


def test_other_pages_are_no_interviews() -> None:
    assert read("<p>发布时间：2026-03-05</p>", "关于招生的通知") is None
    assert read("<p>发布时间：2026-03-05</p>", "局长做客直播间") is None
