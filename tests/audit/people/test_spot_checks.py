from audit.people.spot_checks import agreed_on, last_words
from schema.types.casework import Act, Entry, Role
from schema.types.finding import SiteResult
from schema.types.ids import SiteId
from testkit.facts import AT

GOOD, BAD = SiteResult.QUALIFIED, SiteResult.UNQUALIFIED
FIRST, SECOND = SiteId(1), SiteId(2)


def said(site: SiteId, by: str, result: SiteResult) -> Entry:
    body = {"sample": "Q4", "result": result.value}
    return Entry(act=Act.CHECK, by=by, role=Role.REVIEWER, at=AT, site_id=site, body=body)


def test_a_later_word_stands_for_the_same_person_alone() -> None:
    checks = [said(FIRST, "甲", GOOD), said(FIRST, "乙", GOOD), said(FIRST, "甲", BAD)]

    assert last_words(checks) == {FIRST: {"甲": BAD, "乙": GOOD}}


def test_what_counts_is_what_all_say_who_checked_a_site() -> None:
    words = {FIRST: {"甲": BAD, "乙": GOOD}, SECOND: {"甲": GOOD, "乙": GOOD}}

    assert agreed_on(words, ()) == {SECOND: GOOD}


def test_qualified_counts_nowhere_where_people_failed_the_sheet() -> None:
    words = {FIRST: {"甲": BAD}, SECOND: {"甲": GOOD}}

    assert agreed_on(words, {FIRST, SECOND}) == {FIRST: BAD}
