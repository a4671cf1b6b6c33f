"""The words of interaction pages (config/reading/letter_words.toml)."""

from pydantic import BaseModel, ConfigDict

from schema.types.column import Channel
from schema.types.reading import LetterNote, LetterState


class StateWords(BaseModel):
    """Words of a letter's state and what they mean (columns-and-interaction §2, vocabulary §6)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: LetterState
    note: LetterNote | None = None
    words: tuple[str, ...]


class ChannelWords(BaseModel):
    """Parts of a mailbox's name that speak for one channel."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Channel
    words: tuple[str, ...]


class LetterWords(BaseModel):
    """How letters, their dates, their states and their replies are worded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[str, ...]
    """Labels of the day a letter was written (来信时间)."""
    asked_weak: tuple[str, ...]
    """Labels that stand for the asking where a list names no better one (受理时间)."""
    replied: tuple[str, ...]
    """Labels of the day it was answered (回复时间)."""
    state_labels: tuple[str, ...]
    title_labels: tuple[str, ...]
    question_labels: tuple[str, ...]
    reply_labels: tuple[str, ...]
    """Labels of the reply's text (回复内容)."""
    unit_labels: tuple[str, ...]
    """Labels of who replied; the reply's text may follow in the next lines."""
    other_labels: tuple[str, ...]
    """Labels and words behind which neither question nor reply goes on."""
    persons: tuple[str, ...]
    """Labels of who wrote the letter."""
    needs_colon: tuple[str, ...]
    """Labels too common to be one without a colon."""
    list_names: tuple[str, ...]
    """Names of a page that lists letters."""
    published_answers: tuple[str, ...]
    """Names of lists that hold answered letters only (来信选登)."""
    acknowledgements: tuple[str, ...]
    """Parts of clauses that say the letter came in or went on, and nothing more."""
    closures: tuple[str, ...]
    """Parts of clauses that turn a letter away (不属于受理范围)."""
    courtesies: tuple[str, ...]
    """Parts of clauses that greet, thank or close."""
    no_reply: tuple[str, ...]
    """What stands in a reply box that holds no reply (暂无回复)."""
    states: tuple[StateWords, ...]
    channels: tuple[ChannelWords, ...]
    """What a mailbox takes by its name; names of two channels, or of none, are mixed."""
