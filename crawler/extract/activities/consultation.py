"""Read a consultation's page (调查征集): its days, its state, and whether feedback is shown."""

import re
from collections.abc import Sequence

from crawler.extract.dates.event_days import Span, bare_span, labelled_span
from crawler.extract.page.layout import Layout
from schema.types.activity import Activity, ActivityKind, ActivityState
from schema.types.activity_words import ActivityWords

_STATE_LENGTH = 8
_LEAST_RESULT = 15
_SAME = 8
"""Characters in a row that two titles of one matter share."""
_SENTENCE = re.compile(r"[，。；,;]")


def read_consultation(
    layout: Layout, *, title: str, url: str | None, words: ActivityWords
) -> Activity | None:
    """Read a consultation's own page; None where title and days do not speak of one."""
    result = is_result(title, words)
    if not (result or any(word in title for word in words.consultation_titles)):
        return None
    text = layout.whole
    span = consultation_span(text, words)
    if not result and span == Span():
        return None
    return Activity(
        kind=ActivityKind.CONSULTATION,
        title=title,
        url=url,
        starts=span.starts,
        ends=span.ends,
        state=labelled_state(text, words),
        is_result=result,
        fed_back=result or _shows_result(layout, title, words),
    )


def consultation_span(text: str, words: ActivityWords, *, bare: bool = False) -> Span:
    """Read first and last day; `bare` also takes two joined days without a label."""
    found = labelled_span(
        text,
        spans=words.span_labels,
        starts=words.start_labels,
        ends=words.end_labels,
        joints=words.span_joints,
    )
    return bare_span(text, words.span_joints) if bare and found == Span() else found


def is_result(title: str, words: ActivityWords) -> bool:
    """Tell whether a title is that of a feedback (关于……征求意见情况的反馈)."""
    return any(word in title for word in words.result_titles) and any(
        word in title for word in words.result_subjects
    )


def state_of(text: str, words: ActivityWords) -> ActivityState | None:
    """Give the state that a short text names; the longest word wins."""
    flat = re.sub(r"[\s\[\]【】()（）:：]", "", text)
    best: tuple[int, ActivityState] | None = None
    for entry in words.states:
        for word in entry.words:
            if word in flat and (best is None or len(word) > best[0]):
                best = (len(word), entry.state)
    return best[1] if best and len(flat) <= _STATE_LENGTH else None


def labelled_state(text: str, words: ActivityWords) -> ActivityState:
    """Give the state behind a label of states (征集状态：进行中)."""
    for label in words.state_labels:
        match = re.search(rf"{re.escape(label)}\s?[:：\n]\s*(\S{{1,{_STATE_LENGTH}}})", text)
        found = state_of(match[1], words) if match else None
        if found is not None:
            return found
    return ActivityState.UNKNOWN


def same_matter(title: str, other: str) -> bool:
    """Tell whether two titles share a long run of characters: notice and feedback of one matter."""
    one, two = "".join(title.split()), "".join(other.split())
    runs = range(len(one) - _SAME + 1)
    return any(one[place : place + _SAME] in two for place in runs)


def _shows_result(layout: Layout, title: str, words: ActivityWords) -> bool:
    text = layout.whole
    if any(phrase in text for phrase in words.result_phrases):
        return True
    if _stands_under(text, words.result_labels, words):
        return True
    return any(
        is_result(anchor.text, words)
        and anchor.text != title
        and same_matter(_matter(title, words), anchor.text)
        for anchor in layout.anchors
    )


def _matter(title: str, words: ActivityWords) -> str:
    """Give a title without the words that all consultations share."""
    for word in ("关于", "公开征求", "公众", "社会", "的公告", "的通知", *words.consultation_lists):
        title = title.replace(word, " ")
    return max(title.split(), key=len, default="")


def _stands_under(text: str, labels: Sequence[str], words: ActivityWords) -> bool:
    """Tell whether a sentence stands behind or under one of these labels."""
    some = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    for match in re.finditer(rf"(?m)(?:^|[|\s])(?:{some})\s?(?:[:：]|$)\s*(.*)", text):
        value = match[1].strip()
        if value in words.no_result or len(value) < _LEAST_RESULT:
            continue
        if _SENTENCE.search(value):
            return True
    return False
