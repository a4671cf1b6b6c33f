"""Activities of participation: 调查征集 (consultations, surveys) and 在线访谈 (interviews)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActivityKind(StrEnum):
    """What a site lets its public take part in."""

    CONSULTATION = "consultation"
    """调查征集: 意见征集, 网上调查, 问卷, 投票."""
    INTERVIEW = "interview"
    """在线访谈, 新闻发布会, 直播."""


class ActivityState(StrEnum):
    """How an activity stands; its dates decide where it shows them."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity, from its row in a list or from its own page."""

    kind: ActivityKind
    title: str
    url: str | None
    starts: date | None = None
    """The first day (征集时间 起); an interview's own day (访谈时间), which may lie ahead."""
    ends: date | None = None
    state: ActivityState = ActivityState.UNKNOWN
    """The state that words tell."""
    is_result: bool = False
    """It is the feedback of another activity (结果反馈), no activity of its own."""
    fed_back: bool = False
    """Feedback is shown (意见采纳情况); where not, it may still stand on a page of its own."""
    recorded: bool = False
    """A transcript or a video of the interview is there."""
