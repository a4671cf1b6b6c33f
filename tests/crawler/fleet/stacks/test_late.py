"""A client stack that is made when it is first asked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.fleet.stacks.late import Late
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome

NOON = datetime(2026, 11, 29, 4, tzinfo=UTC)


@dataclass(slots=True)
class Stack:
    """A client stack that notes what is asked of it."""

    stack: str = "httpx"
    asked: list[str] = field(default_factory=list)
    closed: int = 0

    async def fetch(self, request: Request) -> Page:
        self.asked.append(request.url)
        return Page(
            url=request.url, final_url=request.url, outcome=Outcome.OK, reason="", fetched_at=NOON
        )

    async def close(self) -> None:
        self.closed += 1


async def test_nothing_is_made_for_who_never_asks() -> None:
    made: list[Stack] = []

    def make() -> Stack:
        made.append(Stack())
        return made[-1]

    late = Late("httpx", make)
    await late.close()

    assert (late.stack, made) == ("httpx", [])


async def test_one_stack_answers_all_requests_and_is_closed_once() -> None:
    made: list[Stack] = []

    def make() -> Stack:
        made.append(Stack())
        return made[-1]

    late = Late("httpx", make)
    pages = [await late.fetch(Request(url=f"http://a.gov.cn/{n}")) for n in range(2)]
    await late.close()

    assert [page.outcome for page in pages] == [Outcome.OK, Outcome.OK]
    assert [one.asked for one in made] == [["http://a.gov.cn/0", "http://a.gov.cn/1"]]
    assert made[0].closed == 1
