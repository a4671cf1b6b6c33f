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


class StateTurns(BaseModel):
    """What turns a word of an answered letter into one of an open one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_yet: tuple[str, ...]
    """What stands right before it (未答, 待解答)."""
    under_way: tuple[str, ...]
    """What stands right behind it and ends the text or a word (答复中)."""
    sure: tuple[str, ...]
    """What begins a word that nothing turns (已回复)."""


class ChannelWords(BaseModel):
    """Parts of a mailbox's name that speak for one channel."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Channel
    words: tuple[str, ...]


class LetterFieldNames(BaseModel):
    """Names of the fields of list data that hold letters, in lower case, the surest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[str, ...]
    asked_weak: tuple[str, ...]
    """Fields of other data too (createtime): they speak beside a question and a reply only."""
    replied: tuple[str, ...]
    question: tuple[str, ...]
    reply: tuple[str, ...]
    state: tuple[str, ...]


class LetterWords(BaseModel):
    """How letters, their dates, their states and their replies are worded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[str, ...]
    """Labels of the day a letter was written (来信时间)."""
    asked_weak: tuple[str, ...]
    asked_beside_person: tuple[str, ...]
    """Labels of the day of asking where they stand beside the name of who asks (发表时间)."""
    """Labels that stand for the asking where a list names no better one (受理时间)."""
    replied: tuple[str, ...]
    """Labels of the day it was answered (回复时间)."""
    state_labels: tuple[str, ...]
    whether: tuple[str, ...]
    """Labels of a state that ask for yes or no (是否回复)."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    told_states: tuple[str, ...]
    """Labels of a state under which sentences are the reply itself (办理情况)."""
    title_labels: tuple[str, ...]
    question_labels: tuple[str, ...]
    reply_labels: tuple[str, ...]
    """Labels of the reply's text (回复内容)."""
    rating_labels: tuple[str, ...]
    """Labels of what the writer thinks of the reply (满意度)."""
    ratings: tuple[str, ...]
    """What stands behind such a label, alone, once there was a reply to rate."""
    unit_labels: tuple[str, ...]
    """Labels of who replied; the reply's text may follow in the next lines."""
    signed_tails: tuple[str, ...]
    """Words of replying that may end a label which begins with the unit's name (县住建局回复)."""
    unit_tails: tuple[str, ...]
    """Last characters of an office's name (局), where it heads a reply without a label."""
    reply_wishes: tuple[str, ...]
    """Words that make such a line a citizen's wish for a reply (望尽快回复)."""
    question_mark: str
    answer_mark: str
    """Marks in elements of their own before a page's only question and its answer (问, 答)."""
    weak_labels: tuple[str, ...]
    """Labels that articles have too (问：, 答：): they make no letter without its date."""
    open_labels: tuple[str, ...]
    """Labels of whether the letter is public (是否公开)."""
    not_open: tuple[str, ...]
    """What stands behind such a label where it is not."""
    other_labels: tuple[str, ...]
    """Labels and words behind which neither question nor reply goes on."""
    page_lines: tuple[str, ...]
    """Beginnings of lines that are the page's own (its clock, its counter): no letter's text."""
    ending_labels: tuple[str, ...]
    """Labels and words that end a letter: under them nothing of it goes on."""
    persons: tuple[str, ...]
    """Labels of who wrote the letter."""
    names: tuple[str, ...]
    """Labels of any name (姓名): beside the day of a post, that of who asks."""
    letter_names: tuple[str, ...]
    """How the pages of single letters are called (信件详情)."""
    needs_colon: tuple[str, ...]
    """Labels too common to be one without a colon."""
    list_names: tuple[str, ...]
    """Names of a page that lists letters."""
    write_links: tuple[str, ...]
    """Parts of the names of links that lead to a form for letters or a hotline."""
    published_answers: tuple[str, ...]
    """Names of lists that hold answered letters only (来信选登)."""
    row_states: tuple[str, ...]
    """States in a list's rows that only letters have (已答复)."""
    receipts: tuple[str, ...]
    """Whole replies that tell no more than that the letter was seen (已阅)."""
    notices: tuple[str, ...]
    """How a page's own notices to those who write begin (温馨提示)."""
    acknowledgements: tuple[str, ...]
    """Parts of clauses that say the letter came in or went on, and nothing more."""
    done_works: tuple[str, ...]
    """What an office does about a letter (修复, 清运): done, it is more than an acknowledgement."""
    done_before: tuple[str, ...]
    """What stands right before such a word where it is done (已)."""
    done_behind: tuple[str, ...]
    """What stands right behind such a word where it is done (完成)."""
    closures: tuple[str, ...]
    """Parts of clauses that turn a letter away (不属于受理范围)."""
    reply_traces: tuple[str, ...]
    """Parts of clauses that only an answer says: text with one may be an unlabelled reply."""
    withheld: tuple[str, ...]
    """Parts of clauses that say the text is not shown to everybody (仅本人可见)."""
    hidden_titles: tuple[str, ...]
    """What stands in the place of a letter's title whose writer keeps it to himself."""
    reply_links: tuple[str, ...]
    """Names of links that lead to a reply on a page of its own (查看回复)."""
    reply_names: tuple[str, ...]
    """Names of a reply in addresses, scripts and templates (huifu, feedback)."""
    courtesies: tuple[str, ...]
    """Parts of clauses that greet, thank or close."""
    no_reply: tuple[str, ...]
    """What stands in a reply box that holds no reply (暂无回复)."""
    states: tuple[StateWords, ...]
    state_turns: StateTurns
    json_fields: LetterFieldNames
    channels: tuple[ChannelWords, ...]
    """What a mailbox takes by its name; names of two channels, or of none, are mixed."""
