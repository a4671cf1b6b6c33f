"""Read a page as what it lets the public take part in: a consultation, else an interview."""

from crawler.extract.activities.consultation import read_consultation
from crawler.extract.activities.interview import read_interview
from crawler.extract.articles.published import DatedPage
from schema.types.activity import Activity
from schema.types.lexicon import Lexicon


def read_activity(page: DatedPage, url: str | None, lexicon: Lexicon) -> Activity | None:
    """Read a page as a consultation (征集), else as an interview (访谈); None for any other."""
    words = lexicon.activity_words
    for read in (read_consultation, read_interview):
        activity = read(page.layout, title=page.title, url=url, words=words)
        if activity is not None:
            return activity
    return None
