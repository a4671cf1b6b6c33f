from typing import Any

import pytest

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from audit.people.self_check import Compared, ComparedItem, SelfCheck, compare
from audit.people.self_check_rows import read_self_check
from config.casework_files import load_self_check_words
from schema.forms.grid import read_sheets
from schema.types.casework import Act, Key
from schema.types.rulepack import Trait
from testkit.side_facts import make_link

HEAD = "二级指标,考察点,是否完成指标,问题整改对策\n"
WORDS = load_self_check_words()


class Site:
    """A site with one dead link on its home page (A2.1), and what people say of it."""

    def __init__(self, make: Any, log: Any) -> None:
        self.pack, self.log = make.pack, log
        self.rows = (make.visit(), make.fresh_column("a/"), *make.twice(make_link()))
        self.sheet = make.sheet(*self.rows)
        self.entries: list[Any] = []

    def say(self, act: Act, item: str, **body: Any) -> None:
        row = next(one for one in self.sheet.items if one.id == item)
        key = Key(edition=self.pack.edition, item=item)
        basis = basis_of(row, "", self.rows)
        self.entries.append(self.log.entry(act, key=key, basis=basis, body=body))

    def compare(self, text: str) -> SelfCheck:
        found = held(decisions(self.entries, self.pack.edition), self.sheet, self.rows)
        traits = frozenset({Trait.OTHER, Trait.SERVICES})
        human = human_sheet(self.sheet, self.pack, found, traits)
        read = read_self_check("x", read_sheets("x", (HEAD + text).encode()), WORDS)
        return compare(read, self.sheet, human, WORDS)

    def result(self, text: str, item: str = "A2.1") -> ComparedItem:
        return next(one for one in self.compare(text).items if one.item == item)


@pytest.fixture
def site(make: Any, log: Any) -> Site:
    return Site(make, log)


def test_answers_are_compared_with_the_machine_item_by_item(site: Site) -> None:
    text = "链接可用性：首页,,是,\nV4,严重错误,是,\n不存在的指标,,是,\n"
    found = site.compare(text)
    results = {one.item: one.result for one in found.items}

    assert (results["A2.1"], results["V4"]) == (Compared.GRAVE, Compared.OPEN)
    assert [(row.name, row.where, row.subject_at) for row in found.strange] == [
        ("不存在的指标", 4, "A4")
    ]
    assert list(results) == [one.id for one in site.sheet.items]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("严重错误,,是,\n", Compared.MISSING),
        ("链接可用性,首页,,\n", Compared.MISSING),
        ("链接可用性,首页,,\n不知何物,,,\n", Compared.MISSING),
        ("链接可用性,首页的那些,是,\n", Compared.UNMATCHED),
        ("链接可用性,首页的那些,maybe,\n", Compared.UNMATCHED),
        ("链接可用性,首页,maybe,\n", Compared.UNCLEAR),
        ("链接可用性,首页,是的,\n", Compared.GRAVE),
        ("链接可用性,首页,maybe,\nA2.1,,是,\n", Compared.UNCLEAR),
        ("链接可用性,首页,不适用,\n", Compared.EXCUSED),
        ("链接可用性,首页,否,已联系修复\n", Compared.AGREES),
        ("链接可用性,,是,\n", Compared.GRAVE),
        ("链接可用性,,否,\n", Compared.AGREES),
    ],
)
def test_nothing_is_held_against_an_office_that_was_not_understood(
    site: Site, text: str, result: Compared
) -> None:
    assert site.result(text).result is result


def test_what_is_not_understood_is_told_with_its_cell(site: Site) -> None:
    (row,) = site.result("链接可用性,首页,maybe,\n").unclear

    assert (row.answer_at, row.said) == ("C2", "maybe")


def test_what_people_rejected_is_no_grave_error(site: Site) -> None:
    before = site.result("A2.1,,是,\n")
    site.say(Act.REJECT, "A2.1")
    after = site.result("A2.1,,是,\n")

    assert (before.result, before.by_people) == (Compared.GRAVE, False)
    assert (after.result, after.by_people) == (Compared.AGREES, True)


def test_a_veto_that_one_person_alone_confirmed_is_held_against_nobody(site: Site) -> None:
    site.say(Act.CONFIRM, "V4")

    assert site.result("V4,,是,\n", "V4").result is Compared.OPEN


def test_a_no_of_several_items_is_no_stricter_than_what_is_known_of_all(site: Site) -> None:
    assert site.result("基本信息,动态、要闻类,否,\n", "B2.1").result is Compared.STRICTER
    assert site.result("基本信息,,否,\n", "B2.1").result is Compared.OPEN


def test_a_row_on_one_item_says_more_than_one_on_its_whole_indicator(site: Site) -> None:
    text = "链接可用性,首页和其他页面的链接,是,\n链接可用性,首页,否,\n"

    assert site.result(text).result is Compared.AGREES


def test_a_bonus_is_no_problem_and_need_not_be_claimed(make_2019: Any, log: Any) -> None:
    site = Site(make_2019, log)
    site.say(Act.AMEND, "B1", verdict="FAIL", units=2)

    for text in ("加分,信息发布,是,\n", "加分,信息发布,否,\n", "W3,,是,\n"):
        assert site.result(text, "B1").result is Compared.BONUS


def test_measures_stand_beside_the_answer(site: Site) -> None:
    assert site.result("A2.1,,否,已联系修复\n").measures == "已联系修复"
