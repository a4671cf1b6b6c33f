"""Read the rows of a list of 调查征集 or 在线访谈: their days, states and results."""

from collections.abc import Sequence

from crawler.extract.activities.consultation import consultation_span, is_result, state_of
from crawler.extract.dates.event_days import labelled_day
from crawler.extract.lists.rows import Row
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import anchors_of
from schema.types.activity import Activity, ActivityKind, ActivityState
from schema.types.activity_words import ActivityWords
from schema.types.reading import ListItem


def activity_kind(names: Sequence[str], words: ActivityWords) -> ActivityKind | None:
    """Give what a page of these names lists; None where it lists neither, or both."""
    consults = any(word in name for name in names for word in words.consultation_lists)
    interviews = any(word in name for name in names for word in words.interview_lists)
    if consults == interviews:
        return None
    return ActivityKind.CONSULTATION if consults else ActivityKind.INTERVIEW


def read_activities(
    layout: Layout,
    rows: Sequence[Row],
    items: Sequence[ListItem],
    words: ActivityWords,
    *,
    names: Sequence[str],
) -> tuple[Activity, ...]:
    """Give each row as an activity; none where the page's names speak of no such list."""
    kind = activity_kind(names, words)
    if kind is None:
        return ()
    return tuple(
        _activity(layout, row, item, kind, words) for row, item in zip(rows, items, strict=True)
    )


def _activity(
    layout: Layout, row: Row, item: ListItem, kind: ActivityKind, words: ActivityWords
) -> Activity:
    text = row.text.text
    if kind is ActivityKind.INTERVIEW:
        return Activity(
            kind=kind,
            title=item.title,
            url=item.url,
            starts=labelled_day(text, words.session_labels),
            state=_state(layout, row, words),
            recorded=any(word in text for word in words.record_words),
        )
    span = consultation_span(text, words, bare=True)
    return Activity(
        kind=kind,
        title=item.title,
        url=item.url,
        starts=span.starts,
        ends=span.ends,
        state=_state(layout, row, words),
        is_result=is_result(item.title, words),
        fed_back=_links_result(layout, row, words),
    )


def _state(layout: Layout, row: Row, words: ActivityWords) -> ActivityState:
    """Read a state that stands alone in its element, the title aside."""
    title = row.anchor.block if row.anchor else None
    for place in range(row.record.first_text, row.record.end_text):
        piece = layout.texts[place].strip()
        if piece and layout.owners[place] is not title:
            found = state_of(piece, words)
            if found is not None:
                return found
    return ActivityState.UNKNOWN


def _links_result(layout: Layout, row: Row, words: ActivityWords) -> bool:
    """Tell whether the row leads to its feedback, or says that there is one."""
    if any(word in row.text.text for word in words.row_results):
        return True
    own = row.anchor
    return any(
        anchor is not own and anchor.href and anchor.text.strip("[]【】 ") in words.result_links
        for anchor in anchors_of(layout, row.record)
    )
