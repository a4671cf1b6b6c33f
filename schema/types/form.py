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
    required: tuple[tuple[str, ...], ...]
    """Of each group at least one field needs a heading, or the table is not read."""
    wished: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one field should have a heading; else the person is told."""
    note_words: tuple[str, ...] = ()
    """Beginnings of rows and names of sheets that hold no register row (注：, 合计)."""
    empty_words: tuple[str, ...] = ()
    """What people write into a cell that they leave empty (无, -)."""
    headings: dict[str, tuple[str, ...]]
    words: dict[str, dict[str, tuple[str, ...]]]
    """Meaning → the words that stand for it, by word list; the first is the one that we print."""
    word_lists: dict[str, str] = {}
    """Field → the word list that closes its cells."""
