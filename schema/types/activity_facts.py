"""What a survey proves of 调查征集 and 在线访谈: each activity, and how many a column held."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schema.types.activity import ActivityKind, ActivityState
from schema.types.reading import ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFact:
    """One activity as seen in its list and, where read, on its own page."""

    kind: Literal["activity"] = "activity"
    activity: ActivityKind
    column_url: str
    title: str
    url: str | None
    starts: date | None
    ends: date | None
    shown_on: date | None
    """The day that the list or the page was published, where it shows no day of the activity."""
    state: ActivityState
    is_result: bool
    """It is the feedback of another activity, of this column or another."""
    fed_back: bool
    recorded: bool
    detail_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitiesFact:
    """How many activities a column proves within the last year, and how far it was read."""

    kind: Literal["activities"] = "activities"
    name: str
    url: str
    activity: ActivityKind
    list_state: ListState
    reason: str
    since: date
    until: date
    held: int
    """Activities that began or were shown in these days, planned ones left out."""
    fed_back: int
    """How many of those held show feedback; more may have it elsewhere."""
    recorded: int
    undated: int
    """Entries whose day nobody knows: they may have been held then, too."""
    read_back_to: date | None
    """Everything shown since this day was seen; date.min: the whole list; None: not known."""
