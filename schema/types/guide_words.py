"""Headings of service guides and words of their links (config/reading/guide_words.toml)."""

from pydantic import BaseModel, ConfigDict


class ElementWords(BaseModel):
    """One class of elements (要素) with the headings that stand for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sheets: tuple[str, ...] = ()
    """Editions that list it."""
    labels: tuple[str, ...]
    by_title: bool = False
    """The page's own title says it where no heading does (事项名称)."""
    by_picture: bool = False
    """A picture may say it (流程图)."""
    of_guides: bool = False
    """Guides alone have it: notices tell places, times and telephones too."""
    vague: tuple[str, ...] = ()
    """Words that leave open what is asked for."""


class SheetPoints(BaseModel):
    """What an edition takes off for missing elements, for the explanation alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    name: str
    rule: str
    """The rule in one sentence, with its points."""
    source: str


class GuideWords(BaseModel):
    """All words of service guides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: tuple[ElementWords, ...]
    points: tuple[SheetPoints, ...]
    other_labels: tuple[str, ...]
    """Headings of other parts: what stands before them ends there."""
    suffixes: tuple[str, ...]
    """What a heading may go on with (一览表)."""
    blanks: tuple[str, ...]
    """What says that nothing is said (暂无)."""
    column_heads: tuple[str, ...]
    """Heads of a table's columns, which are no content by themselves (序号, 份数)."""
    plain_titles: tuple[str, ...]
    """Titles that name no matter (办事指南)."""
    guide_titles: tuple[str, ...]
    """What the title of a guide ends in, whatever the matter."""
    ends: tuple[str, ...]
    """Words of a page's foot: the guide is over."""
    online: tuple[str, ...]
    """Names of links to online systems."""
