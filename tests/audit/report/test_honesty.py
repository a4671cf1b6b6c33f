from typing import Any

from audit.report.honesty import (
    COUNTING,
    PUBLISHING,
    Origin,
    SweepCoverage,
    sheet_honesty,
    sweep_honesty,
)
from audit.sweep.recognised import Reviews, SitesByPeople
from config.reason_words import load_reason_words
from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.sheets import AS_OF, make_item, make_sheet

ORIGIN = Origin(
    edition="census-2015", edition_name="评分表", digests=("a" * 64,), as_of=AS_OF, sweep=12
)


def coverage(**changes: Any) -> SweepCoverage:
    values: dict[str, Any] = {
        "registered": 12,
        "planned": 10,
        "measured": 8,
        "unmeasured": {"尚未巡检": 2},
        "undetermined_sites": 3,
        "undetermined": (("V1", "首页监测不足一周", 8),),
        "visits": 100,
        "people": SitesByPeople(qualified=3, unqualified=1, vetoed=1, waiting=4),
        "reviews": Reviews(sites=5, reopened=2),
        "waiting_vetoes": 6,
        "waiting_others": 7,
        "void": {"对照目标也打不开": 4, "我方设备过载": 6},
    }
    return SweepCoverage(**{**values, **changes})


def test_sweep_says_what_was_planned_measured_void_and_undetermined() -> None:
    told = dict(sweep_honesty(ORIGIN, coverage()))

    assert told["网站"] == (
        "登记12个，其中正常运行、计划检查10个，已测8个，未测2个（尚未巡检2），合格与否机器无法判定3个"
    )
    assert told["访问"] == "有效100次，作废10次（我方设备过载6、对照目标也打不开4）"
    assert told["未能判定"] == "最多的原因（网站数）：V1 首页监测不足一周 8个"
    assert told["计数办法"] == COUNTING
    assert told["核对命令"] == "pucha replay 12；pucha evidence verify --sweep 12"


def test_sweep_says_what_people_decided_and_what_waits_for_them() -> None:
    told = dict(sweep_honesty(ORIGIN, coverage()))["人工认定"]

    assert told == (
        "有人工认定的网站5个；认定合格3个，不合格1个（其中两人复核确认单项否决1个）；"
        "待复核4个网站，单项否决6项、其他7项（其中页面变化后重新打开的认定2条）。" + PUBLISHING
    )
    assert "单项否决须经两人复核确认" in PUBLISHING


def test_before_anybody_decided_all_numbers_are_the_machines_and_not_for_the_public() -> None:
    told = dict(sweep_honesty(ORIGIN, coverage(reviews=Reviews())))["人工认定"]

    assert told.startswith("尚无人工认定，各数均为机器判定，不得据此公布；待复核4个网站，")


def test_long_lists_of_reasons_say_where_the_rest_is() -> None:
    reasons = tuple((f"A{number}", "open", 1) for number in range(9))

    assert dict(sweep_honesty(ORIGIN, coverage(undetermined=reasons)))["未能判定"].endswith(
        "等，全部见汇总表“未能判定”"
    )


def test_sheet_names_its_edition_point_and_every_open_item_with_its_reason(make: Any) -> None:
    items = [
        make_item("V1", Verdict.UNDETERMINED, reason="needs_week_of_visits"),
        make_item("V4", Verdict.NEEDS_PERSON, reason="person_only"),
        make_item("V2"),
    ]
    void = make.visit(
        counts_as=CountsAs.VOID, void_reason="our event loop was up to 3.0 s late"
    ).fact
    told = dict(sheet_honesty(make_sheet(items), [make.visit().fact, void], 3, load_reason_words()))

    assert told["指标版本"] == "全国政府网站普查评分表（2015年）（census-2015）"
    assert told["指标文件 sha256"] == "d" * 64
    assert told["监测时间点"] == "2026-11-23 10:00（北京时间）"
    assert told["访问"] == "有效1次，作废1次（我方设备过载1）"
    assert told["未能判定"] == (
        "V1（无法判定：首页监测不足一周）、V4（待人工复核：是否有严重错误须人工认定）"
    )


def test_single_check_says_that_nothing_can_replay_it() -> None:
    told = dict(sheet_honesty(make_sheet(), (), None, load_reason_words()))

    assert told["巡检编号"] == "无（单次检查，未入库）"
    assert "核对命令" not in told
