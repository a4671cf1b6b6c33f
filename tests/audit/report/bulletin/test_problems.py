from typing import Any

import pytest

from audit.report.bulletin.facts import BulletinFacts, Example, Office, Style
from audit.report.bulletin.problems import chinese_number, told_problems
from audit.sweep.rates import ItemTally, Tally
from audit.sweep.recognised import ItemByPeople
from schema.types.verdict import Verdict
from testkit.outcomes import RULES, make_numbers
from testkit.sheets import AS_OF


def facts(**changes: Any) -> BulletinFacts:
    values: dict[str, Any] = {
        "office": Office(),
        "as_of": AS_OF,
        "edition_name": "全国政府网站普查评分表（2015年）",
        "numbers": make_numbers(),
        "followed_up": {},
        "followed_up_by_people": {},
        "examples": {"V2": [Example(site=f"站{n}", fact=f"无更新{n}个。") for n in range(5)]},
        "failing": (),
        "failing_in_all": 0,
        "honesty": (),
    }
    return BulletinFacts(**{**values, **changes})


def test_each_problem_has_a_heading_peoples_count_three_names_and_the_machines_count() -> None:
    told = told_problems(facts())

    assert [one.text for one in told if one.style is Style.SECOND] == [
        "（一）网站不更新（V2）。",
        "（二）首页栏目（B1）。",
    ]
    assert told[1].text == (
        "经人工认定，1个网站存在这一问题，占适用网站的10.0%，构成单项否决（均经两人复核确认）。"
        "如“站0”，无更新0个。如“站1”，无更新1个。如“站2”，无更新2个。"
        "机器判定存在这一问题2个，待人工复核1个。"
    )


def test_problem_that_nobody_confirmed_is_the_machines_alone() -> None:
    told = told_problems(facts())

    assert told[3].text == (
        "尚无经人工认定存在这一问题的网站。机器判定存在这一问题2个，待人工复核1个，认定不存在1个。"
    )


@pytest.mark.parametrize(
    ("vetoed", "said"),
    [
        (0, "3个网站存在这一问题，占适用网站的30.0%，按指标扣分。"),
        (2, "其中2个另有单项否决，不再评分，其余按指标扣分。"),
        (3, "3个网站存在这一问题，占适用网站的30.0%，均另有单项否决，不再评分。"),
    ],
)
def test_no_points_are_said_to_be_taken_of_a_vetoed_site(vetoed: int, said: str) -> None:
    tally = ItemTally(
        item="B1",
        verdicts={Verdict.FAIL: 3, Verdict.PASS: 7},
        people=ItemByPeople(problem=3, vetoed=vetoed),
    )
    told = told_problems(facts(numbers=make_numbers(items=((RULES[2], tally),))))

    assert said in told[1].text


def test_nothing_proved_is_said() -> None:
    (only,) = told_problems(facts(numbers=make_numbers(items=())))

    assert only.text == "本次检查没有证实的问题。"


def test_where_nothing_was_checked_no_absence_of_problems_is_claimed() -> None:
    nobody = make_numbers(items=(), whole=Tally(registered=11, running=10))

    (only,) = told_problems(facts(numbers=nobody))

    assert only.text == "本次没有网站得到检查结果，有无问题不能说明。"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_headings_are_numbered_in_chinese(number: int, said: str) -> None:
    assert chinese_number(number) == said
