"""What a bulletin (通报) rests on, and the parts that it is put together from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit.report.honesty import Pairs
from audit.report.tables.summary import Row, SweepNumbers
from schema.types.finding import SiteResult
from schema.types.review import Recognition


class Style(StrEnum):
    """Kinds of paragraphs; the template has a paragraph style of each name."""

    BODY = "公文正文"
    SECOND = "公文二级标题"
    NOTE = "公文附注"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of a block."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """A table of the annex: headings, widths in millimetres, rows of texts."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()
    """Headings over so many columns each, from the left; an empty one: its columns have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the machine cannot know: who issues, to whom, under which number, by when."""

    issuer: str = "（发文机关）"
    number: str = "（发文字号）"
    to: str = "（主送机关）"
    region: str = ""
    period: str = ""
    """What was checked, as the title says it: 2026年第四季度."""
    deadline: str = "（整改期限）"
    issued: date | None = None
    """成文日期; None: a draft does not date itself, it stands in brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A site that a problem names, with one fact."""

    site: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFacts:
    """All that a bulletin rests on; `failing` are the rows of the last annex."""

    office: Office
    as_of: datetime
    edition_name: str
    numbers: SweepNumbers
    followed_up: Mapping[SiteResult, int]
    """What the sites that failed last time came to now (复查); empty: no earlier sweep."""
    followed_up_by_people: Mapping[Recognition, int]
    """What the sites that people failed last time come to with people now."""
    examples: Mapping[str, Sequence[Example]]
    """Item → a few sites where people confirmed it."""
    failing: tuple[Row, ...]
    """Sites that people failed, a veto by two of them; nobody else is named."""
    failing_in_all: int
    honesty: Pairs
