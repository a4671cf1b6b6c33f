"""The columns of the summary tables (汇总表)."""

from audit.report.fields import Field, TableShape
from audit.report.tables.count_fields import (
    COUNTS,
    ITEM_COUNTS,
    PEOPLE,
    RATES_BY_MACHINE,
    SITES_BY_MACHINE,
    SITES_BY_PEOPLE,
    UNDETERMINED_BY_MACHINE,
    counted_by_machine,
    counted_by_people,
)


def _concord(head: str, width: int, meaning: str) -> Field:
    return Field(head=head, width=width, meaning=meaning, source="统计、人工认定")


_DIVISION = Field(
    head="地区",
    width=18,
    meaning="有多个省份的按省份，否则按地市，没有地市的按区县",
    source="登记",
)
_STRATUM = Field(
    head="层级",
    width=24,
    meaning="按行政级别和是否门户分层（config/reports/strata.toml）",
    source="登记",
)
_ITEM = (
    Field(head="编号", width=9, meaning="指标编号", source="指标版本"),
    Field(head="指标", width=32, meaning="指标名称", source="指标版本"),
)
_MOMENT = (
    Field(head="巡检编号", width=10, meaning="巡检的编号", source="巡检"),
    Field(head="监测时间点", width=17, meaning="巡检的监测时间点，北京时间", source="巡检"),
)
_POINT = (
    *_MOMENT,
    Field(head="检查数", width=9, meaning="正常运行且已评分的网站", source="统计"),
    *SITES_BY_MACHINE,
    UNDETERMINED_BY_MACHINE,
    *RATES_BY_MACHINE,
    *SITES_BY_PEOPLE,
)
DIVISIONS = TableShape(title="按地区", fields=(_DIVISION, *COUNTS))
STRATA = TableShape(title="按层级", fields=(_STRATUM, *COUNTS))
PROBLEMS = TableShape(
    title="按问题",
    fields=(
        *_ITEM,
        Field(head="类别", width=10, meaning="否决、扣分或加分", source="指标版本"),
        *ITEM_COUNTS,
    ),
)
UNDETERMINED = TableShape(
    title="未能判定",
    fields=(
        *_ITEM,
        Field(head="原因", width=34, meaning="未能判定或待人工复核的原因", source="判定"),
        Field(head="网站数", width=9, meaning="因此未能判定的网站", source="统计"),
    ),
)
CONCORD = TableShape(
    title="机器与人工一致",
    fields=(
        *_ITEM,
        _concord("人工看过", 10, "机器作出判定、又有人工认定的网站"),
        _concord("一致", 8, "人工认定与机器判定相同"),
        _concord("更正", 8, "人工更正了判定或处数"),
        _concord("不认可", 9, "人工认定后机器判定不成立"),
        _concord("一致率%", 10, "一致/人工看过"),
        _concord("95%区间下限%", 14, "一致率的 Wilson 95% 区间"),
        _concord("95%区间上限%", 14, "一致率的 Wilson 95% 区间"),
        _concord("机器未定、人工认定", 14, "机器无法判定或交由人工、由人工认定的，不计入一致率"),
    ),
)
TREND = TableShape(title="趋势", fields=_POINT)
DIVISION_TREND = TableShape(title="地区趋势", fields=(_DIVISION, *_POINT))
STRATUM_TREND = TableShape(title="层级趋势", fields=(_STRATUM, *_POINT))
PROBLEM_TREND = TableShape(title="问题趋势", fields=(*_ITEM, *_MOMENT, *ITEM_COUNTS))
_SITE = (
    Field(head="序号", width=8, meaning="按地区排列的序号", source="统计"),
    Field(head="地区", width=18, meaning="省份、地市、区县", source="登记"),
    Field(head="网站名称", width=30, meaning="网站名称", source="登记"),
    Field(head="网站标识码", width=13, meaning="审核后才有", source="登记"),
    Field(head="网站地址", width=34, meaning="首页网址", source="登记"),
)
SITES = TableShape(
    title="各网站",
    fields=(
        *_SITE,
        Field(head="主办单位", width=24, meaning="主办单位", source="登记"),
        Field(head="层级", width=14, meaning="按行政级别和是否门户分层", source="登记"),
        counted_by_machine("结论", 10, "合格、不合格、无法判定、不适用；未测的为空", "判定"),
        counted_by_machine("最低得分", 10, "未定的都按扣分计", "判定"),
        counted_by_machine("最高得分", 10, "未定的都按不扣分计", "判定"),
        counted_by_machine("存在问题指标", 26, "机器证实有问题的指标编号", "判定"),
        counted_by_people(
            "结论", 13, "合格、不合格、待复核、无法判定、未经人工认定；未测的为空", PEOPLE
        ),
        counted_by_people(
            "存在问题指标", 26, "人工认定属实的指标编号；单项否决须经两人复核确认", PEOPLE
        ),
        counted_by_people("待复核指标", 26, "等待复核、第二人复核或重新认定的指标编号", PEOPLE),
    ),
)
FAILING = TableShape(
    title="不合格网站",
    fields=(
        *_SITE,
        counted_by_people(
            "主要问题",
            60,
            "人工认定属实、使其不合格的指标，附机器所证实的或认定的处数，不含认定理由",
            PEOPLE,
        ),
    ),
)
WAITING = TableShape(
    title="待复核网站",
    fields=(
        *_SITE,
        counted_by_machine(
            "结论", 10, "不合格、无法判定或合格；未经人工认定，不得据此公布", "判定"
        ),
        counted_by_machine("主要问题", 60, "机器判定使其不合格的指标和理由，未经认定", "判定"),
        counted_by_people("待复核指标", 26, "等待复核、第二人复核或重新认定的指标编号", PEOPLE),
    ),
)
ABOUT = TableShape(
    title="说明",
    fields=(
        Field(head="项目", width=18, meaning="说明的项目", source="巡检"),
        Field(head="内容", width=110, meaning="说明的内容", source="巡检"),
    ),
)
SHAPES = (
    DIVISIONS,
    STRATA,
    PROBLEMS,
    UNDETERMINED,
    CONCORD,
    TREND,
    DIVISION_TREND,
    STRATUM_TREND,
    PROBLEM_TREND,
    SITES,
    FAILING,
    WAITING,
    ABOUT,
)
