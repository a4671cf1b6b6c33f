"""What a survey knows without a fetch: the pages that it has, and what robots.txt forbids."""

from collections.abc import KeysView
from dataclasses import replace
from datetime import datetime

from crawler.policy.canonical import normalised
from crawler.survey.answer import Answer, read_answer
from crawler.survey.robots_book import RobotsBook
from schema.types.capture import Page, Request
from schema.types.lexicon import Lexicon


class KnownAnswers:
    """The answers of one survey, by what was asked for."""

    def __init__(self, robots: RobotsBook, lexicon: Lexicon) -> None:
        self._robots = robots
        self._lexicon = lexicon
        self._answers: dict[str, Answer] = {}

    def take(self, answer: Answer) -> None:
        """Remember an answer that came."""
        self._answers[answer.request.key] = answer

    def keys(self) -> KeysView[str]:
        """Give the keys of the requests that have an answer."""
        return self._answers.keys()

    def of(self, request: Request, at: datetime) -> Answer | None:
        """Give the answer to a request that needs no fetch; None: it must be sent.

        `at` is the time of the survey, for what was never fetched.
        """
        seen = self._answers.get(request.key)
        if seen is not None:
            return replace(seen, request=request)
        refused = self._robots.refused(request)
        if refused is None:
            return None
        outcome, sentence = refused
        page = Page(
            url=request.url,
            final_url=request.url,
            outcome=outcome,
            reason=sentence,
            fetched_at=at,
        )
        return read_answer(request, page, None, self._lexicon)

    def text_at(self, url: str | None) -> str | None:
        """Give the digest of the article at this address, whatever it was asked for."""
        written = (url, normalised(url)) if url else ()
        found = (self._answers.get(Request(url=one).key) for one in written if one)
        return next((answer.text for answer in found if answer is not None), None)
