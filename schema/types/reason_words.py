"""The words for why something could not be decided or counted (理由), as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One reason in both languages; the Chinese one is official."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidPhrase:
    """Words for what a machine recorded, told by a text that its reason holds."""

    holds: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPhrases:
    """Words for a reason that nobody named yet: never the machine's own."""

    judgement: Phrase
    void: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonWords:
    """Words of all reasons: those of judgements by the machine's word, those of void visits."""

    judgements: Mapping[str, Phrase]
    void: tuple[VoidPhrase, ...]
    lists: tuple[VoidPhrase, ...]
    """Why a list was not read, or not believed; the same form."""
    other: OtherPhrases

    def judged(self, reason: str) -> Phrase:
        """Give the phrase of a judgement's reason."""
        return self.judgements.get(reason, self.other.judgement)

    def voided(self, recorded: str) -> Phrase:
        """Give the phrase of a void visit's recorded reason, by the first text that it holds."""
        found = next((one for one in self.void if one.holds in recorded), None)
        if found is not None:
            return Phrase(zh=found.zh, en=found.en)
        # Machines record in English: what is not is a person's words, and stands as it is.
        own_words = bool(recorded) and not recorded.isascii()
        return Phrase(zh=recorded, en=recorded) if own_words else self.other.void

    def listed(self, recorded: str) -> str:
        """Say why a list was not read or believed: in Chinese first, the machine's words behind."""
        found = next((one.zh for one in self.lists if one.holds in recorded), "")
        return f"{found}（{recorded}）" if found else recorded
