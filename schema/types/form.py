"""An official table as data: its fields, their headings, and the words of its cells."""

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """One form edition; the first heading of a field is the one that we print."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: str
    edition: str
    recognised_by: tuple[str, ...]
    """A header row with any of these fields, and most of its cells known, is this form's."""
    headings: dict[str, tuple[str, ...]]
    words: dict[str, dict[str, tuple[str, ...]]]
    """Meaning → the words that stand for it, by field."""
