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
    """Names of mailboxes that take one kind of letters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Channel
    words: tuple[str, ...]


class LetterWords(BaseModel):
    """How letters, their dates, their states and their replies are worded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    states: tuple[StateWords, ...]
    channels: tuple[ChannelWords, ...]
    """The first entry that fits decides."""
    asked: tuple[str, ...]
    """Labels of the day a letter was written (来信时间)."""
    replied: tuple[str, ...]
    """Labels of the day it was answered (回复时间)."""
    state_labels: tuple[str, ...]
    title_labels: tuple[str, ...]
    question_labels: tuple[str, ...]
    reply_labels: tuple[str, ...]
    """Labels of the reply's text (回复内容)."""
    other_labels: tuple[str, ...]
    """Labels of fields that say nothing of the reply (来信人, 点击)."""
    list_names: tuple[str, ...]
    """Names of a page that lists letters."""
    published_answers: tuple[str, ...]
    """Names of lists that hold answered letters only (来信选登)."""
    acknowledgements: tuple[str, ...]
    """Sentences that say the letter came in or went on, and nothing more."""
    courtesies: tuple[str, ...]
    """Greetings and closings, no answer by themselves."""
    no_reply: tuple[str, ...]
    """What stands in a reply box that holds no reply (暂无回复)."""
