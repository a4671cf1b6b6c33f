from typing import Any

from schema.types.content import Severity
from schema.types.outcome import CountsAs, PageClass
from schema.types.verdict import Verdict


def test_machine_never_decides(make: Any) -> None:
    judgement = make.judge("V4", make.visit(), make.fresh_column())

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "person_only")


def test_hijacked_homepage_is_put_before_the_person(make: Any) -> None:
    visit = make.visit(page_class=PageClass.HIJACKED, counts_as=CountsAs.PERSON)
    judgement = make.judge("V4", make.visit(), visit)

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "hijacked_suspected")
    assert judgement.evidence == (visit.id,)


def test_grave_proposals_are_put_before_the_person_with_their_reasons(make: Any) -> None:
    grave, lesser = make.proposal(severity=Severity.GRAVE), make.proposal()
    judgement = make.judge("V4", make.visit(), lesser, grave)

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "content_proposed")
    assert judgement.evidence == (grave.id,)
    assert "3个链接看不见" in judgement.explanation
    assert judgement.measure["grave_proposals"] == 1
    assert judgement.measure["other_proposals"] == 1


def test_lesser_proposals_leave_the_item_as_it_was(make: Any) -> None:
    judgement = make.judge("V4", make.visit(), *(make.proposal() for _ in range(30)))

    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_PERSON, "person_only")
    assert judgement.evidence == ()


def test_no_number_of_grave_proposals_fails_a_site(make: Any) -> None:
    many = [make.proposal(severity=Severity.GRAVE, reason=f"理由{n}") for n in range(50)]
    judgement = make.judge("V4", make.visit(), *many)

    assert judgement.verdict is Verdict.NEEDS_PERSON
    assert "理由2等" in judgement.explanation
    assert "理由3" not in judgement.explanation


def test_a_hijacked_homepage_goes_before_the_proposals(make: Any) -> None:
    visit = make.visit(page_class=PageClass.HIJACKED, counts_as=CountsAs.PERSON)
    grave = make.proposal(severity=Severity.GRAVE)
    judgement = make.judge("V4", grave, visit)

    assert judgement.reason == "hijacked_suspected"
    assert judgement.evidence == (visit.id, grave.id)
