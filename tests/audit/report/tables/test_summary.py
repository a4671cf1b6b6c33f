from decimal import Decimal

import pytest

from audit.rates import Tally
from audit.report.tables.shapes import FAILING, SITES
from audit.report.tables.summary import (
    failing_row,
    fails,
    main_problems,
    number_tables,
    place_words,
    rate_words,
    short_name,
    site_row,
)
from schema.types.finding import SiteResult
from schema.types.statistics import FailedItem
from testkit.outcomes import RULES, make_numbers, make_outcome


def test_every_row_has_one_value_a_column() -> None:
    tables = number_tables(make_numbers())

    assert {len(row) - len(one.shape.fields) for one in tables for row in one.rows} == {0}
    assert len(site_row(1, make_outcome(), ())) == len(SITES.fields)
    assert len(failing_row(1, make_outcome(), RULES)) == len(FAILING.fields)


def test_last_row_of_the_places_is_the_sum() -> None:
    divisions, strata, *_ = number_tables(make_numbers())
    total = (
        "合计", 11, 10, 10, Decimal("100.0"), 6, 2, 2, 2, Decimal("60.0"), Decimal("80.0"),
    )  # fmt: skip

    assert divisions.rows[-1] == total
    assert strata.rows[-1] == total


def test_problem_says_on_how_many_sites_it_is_proved() -> None:
    problems = number_tables(make_numbers())[2]

    assert problems.rows[0] == ("V2", "网站不更新", "单项否决", 2, 8, 0, 0, 0, Decimal("20.0"))


def test_only_running_sites_that_failed_are_listed_as_failing() -> None:
    assert fails(make_outcome())
    assert not fails(make_outcome(running=False))
    assert not fails(make_outcome(result=SiteResult.UNDETERMINED))
    assert not fails(make_outcome(result=None))


def test_vetoes_go_before_points_in_the_reasons_of_a_failing_site() -> None:
    failed = (
        FailedItem(item="B1", explanation="少于10条"),
        FailedItem(item="V3a", explanation="已达5个"),
    )

    assert main_problems(make_outcome(failed=failed), RULES) == "栏目不更新（V3a）：已达5个"
    assert (
        main_problems(make_outcome(failed=failed[:1], best=Decimal("52.40")), RULES)
        == "得分不高于52.4分：首页栏目"
    )


def test_place_is_named_once() -> None:
    assert place_words(make_outcome()) == "湖南省长沙市示例县"
    assert place_words(make_outcome(province="北京市", city="北京市")) == "北京市示例县"


@pytest.mark.parametrize(
    ("good", "still_open", "said"), [(10, 0, "100.0%"), (5, 5, "50.0%至100.0%"), (0, 0, "—")]
)
def test_rate_is_one_number_where_nothing_is_open(good: int, still_open: int, said: str) -> None:
    assert rate_words(Tally(qualified=good, undetermined=still_open)) == said


def test_name_of_an_item_is_said_without_its_part() -> None:
    assert short_name("栏目不更新（1）：规定时限内未更新") == "栏目不更新"
    assert short_name("链接可用性：首页") == "链接可用性"
