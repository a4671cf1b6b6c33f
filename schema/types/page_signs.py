"""Signs that a body is no ordinary page, or of a certain kind (config/reading/page_signs.toml)."""

from pydantic import BaseModel, ConfigDict

from schema.types.outcome import PageClass


class ShieldSigns(BaseModel):
    """How a shield (防护) answers a visitor that it holds off.

    Its cookies and headers come with passed pages too, so they count only beside one of `statuses`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    marks: tuple[str, ...] = ()
    """Pieces of markup, any of which is enough on a page that says almost nothing."""
    titles: tuple[str, ...] = ()
    """Beginnings of the page's title."""
    statuses: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    """Pieces of a header line (`name: value`, lower case), any of which is enough with a status."""
    under_error: tuple[str, ...] = ()
    """Words that are enough in a short body under an error status, and too common elsewhere."""


class ClassWords(BaseModel):
    """Words that give a short page its class, in its title or in its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page_class: PageClass
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class WholePage(BaseModel):
    """What a body needs to be a page under an error status: a navigation, or links and text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    navigation: int
    """Links that are a navigation, whatever else is there."""
    links: int
    """Links that are enough beside `characters` of visible text."""
    characters: int


class PageSigns(BaseModel):
    """All signs, in the order in which they are looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shields: tuple[ShieldSigns, ...]
    words: tuple[ClassWords, ...]
    whole_page: WholePage
    foreign_words: tuple[str, ...]
    """Words of gambling pages; two of them in the title and its tags show a hijacked site."""
    shell_marks: tuple[str, ...]
    """Pieces of markup of a page that scripts fill."""
    guide_labels: tuple[str, ...]
    """Headings of a service guide (办事指南)."""
