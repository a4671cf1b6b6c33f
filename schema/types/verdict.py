"""The five words of a verdict, and how they stand on a screen (vocabulary §1)."""

from enum import StrEnum


class Verdict(StrEnum):
    """Verdict of one item of a scoring sheet."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    UNDETERMINED = "UNDETERMINED"
    NEEDS_PERSON = "NEEDS_PERSON"

    @property
    def chinese(self) -> str:
        """Give the official word; a failed veto item is 单项否决, see the sheet."""
        return _CHINESE[self]

    @property
    def decided(self) -> bool:
        """Tell whether the machine says yes or no."""
        return self in {Verdict.PASS, Verdict.FAIL}


_CHINESE = {
    Verdict.PASS: "达标",
    Verdict.FAIL: "扣分",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNDETERMINED: "无法判定",
    Verdict.NEEDS_PERSON: "待人工复核",
}
