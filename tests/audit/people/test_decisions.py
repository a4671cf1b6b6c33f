from typing import Any

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from schema.types.casework import Act, Hold, Key
from schema.types.content import Severity
from schema.types.verdict import Verdict

EDITION = "census-2015"


def test_the_latest_word_on_a_key_stands(log: Any) -> None:
    entries = [log.entry(Act.CONFIRM), log.entry(Act.REJECT, "李四")]

    (one,) = decisions(entries, EDITION)

    assert (one.act, one.by) == (Act.REJECT, ("李四",))


def test_who_says_the_same_on_the_same_basis_joins_the_first(log: Any) -> None:
    entries = [log.entry(Act.CONFIRM), log.entry(Act.CONFIRM, "李四"), log.entry(Act.CONFIRM)]

    (one,) = decisions(entries, EDITION)

    assert one.by == ("张三", "李四")


def test_what_may_be_published_outlives_a_second_word_that_adds_nothing(log: Any) -> None:
    first = log.entry(Act.CONFIRM, body={"public": "首页有错字"})
    corrected = log.entry(Act.CONFIRM, "王五", body={"public": "首页“按装”应为“安装”"})

    (joined,) = decisions([first, log.entry(Act.CONFIRM, "李四")], EDITION)
    (newest,) = decisions([first, corrected], EDITION)

    assert (joined.by, joined.public) == (("张三", "李四"), "首页有错字")
    assert newest.public == "首页“按装”应为“安装”"


def test_one_person_under_two_spellings_is_no_second(log: Any) -> None:
    (one,) = decisions([log.entry(Act.CONFIRM), log.entry(Act.CONFIRM, "张三 ")], EDITION)

    assert one.by == ("张三",)


def test_who_confirms_another_page_starts_anew(log: Any) -> None:
    entries = [log.entry(Act.CONFIRM), log.entry(Act.CONFIRM, "李四", basis="c" * 64)]

    (one,) = decisions(entries, EDITION)

    assert one.by == ("李四",)


def test_decisions_of_another_edition_do_not_count(log: Any) -> None:
    other = log.entry(Act.CONFIRM, key=Key(edition="indicators-2019", item="V4"))

    assert decisions([other], EDITION) == ()


def test_an_amendment_carries_its_verdict_and_count(log: Any) -> None:
    (one,) = decisions([log.entry(Act.AMEND, body={"verdict": "FAIL", "units": 2})], EDITION)

    assert (one.verdict, one.units) == (Verdict.FAIL, 2)


def test_a_decision_stands_reopens_or_is_gone_by_what_is_seen_now(make: Any, log: Any) -> None:
    rows = (make.visit(), make.proposal(severity=Severity.GRAVE))
    sheet = make.sheet(*rows)
    item = next(one for one in sheet.items if one.id == "V4")
    basis = basis_of(item, "", rows)
    gone = Key(edition=EDITION, item="A2.1", cause="link:http://gone.example/")
    entries = [log.entry(Act.REJECT, basis=basis), log.entry(Act.CONFIRM, key=gone)]
    changed = (*rows, make.proposal(severity=Severity.GRAVE, cause="casino.example"))

    now = {
        one.decision.key.item: one.hold for one in held(decisions(entries, EDITION), sheet, rows)
    }
    later = held(decisions(entries[:1], EDITION), make.sheet(*changed), changed)

    assert now == {"V4": Hold.IN_FORCE, "A2.1": Hold.GONE}
    assert later[0].hold is Hold.REOPENED
    assert "已变化" in later[0].why


def stale_sheet(make: Any, log: Any, until: str, *entries: Any) -> Any:
    """Give what holds of a denial of B2.1 that was given until a day, judged on 23 November."""
    rows = (make.visit(), make.column())
    sheet = make.sheet(*rows)
    item = next(one for one in sheet.items if one.id == "B2.1")
    said = log.entry(
        Act.ACCEPT,
        key=Key(edition=EDITION, item="B2.1"),
        basis=basis_of(item, "", rows),
        body={"until": until},
    )
    (one,) = held(decisions([*entries, said], EDITION), sheet, rows)
    return one


def test_a_decision_ends_with_its_last_day_though_the_page_is_the_same(make: Any, log: Any) -> None:
    stands, over = (stale_sheet(make, log, day) for day in ("2026-11-23", "2026-11-22"))

    assert (stands.hold, stands.why) == (Hold.IN_FORCE, "页面内容未变化，有效至2026-11-23")
    assert over.hold is Hold.REOPENED
    assert "已过期（有效至2026-11-22）" in over.why


def test_who_says_again_what_was_over_says_it_alone(log: Any) -> None:
    first = log.entry(Act.REJECT, body={"until": "2026-11-24"})
    second = log.entry(Act.REJECT, "李四", body={"until": "2027-11-24"})
    (one,) = decisions([first, second], EDITION)

    assert one.by == ("李四",)
