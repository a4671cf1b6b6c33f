import errno

import pytest

from crawler.fleet.stacks.hop import Hop, HopFailed, Lent, Progress, conclude, outcome_of_errno
from crawler.policy.framing import Framing, Head
from schema.types.outcome import Outcome

HEAD = Head(
    status=200, version="1.1", headers=(), raw=b"", framing=Framing.NONE, length=None,
    reusable=False,
)  # fmt: skip


class Owner:
    stack = "aiohttp"

    def __init__(self) -> None:
        self.closed = False
        self.sent: list[Hop] = []

    async def send(self, hop: Hop, _progress: Progress) -> Head:
        self.sent.append(hop)
        return HEAD

    async def close(self) -> None:
        self.closed = True


async def test_a_stack_that_is_lent_sends_and_stays_open() -> None:
    owner = Owner()
    lent = Lent(owner)

    await lent.close()

    assert (lent.stack, owner.closed) == ("aiohttp", False)


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        (errno.ECONNREFUSED, Outcome.CONNECT_REFUSED),
        (errno.EMFILE, Outcome.OWN_FAULT),
        (errno.ENETUNREACH, Outcome.NO_ROUTE),
        (errno.EDOM, None),
    ],
)
def test_what_the_system_says_has_its_word(number: int, outcome: Outcome | None) -> None:
    assert outcome_of_errno(OSError(number, "said")) is outcome


def test_a_connection_without_an_answer_is_a_reset() -> None:
    with pytest.raises(HopFailed) as failed:
        conclude(Progress())

    assert failed.value.outcome is Outcome.RESET
