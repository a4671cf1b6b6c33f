"""Service guides (办事指南): their elements, attachments and online systems on one page."""

from dataclasses import dataclass
from enum import StrEnum

ELEMENT_SHEETS = ("census-2015", "indicators-2019")
"""The sheets whose lists of elements are known (config/reading/guide_words.toml)."""


class ElementState(StrEnum):
    """Whether a guide has an element (要素)."""

    PRESENT = "present"
    EMPTY = "empty"
    """Its heading stands there with nothing behind it: the element is missing all the same."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideElement:
    """One class of elements: what the page calls it, what it says, and where."""

    name: str
    """The scoring sheet's own word (设定依据)."""
    state: ElementState
    label: str = ""
    """The heading as the page has it."""
    text: str = ""
    """The beginning of what stands behind the heading."""
    locator: str | None = None
    vague: str = ""
    """A word that leaves open what is asked for (相关材料), where the element may not hold one."""
    sheets: tuple[str, ...] = ()
    """The editions whose list of elements names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A link to a file; `claimed` is the type that its address or its name says (`doc`)."""

    name: str
    url: str | None
    claimed: str
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineSystem:
    """A link to an online application (在线办理); `url` is None where a script leads there."""

    name: str
    url: str | None
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideReading:
    """What a service guide offers: every known class of elements once, found or not."""

    elements: tuple[GuideElement, ...]
    attachments: tuple[Attachment, ...] = ()
    systems: tuple[OnlineSystem, ...] = ()

    def missing(self, sheet: str) -> tuple[str, ...]:
        """Name the classes of an edition's list that this guide lacks."""
        return tuple(
            one.name
            for one in self.elements
            if sheet in one.sheets and one.state is not ElementState.PRESENT
        )
