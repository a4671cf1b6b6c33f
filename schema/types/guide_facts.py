"""What a survey proves of service guides (办事指南): elements, files, systems that answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from schema.types.file_types import FileType
from schema.types.guide import GuideReading
from schema.types.outcome import CountsAs, Outcome, PageClass


class FileState(StrEnum):
    """What one look at an offered file came to; none of them is a verdict."""

    DOWNLOADABLE = "downloadable"
    WRONG_TYPE = "wrong_type"
    """A file, but neither of the type that its name says nor of that which the server says."""
    EMPTY = "empty"
    """The answer came whole and holds nothing."""
    HTML_INSTEAD = "html_instead"
    """A page stands in the place of the file: a viewer, a notice, the homepage."""
    FAILED = "failed"
    """The first look failed (vocabulary §9: it takes two to call it dead)."""
    UNDETERMINED = "undetermined"
    """A shield, a login, a refusal, or an answer that we did not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFact:
    """One service guide that was read: its elements, and the files and systems that it names."""

    kind: Literal["guide"] = "guide"
    column_url: str
    title: str
    url: str
    guide: GuideReading


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFileFact:
    """One attachment of a guide (表格下载), looked at by its first bytes."""

    kind: Literal["guide_file"] = "guide_file"
    guide_url: str
    name: str
    url: str
    claimed: str
    """The type that its address or its name says."""
    found: FileType | None
    """What its first bytes say; None where no body came."""
    state: FileState
    outcome: Outcome
    status: int | None
    page_class: PageClass | None
    content_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSystemFact:
    """One online system (在线系统) that a guide leads to, and what one look at it counts for."""

    kind: Literal["guide_system"] = "guide_system"
    guide_url: str
    name: str
    url: str
    outcome: Outcome
    status: int | None
    page_class: PageClass | None
    counts_as: CountsAs


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidesFact:
    """How much of the guides was read: the rest may hold what nobody looked at."""

    kind: Literal["guides"] = "guides"
    read: int
    """Pages that were read as guides."""
    left: int
    """Entries of the lists of guides of which nobody knows what they hold."""
    whole: bool
    """Every list of guides was read to its end: no entry stands behind those that were seen."""
    files_left: int
    """Attachments that the guides read name, and that were not looked at."""
    systems_left: int
    """Online systems that they name, and that were not asked."""
