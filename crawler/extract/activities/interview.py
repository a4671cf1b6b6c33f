"""Read the page of an interview (在线访谈): its day, its state, and whether a record is there."""

import re

from crawler.extract.activities.consultation import labelled_state
from crawler.extract.dates.event_days import labelled_day
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from schema.types.activity import Activity, ActivityKind
from schema.types.activity_words import ActivityWords

_LEAST_TURNS = 3
_LEAST_TEXT = 20
_BEHIND = 200
_EDGES = " [](){}【】（）：:"
_ELSEWHERE = Zone.LINK | Zone.SIDE | Zone.FOOT


def read_interview(
    layout: Layout, *, title: str, url: str | None, words: ActivityWords
) -> Activity | None:
    """Read an interview's own page; None where neither day nor guest speaks of one."""
    text = layout.whole
    sure = labelled_day(text, words.session_sure)
    named = any(word in title for word in words.interview_titles)
    guest = any(re.search(rf"{re.escape(label)}\s?[:：]", text) for label in words.guest_labels)
    if sure is None and not (named and guest):
        return None
    return Activity(
        kind=ActivityKind.INTERVIEW,
        title=title,
        url=url,
        starts=sure or labelled_day(text, words.session_labels),
        state=labelled_state(text, words),
        recorded=is_recorded(layout, words),
    )


def is_recorded(layout: Layout, words: ActivityWords) -> bool:
    """Tell whether a transcript or a video stands in the page."""
    source = layout.source.lower() or layout.scripts_folded
    if "<video" in source or any(kind in source for kind in words.video_types):
        return True
    return _has_transcript(layout.whole, words) or _is_headed(layout.flow, words)


def _is_headed(flow: Flow, words: ActivityWords) -> bool:
    """Tell whether a heading says 文字实录 over text; a menu's entry or a link says nothing."""
    place = 0
    for line in flow.text.split("\n"):
        start, place = place, place + len(line) + 1
        if line.strip(_EDGES) not in words.record_words or flow.zone_at(start) & _ELSEWHERE:
            continue
        behind = flow.text[place : place + _BEHIND].partition("\n")[0]
        if len(behind) >= _LEAST_TEXT and not flow.zone_at(place) & _ELSEWHERE:
            return True
    return False


def _has_transcript(text: str, words: ActivityWords) -> bool:
    """Tell whether people speak in turn (主持人：……), each with a sentence."""
    some = "|".join(map(re.escape, words.speakers))
    turns = re.findall(rf"(?m)^[\s\[【]*(?:{some})[^\n:：]{{0,8}}[:：]\s*(.*)$", text)
    return sum(1 for turn in turns if len(turn.strip(" ]】")) >= _LEAST_TEXT) >= _LEAST_TURNS
