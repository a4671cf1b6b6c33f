"""The five words of a verdict, and how they stand on a screen (vocabulary §1)."""

from enum import StrEnum


class Verdict(StrEnum):
    """Verdict of one item of a scoring sheet."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    UNDETERMINED = "UNDETERMINED"
    NEEDS_PERSON = "NEEDS_PERSON"

    def word(self, kind: str) -> str:
        """Give the official word for an item of a kind: what fails is 单项否决 in a veto item.

        A bonus item that is met gives points, it takes none.
        """
        return _FAILED[kind] if self is Verdict.FAIL else _WORDS[self]

    @property
    def decided(self) -> bool:
        """Tell whether the machine says yes or no."""
        return self in {Verdict.PASS, Verdict.FAIL}


_FAILED = {"veto": "单项否决", "deduct": "扣分", "bonus": "加分"}
_WORDS = {
    Verdict.PASS: "达标",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNDETERMINED: "无法判定",
    Verdict.NEEDS_PERSON: "待人工复核",
}
