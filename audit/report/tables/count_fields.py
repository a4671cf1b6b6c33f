"""Columns of counts: 机器判定 and 人工认定 stand side by side, each under its own name."""

from audit.report.fields import Field

MACHINE = "机器判定"
PEOPLE = "人工认定"


def counted_by_machine(head: str, width: int, meaning: str, source: str = "统计") -> Field:
    """Make a column of what the machine says."""
    return Field(head=f"{MACHINE}：{head}", width=width, meaning=meaning, source=source)


def counted_by_people(
    head: str, width: int, meaning: str, source: str = f"统计、{PEOPLE}"
) -> Field:
    """Make a column of what people decided."""
    return Field(head=f"{PEOPLE}：{head}", width=width, meaning=meaning, source=source)


WAITING_MEANS = "机器判定或怀疑有问题而未经认定、只一人复核，或页面变化后须重新认定的网站"
SITES_BY_MACHINE = (
    counted_by_machine("合格数", 11, "机器判定为合格的网站"),
    counted_by_machine("不合格数", 11, "机器判定为不合格的网站，未经人工认定的也在内"),
)
UNDETERMINED_BY_MACHINE = counted_by_machine("无法判定数", 12, "机器对合格与否无法判定的网站")
RATES_BY_MACHINE = (
    counted_by_machine("合格率下限%", 13, "机器判定合格数/检查数：无法判定的都按不合格计"),
    counted_by_machine(
        "合格率上限%", 13, "（机器判定合格数+无法判定数）/检查数：无法判定的都按合格计"
    ),
)
SITES_BY_PEOPLE = (
    counted_by_people("合格数", 11, "有人工认定，认定后合格、且没有须重新认定的网站"),
    counted_by_people(
        "不合格数", 11, "仅凭人工认定属实的问题即不合格的网站；单项否决须经两人复核确认"
    ),
    counted_by_people("其中单项否决", 13, "两人复核确认单项否决的网站"),
    counted_by_people("待复核数", 11, WAITING_MEANS),
    counted_by_people("无法判定数", 12, "该认定的都已认定，合格与否仍无法判定的网站"),
    counted_by_people("未经认定数", 12, "没有须复核的项目，也没有人工认定的网站"),
    counted_by_people("合格率下限%", 13, "人工认定合格数/检查数：没有认定合格的都按不合格计"),
    counted_by_people(
        "合格率上限%", 13, "（检查数-人工认定不合格数）/检查数：没有认定不合格的都按合格计"
    ),
)
COUNTS = (
    Field(head="登记数", width=9, meaning="登记的网站", source="登记"),
    Field(head="运行数", width=9, meaning="运行状态为正常的网站", source="登记"),
    Field(head="检查数", width=9, meaning="正常运行且已评分的网站", source="统计"),
    Field(head="检查比例%", width=11, meaning="检查数/运行数", source="统计"),
    *SITES_BY_MACHINE,
    counted_by_machine("其中单项否决", 13, "机器判定因单项否决不合格的网站"),
    UNDETERMINED_BY_MACHINE,
    *RATES_BY_MACHINE,
    *SITES_BY_PEOPLE,
)
ITEM_COUNTS = (
    counted_by_machine("存在问题网站", 13, "机器证实有问题的网站"),
    counted_by_machine("达标网站", 11, "机器判定达标的网站"),
    counted_by_machine("无法判定网站", 13, "机器无法判定的网站"),
    counted_by_machine("待人工复核网站", 14, "机器交由人工决定的网站"),
    counted_by_machine("不适用网站", 12, "本项不适用的网站"),
    counted_by_machine("问题网站占比%", 14, "机器判定存在问题网站/本项适用的网站"),
    counted_by_people("存在问题网站", 13, "人工认定属实的网站；单项否决须经两人复核确认"),
    counted_by_people("不存在问题网站", 14, "人工认定不属实或不适用的网站"),
    counted_by_people("待复核网站", 13, WAITING_MEANS),
    counted_by_people("问题网站占比%", 14, "人工认定存在问题网站/本项适用的网站"),
)
