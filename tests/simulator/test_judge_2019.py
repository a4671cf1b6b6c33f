"""The derivation of the vetoes of 2019 on records made by hand."""

from datetime import date
from typing import Any

import pytest

from simulator.facts import ColumnFact, LetterFact, SiteFacts
from simulator.faults.content import BARE
from simulator.judge import Verdict, WeekWords
from simulator.judge_2019 import classes_lacking, judge_2019
from simulator.model import ColumnClass, Form, Reply
from testkit.judged_site import DAY, column, site

OLD = date(2024, 1, 5)
ANSWERED = LetterFact(title="t", path="/l", asked=DAY, replied=DAY, reply=Reply.ANSWERED)
WAITING = LetterFact(
    title="t", path="/w", asked=date(2026, 6, 1), replied=None, reply=Reply.WAITING
)
EITHER = frozenset({"NEEDS_PERSON", "UNDETERMINED"})


def verdict(facts: SiteFacts, item: str, *, twice: bool = False) -> Verdict:
    return judge_2019(facts, twice=twice)[item]


def old(kind: ColumnClass, level: int, count: int) -> list[ColumnFact]:
    return [column(kind, OLD, level=level)] * count


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        pytest.param(old(ColumnClass.POLICY, 1, 5), "FAIL", id="five of the first level"),
        pytest.param(
            old(ColumnClass.POLICY, 1, 4) + old(ColumnClass.NOTICE, 2, 3), "PASS", id="four of it"
        ),
        pytest.param(old(ColumnClass.NEWS, 2, 5), "FAIL", id="news of any level"),
    ],
)
def test_notices_and_documents_count_on_the_first_level_alone(
    columns: list[ColumnFact], word: str
) -> None:
    assert verdict(site(*columns), "W4.1").word == word


@pytest.mark.parametrize("changes", [{"menu_readable": False}, {"home_readable": False}])
def test_who_cannot_read_the_menu_does_not_know_the_level(changes: dict[str, bool]) -> None:
    found = verdict(site(*old(ColumnClass.POLICY, 1, 5), **changes), "W4.1")

    assert found.word == "UNDETERMINED"
    assert set(found.also) == {"FAIL", "NEEDS_PERSON"}


def test_five_old_columns_of_news_need_no_menu() -> None:
    found = verdict(site(*old(ColumnClass.NEWS, 1, 5), menu_readable=False), "W4.1")

    assert (found.word, found.also) == ("FAIL", ())


def test_a_site_without_a_channel_is_a_persons_question_and_never_the_machines_veto() -> None:
    found = verdict(site(column(ColumnClass.NEWS)), "W5.1", twice=True)

    assert {found.word, *found.also} == EITHER


@pytest.mark.parametrize(
    ("changes", "letters", "also"),
    [
        pytest.param({}, (ANSWERED,), set(), id="with letters"),
        pytest.param({}, (), EITHER, id="without letters"),
        pytest.param({"form": Form.OFFSITE}, (ANSWERED,), EITHER, id="on another host"),
        pytest.param({"word": "unreadable"}, (ANSWERED,), EITHER, id="behind a script"),
    ],
)
def test_a_mailbox_is_a_channel_and_whether_it_is_effective_may_be_asked(
    changes: dict[str, Any], letters: tuple[LetterFact, ...], also: set[str]
) -> None:
    box = column(ColumnClass.CONSULT, **{"form": Form.MAILBOX, **changes})

    found = verdict(site(box, letters=letters), "W5.1")

    assert (found.word, set(found.also)) == ("PASS", also)


def test_an_unanswered_letter_is_the_second_part_of_w5() -> None:
    facts = site(column(ColumnClass.CONSULT, form=Form.MAILBOX), letters=(WAITING,))

    assert verdict(facts, "W5.2").word == "NEEDS_PERSON"
    assert verdict(facts, "W5.2", twice=True).word == "FAIL"
    assert verdict(facts, "W5.1", twice=True).word == "PASS"


@pytest.mark.parametrize(
    ("guides", "parts", "words"),
    [
        pytest.param(5, None, {"PASS"}, id="five in order"),
        pytest.param(4, None, {"PASS", "UNDETERMINED"}, id="fewer than a sample"),
        pytest.param(6, BARE, EITHER, id="all lack four classes and more"),
        pytest.param(0, None, EITHER, id="no service at all"),
    ],
)
def test_w6_samples_guides(guides: int, parts: frozenset[str] | None, words: set[str]) -> None:
    columns = [column(ColumnClass.GUIDE, rows=guides)] if guides else []
    changes = {} if parts is None else {"guide_parts": parts}

    found = verdict(site(*columns, **changes), "W6")

    assert {found.word, *found.also} == words


def test_guides_behind_a_script_are_unread() -> None:
    found = verdict(site(column(ColumnClass.GUIDE, word="unreadable", rows=0)), "W6")

    assert found.word == "UNDETERMINED"
    assert "FAIL" not in found.also


def test_the_provinces_guides_lack_the_office_and_the_telephone() -> None:
    assert classes_lacking(site().guide_parts) == 2
    assert classes_lacking(frozenset()) == 10
    assert classes_lacking(BARE) == 4


def test_new_media_are_no_business_of_a_websites_sheet() -> None:
    found = judge_2019(site(robots_closed=True))

    assert {found[item].word for item in ("M1", "M2", "M3")} == {"NOT_APPLICABLE"}


def test_nothing_but_the_week_is_known_behind_a_dead_front() -> None:
    week = WeekWords(
        veto=Verdict(word="FAIL", why="w"), share=Verdict(word="UNDETERMINED", why="w")
    )

    found = judge_2019(site(column(ColumnClass.NEWS, OLD), readable=False), week=week, twice=True)

    assert found["W2"] is week.veto
    assert {found[item].word for item in ("W3", "W4.1", "W4.2", "W4.3", "W5.1", "W5.2", "W6")} == {
        "UNDETERMINED"
    }


def test_an_auditor_that_obeys_robots_txt_may_abstain_from_everything() -> None:
    closed = judge_2019(site(column(ColumnClass.NEWS), robots_closed=True))

    assert all(EITHER & {one.word, *one.also} for item, one in closed.items() if item[0] == "W")
