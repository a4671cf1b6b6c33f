"""The words of 调查征集 and 在线访谈 (config/reading/activity_words.toml)."""

from pydantic import BaseModel, ConfigDict

from schema.types.activity import ActivityState


class ActivityStateWords(BaseModel):
    """Words of an activity's state."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: ActivityState
    words: tuple[str, ...]


class ActivityWords(BaseModel):
    """How consultations and interviews, their days and their outcomes are worded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    span_labels: tuple[str, ...]
    """Labels of first and last day together (征集时间)."""
    start_labels: tuple[str, ...]
    end_labels: tuple[str, ...]
    session_labels: tuple[str, ...]
    """Labels of an interview's day, on a page that is one."""
    session_sure: tuple[str, ...]
    """Labels that only interviews have."""
    guest_labels: tuple[str, ...]
    state_labels: tuple[str, ...]
    span_joints: tuple[str, ...]
    """What stands between two days of one span."""
    consultation_lists: tuple[str, ...]
    """Names of pages that list consultations."""
    consultation_titles: tuple[str, ...]
    """Parts of titles that make a page with a span of days a consultation."""
    interview_titles: tuple[str, ...]
    interview_lists: tuple[str, ...]
    result_titles: tuple[str, ...]
    """Parts of titles of what is itself a feedback."""
    result_subjects: tuple[str, ...]
    """What such a title speaks of; 评审结果公示 is no feedback."""
    result_labels: tuple[str, ...]
    """Labels under which the feedback stands."""
    result_phrases: tuple[str, ...]
    """Parts of sentences that tell the outcome."""
    no_result: tuple[str, ...]
    """What stands under such a label where there is no feedback."""
    result_links: tuple[str, ...]
    """Links of a row that lead to its feedback."""
    row_results: tuple[str, ...]
    """Words of a row that say there is feedback."""
    record_words: tuple[str, ...]
    """Names of an interview's record."""
    speakers: tuple[str, ...]
    """Who speaks in a transcript."""
    video_types: tuple[str, ...]
    states: tuple[ActivityStateWords, ...]
