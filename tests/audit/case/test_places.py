from dataclasses import replace
from typing import Any

from audit.case.places import problems
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence
from schema.types.finding import Finding
from schema.types.verdict import Verdict
from testkit.side_facts import make_link


def finding_of(make: Any, name: str, *rows: Evidence) -> Finding:
    sheet = make.sheet(make.visit(), *rows)
    return next(one.finding for one in sheet.items if one.id == name)


def empty_columns(make: Any, count: int) -> list[Evidence]:
    return [
        make.empty_column(f"k{n}/", at, name=f"栏目{n}")
        for n in range(count)
        for at in (None, make.later())
    ]


def test_a_failed_count_has_each_column_as_one_place_at_its_own_address(make: Any) -> None:
    places = problems(finding_of(make, "V3c", *empty_columns(make, 12)))

    assert [one.cause for one in places] == [f"column:{make.home}k{n}/" for n in range(12)]
    assert [one.url for one in places] == [f"{make.home}k{n}/" for n in range(12)]
    assert {one.note for one in places} == {"空白栏目"}


def test_a_place_stands_under_the_newest_look_at_its_column(make: Any) -> None:
    rows = empty_columns(make, 5)
    (first, *_) = problems(finding_of(make, "V3c", *rows))

    assert (first.evidence, first.at) == (rows[1].id, make.later())


def test_a_stale_column_says_what_was_newest(make: Any) -> None:
    stale = [make.column(f"c{n}/", items=(make.item(550),)) for n in range(5)]
    notes = {one.note for one in problems(finding_of(make, "V3a", *stale))}

    assert notes == {f"最新信息日期{make.item(550).date.value.isoformat()}"}


def test_columns_that_are_only_listed_are_no_places(make: Any) -> None:
    stale = [make.column(f"c{n}/") for n in range(10)]
    listed = [make.column(f"f{n}/", column_class=ColumnClass.FINANCE) for n in range(3)]
    finding = finding_of(make, "V3b", *stale, *listed)

    assert finding.verdict is Verdict.FAIL
    assert [one.url for one in problems(finding)] == [f"{make.home}c{n}/" for n in range(10)]
    assert [one.url for one in finding.listed] == [f"{make.home}f{n}/" for n in range(3)]
    assert not {one.id for one in listed} & set(finding.evidence)


def test_a_count_that_is_open_has_no_places(make: Any) -> None:
    assert problems(finding_of(make, "V3c", make.empty_column("k/"))) == ()


def test_letters_without_a_page_are_told_apart_by_their_day(make: Any) -> None:
    letters = [
        make.letter(days, at, url=None, title="路灯")
        for days in (150, 160)
        for at in (None, make.later())
    ]
    finding = finding_of(make, "V5", make.mailbox(), *letters)

    assert finding.verdict is Verdict.FAIL
    assert len(problems(finding)) == finding.measure["proved"] == 2


def test_places_of_one_cause_are_one_place(make: Any) -> None:
    finding = finding_of(make, "A2.1", *make.twice(make_link()))
    doubled = replace(finding, places=(*finding.places, *finding.places))

    assert len(doubled.places) == 2
    assert len(problems(doubled)) == 1


def test_a_place_counts_all_its_times_and_keeps_its_rank(make: Any) -> None:
    finding = finding_of(make, "A2.1", *make.twice(make_link()))
    (place,) = finding.places
    more = (place, replace(place, cause="other"), replace(place, times=3))

    assert [one.times for one in problems(replace(finding, places=more))] == [3, 1]
