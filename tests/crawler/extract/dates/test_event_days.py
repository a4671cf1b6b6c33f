from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.dates.event_days import Span, bare_span, labelled_day, labelled_span

WORDS = load_lexicon().activity_words
MARCH = Span(starts=date(2026, 3, 1), ends=date(2026, 3, 31))
SPANS = {
    "征集时间：2026-03-01 至 2026-03-31": MARCH,
    "征集时间：2026年3月1日—3月31日": MARCH,
    "征集期限 2026.03.01 ~ 2026.03.31": MARCH,
    "起止时间：2026-03-01 00:00 至 2026-03-31 23:59": MARCH,
    "征求意见时间为2026年3月1日起至2026年3月31日": MARCH,
    "开始时间：2026-03-01 结束时间：2026-03-31": MARCH,
    "征集时间：2026年12月20日至1月20日": Span(starts=date(2026, 12, 20), ends=date(2027, 1, 20)),
    "征集期限：即日起至2026年3月31日": Span(ends=date(2026, 3, 31)),
    "截止日期为2026年3月31日": Span(ends=date(2026, 3, 31)),
    "征集时间：2026年3月": Span(),
    "请于2026年3月31日前反馈": Span(),
    "征集时间：": Span(),
    "发布时间：2026-03-01": Span(),
}


@pytest.mark.parametrize(("text", "expected"), SPANS.items(), ids=SPANS)
def test_span_is_read_behind_its_labels(text: str, expected: Span) -> None:
    found = labelled_span(
        text,
        spans=WORDS.span_labels,
        starts=WORDS.start_labels,
        ends=WORDS.end_labels,
        joints=WORDS.span_joints,
    )

    assert found == expected


def test_two_joined_days_are_a_span_and_two_others_are_not() -> None:
    joints = WORDS.span_joints

    assert bare_span("草案 2026-03-01 至 2026-03-31", joints) == MARCH
    assert bare_span("草案 2026-03-01 更新 2026-03-31", joints) == Span()
    assert bare_span("草案 2026-03-31 至 2026-03-01", joints) == Span()


def test_day_may_lie_ahead() -> None:
    assert labelled_day("访谈时间：2027年1月5日 上午10:00", ("访谈时间",)) == date(2027, 1, 5)
    assert labelled_day("访谈时间：待定", ("访谈时间",)) is None
