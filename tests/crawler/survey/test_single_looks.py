import pytest

from crawler.survey.answer import Answer
from crawler.survey.single_looks import SingleLooks
from schema.types.capture import Request
from schema.types.outcome import Outcome
from testkit.pages import make_failure

OWN = "http://www.example.gov.cn/"
REQUESTS = [Request(url=f"{OWN}{number}", purpose="link") for number in range(3)]


def answer(request: Request, url: str, outcome: Outcome) -> Answer:
    page = make_failure(url, outcome)
    return Answer(
        request=request, page=page, reading=None, page_class=None, record=None, extractor="test"
    )


def test_each_request_is_sent_once() -> None:
    looks = SingleLooks((*REQUESTS, REQUESTS[0]), OWN)
    looks.settle(answer(REQUESTS[1], REQUESTS[1].url, Outcome.RESET))

    assert looks.pending() == [REQUESTS[0], REQUESTS[2]]
    assert looks.asked(REQUESTS[1].key) is None


@pytest.mark.parametrize(("host", "left"), [(OWN, 0), ("http://www.example.org.cn/", 2)])
def test_a_site_that_had_enough_is_asked_no_more(host: str, left: int) -> None:
    looks = SingleLooks(REQUESTS, OWN)
    looks.settle(answer(REQUESTS[0], host, Outcome.RATE_LIMITED))

    assert len(looks.pending()) == left
