from typing import Any

import pytest

from audit.people.basis import basis_of
from audit.people.publication import PublicationState, check_publishing, publication
from schema.types.casework import Act, Key
from schema.types.errors import UsageError
from schema.types.finding import SheetItem

KEY = Key(edition="census-2015", item="V4")


@pytest.fixture
def veto(make: Any) -> SheetItem:
    return next(one for one in make.sheet(make.visit()).items if one.id == "V4")


def test_a_veto_goes_from_proposed_to_published_by_two_people(log: Any, veto: SheetItem) -> None:
    basis = basis_of(veto, "", ()) or ""
    entries: list[Any] = []
    states = [publication(entries, KEY, veto, basis).state]
    for act, by in ((Act.CONFIRM, "张三"), (Act.CONFIRM, "李四"), (Act.PUBLISH, "办公室")):
        entries.append(log.entry(act, by, basis=basis))
        states.append(publication(entries, KEY, veto, basis).state)

    assert states == list(PublicationState)


def test_one_person_twice_is_one_person(log: Any, veto: SheetItem) -> None:
    basis = basis_of(veto, "", ()) or ""
    entries = [log.entry(Act.CONFIRM, basis=basis), log.entry(Act.CONFIRM, basis=basis)]

    assert publication(entries, KEY, veto, basis).state is PublicationState.CONFIRMED_ONCE


def test_what_was_confirmed_on_another_page_does_not_count(log: Any, veto: SheetItem) -> None:
    entries = [log.entry(Act.CONFIRM), log.entry(Act.CONFIRM, "李四"), log.entry(Act.PUBLISH)]

    assert publication(entries, KEY, veto, "c" * 64).state is PublicationState.PROPOSED


def test_a_rejection_takes_a_published_veto_back(log: Any, veto: SheetItem) -> None:
    basis = basis_of(veto, "", ()) or ""
    acts = [
        (Act.CONFIRM, "张三"),
        (Act.CONFIRM, "李四"),
        (Act.PUBLISH, "办公室"),
        (Act.REJECT, "赵六"),
        (Act.CONFIRM, "张三"),
        (Act.CONFIRM, "李四"),
    ]
    entries = [log.entry(act, by, basis=basis) for act, by in acts]

    rejected = publication(entries[:4], KEY, veto, basis)
    again = publication(entries, KEY, veto, basis)

    assert rejected.state is PublicationState.PROPOSED
    assert again.state is PublicationState.CONFIRMED_TWICE


def test_publishing_is_refused_before_two_said_so_and_twice(log: Any, veto: SheetItem) -> None:
    basis = basis_of(veto, "", ()) or ""
    entries = [log.entry(Act.CONFIRM, basis=basis)]
    with pytest.raises(UsageError, match="two different people must confirm it"):
        check_publishing(veto, publication(entries, KEY, veto, basis))
    entries += [log.entry(Act.CONFIRM, "李四", basis=basis)]
    check_publishing(veto, publication(entries, KEY, veto, basis))
    entries += [log.entry(Act.PUBLISH, "办公室", basis=basis)]
    with pytest.raises(UsageError, match="published already"):
        check_publishing(veto, publication(entries, KEY, veto, basis))


def test_only_vetoes_are_published(make: Any) -> None:
    item = next(one for one in make.sheet(make.visit()).items if one.id == "A2.1")
    found = publication((), Key(edition="census-2015", item="A2.1"), item, "")

    with pytest.raises(UsageError, match="no veto"):
        check_publishing(item, found)
