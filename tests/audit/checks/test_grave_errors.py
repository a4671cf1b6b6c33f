from typing import Any

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
