"""A column's list under way: one that is asked for, and the answers that it may get."""

from datetime import date
from typing import Any

from crawler.survey.answer import Answer
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.rendered import RenderBudget
from schema.types.reading import Follow, ListItem, ListState
from testkit.facts import HOME
from testkit.pages import make_answer, make_reading

COLUMN = f"{HOME}tzgg/"
TODAY = date(2026, 11, 20)
OLD = date(2024, 1, 5)
HORIZON = date(2026, 5, 20)


def make_walk(max_pages: int = 3, max_hops: int = 2, renders: int = 0) -> ListWalk:
    """Begin a list with these bounds."""
    target = ListTarget(
        name="通知公告", url=COLUMN, horizon=HORIZON, max_pages=max_pages, max_hops=max_hops
    )
    walk = ListWalk(target=target, budget=RenderBudget(left=renders))
    walk.start()
    return walk


def rows(*items: ListItem, url: str = COLUMN, **changes: Any) -> Answer:
    """Give the answer of a list with these entries."""
    reading = make_reading(url=url, list_state=ListState.READ, items=items, **changes)
    return make_answer(url, reading)


def elsewhere(url: str, to: str) -> Answer:
    """Give an answer whose rows come from another address."""
    follow = (Follow(url=to, purpose="rows"),)
    return make_answer(url, make_reading(list_state=ListState.ELSEWHERE, follow=follow))


def hop(url: str, to: str) -> Answer:
    """Give an answer that leads on to another address."""
    return make_answer(url, make_reading(follow=(Follow(url=to, purpose="hop"),)))


def asked(walk: ListWalk) -> list[str]:
    """Give the addresses that the list asks for now."""
    return [request.url for request in walk.pending]
