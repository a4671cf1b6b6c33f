from crawler.survey.home import deciding_try, own_fault_result, visit_evidence, visit_word
from schema.types.facts import VisitFact
from schema.types.outcome import CountsAs, Defect, Outcome
from testkit.facts import AT, HOME, make_site
from testkit.pages import make_answer, make_failure, make_plan

TWIN = "https://www.example.gov.cn/"


def failed(url: str, outcome: Outcome = Outcome.CONNECT_REFUSED, **changes: object):  # type: ignore[no-untyped-def] # noqa: ANN201
    from crawler.survey.answer import Answer
    from schema.types.capture import Request

    page = make_failure(url, outcome, **changes)
    return Answer(
        request=Request(url=url, purpose="visit"),
        page=page,
        reading=None,
        page_class=None,
        record=None,
    )


def test_a_twin_that_opens_makes_the_visit_opened_with_a_defect() -> None:
    tries = [failed(HOME), make_answer(TWIN, purpose="visit")]

    fact = visit_evidence(make_site(), tries, "local").fact

    assert isinstance(fact, VisitFact)
    assert fact.counts_as is CountsAs.OPENED
    assert Defect.REGISTERED_URL_WRONG in fact.defects
    assert [one.outcome for one in fact.tries] == [Outcome.CONNECT_REFUSED, Outcome.OK]


def test_a_twin_without_a_name_does_not_save_a_dead_site() -> None:
    tries = [failed(HOME), failed("http://example.gov.cn/", Outcome.DNS_NXDOMAIN, name_servers=1)]

    assert visit_word(tries, HOME) is CountsAs.FAILED
    assert deciding_try(tries, HOME) is tries[0]


def test_a_fault_of_ours_is_a_void_visit_and_nothing_else() -> None:
    result = own_fault_result(make_plan(), AT)

    facts = [one.fact for one in result.evidence]
    assert [fact.counts_as for fact in facts if isinstance(fact, VisitFact)] == [CountsAs.VOID]
    assert len(facts) == 1
