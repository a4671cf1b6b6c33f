from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audit.report.bulletin.content import blocks, mark, scalars, tables
from audit.report.bulletin.facts import BulletinFacts, Example, Office
from audit.report.tables.summary import SweepNumbers, failing_row
from audit.sweep.rates import Tally
from audit.sweep.recognised import Reviews, SitesByPeople
from audit.sweep.trends import TrendPoint
from schema.types.finding import SiteResult
from schema.types.ids import SweepId
from schema.types.review import Recognition
from testkit.outcomes import RULES, make_numbers, make_outcome
from testkit.reviews import make_review
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
        "failing": (failing_row(1, make_outcome(), make_review(), RULES),),
        "failing_in_all": 1,
        "honesty": (("巡检编号", "12"),),
    }
    return BulletinFacts(**{**values, **changes})


def overall(**changes: Any) -> str:
    return "\n".join(one.text for one in blocks(facts(**changes))["总体情况"])


def point(sweep: int, good: int, bad: int, still_open: int = 0) -> TrendPoint:
    tally = Tally(qualified=good, unqualified=bad, undetermined=still_open)
    return TrendPoint(sweep=SweepId(sweep), as_of=AS_OF + timedelta(days=sweep), tally=tally)


def test_first_section_says_the_counts_and_both_ends_of_the_rate() -> None:
    text = overall()

    assert "登记的政府网站11个，其中正常运行10个；本次检查10个，占正常运行网站的100.0%" in text
    assert (
        "机器判定（未经人工认定，不作为通报结论）："
        "合格6个，不合格2个（其中单项否决2个），合格与否尚不能判定2个"
    ) in text
    assert (
        "人工认定：合格2个，不合格1个（其中经两人复核确认单项否决1个），待复核4个，"
        "未经人工认定3个；合格率20.0%至90.0%"
    ) in text
    assert "合格率在60.0%至80.0%之间" in text
    assert "分层级看，县级门户5个，合格率60.0%至80.0%；县级以下5个" in text


def test_rate_is_one_number_where_nothing_is_open() -> None:
    tally = Tally(registered=4, running=4, qualified=3, unqualified=1)

    assert "合格率为75.0%。" in overall(numbers=make_numbers(whole=tally))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (point(1, 5, 5), point(2, 6, 4), "提高10.0个百分点"),
        (point(1, 5, 5), point(2, 4, 6), "下降10.0个百分点"),
        (point(1, 5, 5), point(2, 1, 1), "持平"),
        (point(1, 5, 4, 1), point(2, 6, 4), "不作升降比较"),
    ],
)
def test_change_is_said_only_where_both_rates_are_certain(
    before: TrendPoint, now: TrendPoint, said: str
) -> None:
    assert said in overall(numbers=make_numbers(trend=(before, now)))


def test_first_sweep_is_compared_with_nothing() -> None:
    text = overall(numbers=make_numbers(trend=(point(1, 5, 5),)))

    assert "上次" not in text


def test_sites_that_failed_last_time_are_followed_up() -> None:
    text = overall(followed_up={SiteResult.QUALIFIED: 3, SiteResult.UNQUALIFIED: 1})

    assert "对上次不合格的4个网站进行复查：合格3个，不合格1个。" in text


def by_people(sweep: int, good: int, bad: int, waiting: int = 0) -> TrendPoint:
    people = SitesByPeople(qualified=good, unqualified=bad, waiting=waiting)
    tally = Tally(qualified=good + bad + waiting, people=people)
    at = AS_OF + timedelta(days=sweep)
    return TrendPoint(sweep=SweepId(sweep), as_of=at, tally=tally, by_people=True)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (by_people(1, 5, 5), by_people(2, 6, 4), "合格率为50.0%，本次提高10.0个百分点"),
        (by_people(1, 5, 5), by_people(2, 4, 6), "合格率为50.0%，本次下降10.0个百分点"),
        (by_people(1, 5, 5), by_people(2, 5, 5), "合格率为50.0%，本次持平"),
        (by_people(1, 5, 3, 2), by_people(2, 6, 4), "合格率为50.0%至70.0%，还有网站没有认定"),
        (by_people(1, 5, 5), by_people(2, 6, 3, 1), "合格率为50.0%，还有网站没有认定"),
    ],
)
def test_change_by_people_is_said_beside_the_machines(
    before: TrendPoint, now: TrendPoint, said: str
) -> None:
    people, machine = overall(numbers=make_numbers(trend=(before, now))).splitlines()[1:]

    assert f"上次巡检（第1号）经人工认定的{said}" in people
    assert "经人工认定的" not in machine


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (by_people(1, 0, 0, 10), by_people(2, 6, 4)),
        (by_people(1, 6, 4), by_people(2, 0, 0, 10)),
        (point(1, 5, 5), by_people(2, 6, 4)),
    ],
)
def test_no_change_by_people_is_said_where_they_decided_nothing_in_one_of_the_two(
    before: TrendPoint, now: TrendPoint
) -> None:
    assert "经人工认定的合格率" not in overall(numbers=make_numbers(trend=(before, now)))


def test_sites_that_people_failed_last_time_are_followed_up_by_people() -> None:
    told = {Recognition.QUALIFIED: 2, Recognition.WAITING: 1}
    people, machine = overall(followed_up_by_people=told).splitlines()[1:]

    assert "上次经人工认定不合格的3个网站，本次复查：合格2个，待复核1个。" in people
    assert "复查" not in machine


def test_what_the_machine_cannot_know_is_left_to_be_filled_in() -> None:
    empty = scalars(facts())
    named = scalars(
        facts(
            office=Office(
                issuer="某省政府办公厅", region="全省", period="2026年第四季度",
                issued=date(2026, 12, 1),
            )
        )
    )  # fmt: skip

    assert (empty["发文字号"], empty["整改期限"]) == ("（发文字号）", "（整改期限）")
    assert empty["成文日期"] == "（成文日期）"
    assert named["标题"].startswith("某省政府办公厅关于2026年第四季度全省政府网站检查情况的通报")
    assert named["成文日期"] == "2026年12月1日"


def test_annex_tables_hold_the_numbers_of_the_tables_and_fit_the_page() -> None:
    found = tables(facts())

    assert found["地区表"].rows[-1] == (
        "合计", "10", "10", "100.0%", "6", "2", "2", "60.0%至80.0%", "2", "1", "4",
        "20.0%至90.0%",
    )  # fmt: skip
    assert found["问题网站表"].rows == (
        (
            "1", "湖南省长沙市示例县", "示例县人民政府", "4301000001",
            "http://www.example.gov.cn/", "网站不更新（V2）：V2经人工认定。",
        ),
    )  # fmt: skip
    assert {round(sum(one.widths), 6) for one in found.values()} == {156}


def test_failing_sites_that_do_not_fit_are_counted() -> None:
    rows = tables(replace(facts(), failing_in_all=2001))["问题网站表"].rows

    assert rows[-1][2] == "另有2000个网站，见汇总表“不合格网站”"


def test_no_rate_is_said_of_nothing() -> None:
    assert "%" not in overall(numbers=make_numbers(whole=Tally(), strata=())).replace("0%。", "")


NOBODY = make_numbers(
    reviews=Reviews(), whole=Tally(running=2, unqualified=2, people=SitesByPeople(waiting=2))
)
ALL_DONE = make_numbers(
    whole=Tally(running=2, unqualified=2, people=SitesByPeople(unqualified=1, qualified=1))
)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [(NOBODY, "（内部稿）"), (make_numbers(), "（征求意见稿）"), (ALL_DONE, "")],
)
def test_title_says_how_far_people_are(numbers: SweepNumbers, said: str) -> None:
    assert mark(numbers) == said
    assert scalars(facts(numbers=numbers))["标题"].endswith(f"的通报{said}")


def test_before_anybody_decided_no_site_is_named_and_the_numbers_are_the_machines() -> None:
    draft = facts(numbers=NOBODY, failing=(), failing_in_all=0)
    text = "\n".join(one.text for one in blocks(draft)["总体情况"])

    assert "人工认定：尚无，待复核2个网站；在人工认定前不点名不合格网站。" in text
    assert "机器判定（未经人工认定，不作为通报结论）" in text
    assert tables(draft)["问题网站表"].rows == (("—", "", "尚无人工认定不合格的网站", "", "", ""),)
