"""The columns of the summary tables (汇总表)."""

from audit.report.fields import Field, TableShape

_REGISTER = "登记"
_STATISTICS = "统计"
_COUNTS = (
    Field(head="登记数", width=9, meaning="登记的网站", source=_REGISTER),
    Field(head="运行数", width=9, meaning="运行状态为正常的网站", source=_REGISTER),
    Field(head="检查数", width=9, meaning="正常运行且已评分的网站", source=_STATISTICS),
    Field(head="检查比例%", width=11, meaning="检查数/运行数", source=_STATISTICS),
    Field(head="合格数", width=9, meaning="结论为合格的网站", source=_STATISTICS),
    Field(head="不合格数", width=10, meaning="结论为不合格的网站", source=_STATISTICS),
    Field(head="其中单项否决", width=13, meaning="因单项否决不合格的网站", source=_STATISTICS),
    Field(head="无法判定数", width=11, meaning="合格与否无法判定的网站", source=_STATISTICS),
    Field(
        head="合格率下限%",
        width=12,
        meaning="合格数/检查数：无法判定的都按不合格计",
        source=_STATISTICS,
    ),
    Field(
        head="合格率上限%",
        width=12,
        meaning="（合格数+无法判定数）/检查数：无法判定的都按合格计",
        source=_STATISTICS,
    ),
)
DIVISIONS = TableShape(
    title="按地区",
    fields=(
        Field(
            head="地区",
            width=18,
            meaning="有多个省份的按省份，否则按地市，没有地市的按区县",
            source=_REGISTER,
        ),
        *_COUNTS,
    ),
)
STRATA = TableShape(
    title="按层级",
    fields=(
        Field(
            head="层级",
            width=24,
            meaning="按行政级别和是否门户分层（config/reports/strata.toml）",
            source=_REGISTER,
        ),
        *_COUNTS,
    ),
)
PROBLEMS = TableShape(
    title="按问题",
    fields=(
        Field(head="编号", width=9, meaning="指标编号", source="指标版本"),
        Field(head="指标", width=32, meaning="指标名称", source="指标版本"),
        Field(head="类别", width=10, meaning="否决、扣分或加分", source="指标版本"),
        Field(head="存在问题网站", width=13, meaning="已证实有问题的网站", source=_STATISTICS),
        Field(head="达标网站", width=10, meaning="判定为达标的网站", source=_STATISTICS),
        Field(head="无法判定网站", width=13, meaning="判定为无法判定的网站", source=_STATISTICS),
        Field(head="待人工复核网站", width=14, meaning="等待人工决定的网站", source=_STATISTICS),
        Field(head="不适用网站", width=11, meaning="本项不适用的网站", source=_STATISTICS),
        Field(
            head="问题网站占比%",
            width=14,
            meaning="存在问题网站/本项适用的网站",
            source=_STATISTICS,
        ),
    ),
)
UNDETERMINED = TableShape(
    title="未能判定",
    fields=(
        Field(head="编号", width=9, meaning="指标编号", source="指标版本"),
        Field(head="指标", width=32, meaning="指标名称", source="指标版本"),
        Field(head="原因", width=34, meaning="未能判定或待人工复核的原因", source="判定"),
        Field(head="网站数", width=9, meaning="因此未能判定的网站", source=_STATISTICS),
    ),
)
TREND = TableShape(
    title="趋势",
    fields=(
        Field(head="巡检编号", width=10, meaning="巡检的编号", source="巡检"),
        Field(head="监测时间点", width=17, meaning="巡检的监测时间点，北京时间", source="巡检"),
        Field(head="检查数", width=9, meaning="正常运行且已评分的网站", source=_STATISTICS),
        Field(head="合格数", width=9, meaning="结论为合格的网站", source=_STATISTICS),
        Field(head="不合格数", width=10, meaning="结论为不合格的网站", source=_STATISTICS),
        Field(head="无法判定数", width=11, meaning="合格与否无法判定的网站", source=_STATISTICS),
        Field(head="合格率下限%", width=12, meaning="无法判定的都按不合格计", source=_STATISTICS),
        Field(head="合格率上限%", width=12, meaning="无法判定的都按合格计", source=_STATISTICS),
    ),
)
_SITE = (
    Field(head="序号", width=8, meaning="按地区排列的序号", source=_STATISTICS),
    Field(head="地区", width=18, meaning="省份、地市、区县", source=_REGISTER),
    Field(head="网站名称", width=30, meaning="网站名称", source=_REGISTER),
    Field(head="网站标识码", width=13, meaning="审核后才有", source=_REGISTER),
    Field(head="网站地址", width=34, meaning="首页网址", source=_REGISTER),
)
SITES = TableShape(
    title="各网站",
    fields=(
        *_SITE,
        Field(head="主办单位", width=24, meaning="主办单位", source=_REGISTER),
        Field(head="层级", width=14, meaning="按行政级别和是否门户分层", source=_REGISTER),
        Field(
            head="结论",
            width=10,
            meaning="合格、不合格、无法判定、不适用；未测的为空",
            source="判定",
        ),
        Field(head="最低得分", width=10, meaning="未定的都按扣分计", source="判定"),
        Field(head="最高得分", width=10, meaning="未定的都按不扣分计", source="判定"),
        Field(head="存在问题指标", width=26, meaning="已证实有问题的指标编号", source="判定"),
    ),
)
FAILING = TableShape(
    title="不合格网站",
    fields=(
        *_SITE,
        Field(head="主要问题", width=60, meaning="使其不合格的指标和理由", source="判定"),
    ),
)
ABOUT = TableShape(
    title="说明",
    fields=(
        Field(head="项目", width=18, meaning="说明的项目", source="巡检"),
        Field(head="内容", width=110, meaning="说明的内容", source="巡检"),
    ),
)
SHAPES = (DIVISIONS, STRATA, PROBLEMS, UNDETERMINED, TREND, SITES, FAILING, ABOUT)
