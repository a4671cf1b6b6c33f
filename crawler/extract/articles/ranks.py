"""How plainly a page says that one of its visible dates is the publish date."""

from enum import IntEnum


class Rank(IntEnum):
    """How plainly the page says that a visible date is the publish date; the lowest is plainest."""

    LABELLED = 0
    """发布时间 before it."""
    ENTERED = 1
    """录入时间 before it."""
    STAMPED = 2
    """时间 or 日期 before it, by the title."""
    IN_TITLE_BAR = 3
    """No label, but in a line of source, author and counters by the title."""
    NOTED = 4
    """创建时间 before it, or the minute of a document, in a line of such words by the title."""
    LABELLED_APART = 5
    """发布时间 before it, but over the title, far below it or behind text: of something else?"""
    BY_TITLE = 6
    """Alone in a line by the title."""


LABELLED = frozenset({Rank.LABELLED, Rank.ENTERED, Rank.LABELLED_APART})
"""Ranks of dates whose label says what they are."""
