"""What class a column's page has whose rows came as data (JSON, XML) beside a scripts' shell."""

from collections.abc import Sequence

from crawler.survey.answer import Answer
from schema.types.outcome import PageClass
from schema.types.reading import ListState

_TOLD = frozenset({ListState.READ, ListState.EMPTY})


def class_with_data(answers: Sequence[Answer], state: ListState) -> PageClass | None:
    """Give the class of a column's first page, or `page` for a shell whose data were read.

    A browser shows the reader what the data say: such a list is as surely old, or empty, as any.
    """
    if not answers:
        return None
    shell = answers[0].page_class
    read = any(one.page_class is PageClass.NOT_HTML and one.good for one in answers[1:])
    return PageClass.PAGE if shell is PageClass.JS_REQUIRED and read and state in _TOLD else shell
