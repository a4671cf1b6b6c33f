"""Requests of which each is sent once, until the site had enough of us."""

from collections.abc import Iterable

from crawler.policy.canonical import same_site
from crawler.survey.answer import Answer
from schema.types.capture import Request
from schema.types.outcome import Outcome


class SingleLooks:
    """What is still to be asked for; `own` is an address of the site that is surveyed."""

    def __init__(self, requests: Iterable[Request], own: str) -> None:
        self._waiting = {request.key: request for request in requests}
        self._own = own

    def pending(self) -> list[Request]:
        """Give what is to be asked for; empty when all is done, or the site had enough."""
        return list(self._waiting.values())

    def asked(self, key: str) -> Request | None:
        """Give the pending request of this key."""
        return self._waiting.get(key)

    def settle(self, answer: Answer) -> None:
        """Take in that a request has its answer; one that says "too often" ends them all."""
        self._waiting.pop(answer.request.key, None)
        if answer.page.outcome is Outcome.RATE_LIMITED and same_site(answer.page.url, self._own):
            self._waiting.clear()
