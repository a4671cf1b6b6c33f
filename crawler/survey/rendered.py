"""Which pages a browser is asked to show, and what what it shows is worth."""

from dataclasses import dataclass, replace

from crawler.survey.answer import Answer
from schema.types.capture import RENDER, Request
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState

_SHOWABLE = {PageClass.PAGE, PageClass.JS_REQUIRED}
"""Never a shield: a browser is not used to pass one (cms-patterns §7)."""
_UNSEEN = {ListState.UNREADABLE, ListState.ELSEWHERE}


@dataclass(slots=True, kw_only=True)
class RenderBudget:
    """How many pages of a site may still be shown."""

    left: int

    def ask(self, answer: Answer) -> Request | None:
        """Give the request that shows a page; None where that is no use or no more allowed."""
        if self.left <= 0 or not is_showable(answer):
            return None
        self.left -= 1
        return Request(url=answer.page.final_url, purpose=RENDER)


def is_showable(answer: Answer) -> bool:
    """Tell whether a page came that scripts would go on with."""
    came = answer.page.outcome in {Outcome.OK, Outcome.OK_TRUNCATED} and not answer.page.rendered
    return came and answer.request.method == "GET" and answer.page_class in _SHOWABLE


def lacks_its_list(answer: Answer, state: ListState) -> bool:
    """Tell whether a column's rows stayed unseen because scripts would make them."""
    return answer.page_class is PageClass.JS_REQUIRED or state in _UNSEEN


def shown(answer: Answer) -> bool:
    """Tell whether a browser made a page of it.

    A page of which it was not given everything may leave out what is there; nothing is read in it.
    """
    page = answer.page
    whole = page.rendered and page.outcome is Outcome.OK
    return whole and answer.page_class in {PageClass.PAGE, PageClass.MOVED}


def without_emptiness(answer: Answer) -> Answer:
    """Say of a list that was rendered without a row that it is unreadable.

    A script that got no data, or data that it did not understand, says 暂无数据 too.
    """
    reading = answer.reading
    if reading is None or reading.list_state is not ListState.EMPTY:
        return answer
    return replace(answer, reading=replace(reading, list_state=ListState.UNREADABLE))
