from decimal import Decimal

import pytest

from audit.report.tables.shapes import FAILING, SITES, WAITING
from audit.report.tables.summary import (
    failing_row,
    is_failing,
    is_waiting,
    main_problems,
    number_tables,
    place_words,
    rate_words,
    short_name,
    site_row,
    waiting_row,
)
from audit.sweep.rates import Tally
from audit.sweep.recognised import SitesByPeople
from audit.sweep.trends import TrendPoint
from audit.sweep.waiting import review_or_none
from schema.types.ids import SweepId
from testkit.outcomes import RULES, make_numbers, make_outcome
from testkit.reviews import make_review
from testkit.sheets import AS_OF


def test_every_row_has_one_value_a_column() -> None:
    tables = number_tables(make_numbers())

    assert {len(row) - len(one.shape.fields) for one in tables for row in one.rows} == {0}
    assert len(site_row(1, make_outcome(), make_review(), ())) == len(SITES.fields)
    assert len(failing_row(1, make_outcome(), make_review(), RULES)) == len(FAILING.fields)
    assert len(waiting_row(1, make_outcome(), make_review(), RULES)) == len(WAITING.fields)


def test_last_row_of_the_places_is_the_sum() -> None:
    divisions, strata, *_ = number_tables(make_numbers())
    total = (
        "合计", 11, 10, 10, Decimal("100.0"), 6, 2, 2, 2, Decimal("60.0"), Decimal("80.0"),
        2, 1, 1, 4, 0, 3, Decimal("20.0"), Decimal("90.0"),
    )  # fmt: skip

    assert divisions.rows[-1] == total
    assert strata.rows[-1] == total


def test_problem_says_on_how_many_sites_it_is_proved() -> None:
    problems = number_tables(make_numbers())[2]

    assert problems.rows[0] == (
        "V2", "网站不更新", "单项否决", 2, 8, 0, 0, 0, Decimal("20.0"), 1, 0, 1, Decimal("10.0"),
    )  # fmt: skip


def test_machines_and_peoples_columns_stand_side_by_side_under_their_own_names() -> None:
    divisions, _, problems, *_ = number_tables(make_numbers())

    for table in (divisions, problems):
        counted = [head for head in table.shape.heads if "：" in head]
        assert {head.partition("：")[0] for head in counted} == {"机器判定", "人工认定"}
    assert "合格数" not in divisions.shape.heads


def test_agreement_is_said_by_item_with_its_interval() -> None:
    concord = number_tables(make_numbers())[4]

    assert concord.rows == [
        ("V2", "网站不更新", 4, 3, 0, 1, Decimal("75.0"), Decimal("30.1"), Decimal("95.4"), 2)
    ]


def test_only_running_sites_that_people_failed_are_listed_as_failing() -> None:
    waiting = review_or_none(make_outcome(waiting=("V2",)), None)

    assert is_failing(make_outcome(), make_review())
    assert not is_failing(make_outcome(running=False), make_review())
    assert not is_failing(make_outcome(result=None), make_review())
    assert not is_failing(make_outcome(), waiting)
    assert is_waiting(make_outcome(), waiting)


def test_site_that_the_machine_alone_fails_waits_with_the_machines_words() -> None:
    one = make_outcome(waiting=("V2", "V4"))
    row = waiting_row(1, one, review_or_none(one, None), RULES)

    assert row[5:] == ("不合格", "网站不更新（V2）：首页栏目均无更新，构成单项否决。", "V2、V4")


def test_line_of_a_site_tells_people_apart_from_the_machine() -> None:
    one = make_outcome()

    assert site_row(1, one, make_review(), ())[7:] == (
        "不合格",
        None,
        None,
        "V2",
        "不合格",
        "V2",
        "",
    )
    assert site_row(1, make_outcome(result=None), make_review(), ())[11] is None


def test_vetoes_go_before_points_in_the_reasons_of_a_failing_site() -> None:
    failed = {"B1": "少于10条", "V3a": "已达5个"}

    assert main_problems(failed, None, RULES) == "栏目不更新（V3a）：已达5个"
    assert (
        main_problems({"B1": "少于10条"}, Decimal("52.40"), RULES) == "得分不高于52.4分：首页栏目"
    )


def test_place_is_named_once() -> None:
    assert place_words(make_outcome()) == "湖南省长沙市示例县"
    assert place_words(make_outcome(province="北京市", city="北京市")) == "北京市示例县"


@pytest.mark.parametrize(
    ("good", "still_open", "said"), [(10, 0, "100.0%"), (5, 5, "50.0%至100.0%"), (0, 0, "—")]
)
def test_rate_is_one_number_where_nothing_is_open(good: int, still_open: int, said: str) -> None:
    tally = Tally(qualified=good, undetermined=still_open)

    assert rate_words(tally.lowest, tally.highest) == said


def test_name_of_an_item_is_said_without_its_part() -> None:
    assert short_name("栏目不更新（1）：规定时限内未更新") == "栏目不更新"
    assert short_name("链接可用性：首页") == "链接可用性"


def test_trend_has_people_beside_the_machine_and_empty_cells_where_they_were_not_counted() -> None:
    people = SitesByPeople(qualified=2, unqualified=1, vetoed=1, waiting=1)
    tally = Tally(qualified=3, unqualified=1, people=people)
    old, new = (
        TrendPoint(sweep=SweepId(n), as_of=AS_OF, tally=tally, by_people=n == 2) for n in (1, 2)
    )
    table = next(
        one for one in number_tables(make_numbers(trend=(old, new))) if one.shape.title == "趋势"
    )
    first, second = (dict(zip(table.shape.heads, row, strict=True)) for row in table.rows)

    assert first["机器判定：合格数"] == second["机器判定：合格数"] == 3
    assert [second[f"人工认定：{name}数"] for name in ("合格", "不合格", "待复核")] == [2, 1, 1]
    assert second["人工认定：合格率下限%"] == Decimal("50.0")
    assert {value for head, value in first.items() if head.startswith("人工认定")} == {None}
