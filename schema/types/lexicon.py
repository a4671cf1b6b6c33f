"""The words that the readers go by: data from config/reading, one part a file."""

from pydantic import BaseModel, ConfigDict

from schema.types.activity_words import ActivityWords
from schema.types.column_names import ColumnNames
from schema.types.content_words import ContentWords
from schema.types.date_words import DateWords
from schema.types.file_types import FileTypes
from schema.types.guide_words import GuideWords
from schema.types.letter_words import LetterWords
from schema.types.list_words import ListWords
from schema.types.page_signs import PageSigns


class Lexicon(BaseModel):
    """All words of the readers; all field names but the last are the names of the files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date_words: DateWords
    page_signs: PageSigns
    column_names: ColumnNames
    letter_words: LetterWords
    list_words: ListWords
    activity_words: ActivityWords
    guide_words: GuideWords
    file_types: FileTypes
    content_words: ContentWords
    traditional: "Lexicon | None" = None
    """The same with the traditional spellings beside them, for pages that are written so."""
