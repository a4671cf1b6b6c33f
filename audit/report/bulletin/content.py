"""What a bulletin (通报) says of a sweep: its sections and annex tables, from the counts alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from audit.report.bulletin.facts import AnnexTable, BulletinFacts, Paragraph, Style
from audit.report.bulletin.problems import told_problems
from audit.report.tables.count_fields import MACHINE, PEOPLE
from audit.report.tables.summary import SweepNumbers, rate_words
from audit.sweep.rates import Tally, percent
from audit.sweep.recognised import Reviews
from audit.sweep.trends import TrendPoint
from audit.windows import SHANGHAI
from schema.types.finding import SiteResult
from schema.types.review import Recognition

DRAFT = (
    "本通报由机器依据已固定的证据和人工认定草拟。点名的不合格网站和问题都经人工认定，"
    "其中单项否决经两人复核确认；“机器判定”的数未经人工认定，发布前请核对或删去。"
)


def mark(numbers: SweepNumbers) -> str:
    """Give what stands after the title: 内部稿 before any decision, 征求意见稿 before the last."""
    if not numbers.reviews.sites:
        return "（内部稿）"
    return "（征求意见稿）" if numbers.whole.people.waiting else ""


def scalars(facts: BulletinFacts) -> dict[str, str]:
    """Give the texts that stand inside a line of the template, by their placeholders."""
    office = facts.office
    return {
        "发文机关": office.issuer,
        "发文字号": office.number,
        "主送机关": office.to,
        "标题": f"{office.issuer}关于{office.period}{office.region}政府网站检查情况的通报"
        f"{mark(facts.numbers)}",
        "地区": office.region or "本地区",
        "时期": office.period or "本次",
        "监测时间点": _day(facts.as_of.astimezone(SHANGHAI).date()),
        "指标版本": facts.edition_name,
        "整改期限": office.deadline,
        "成文日期": "（成文日期）" if office.issued is None else _day(office.issued),
    }


def blocks(facts: BulletinFacts) -> dict[str, tuple[Paragraph, ...]]:
    """Give the blocks of paragraphs, by the placeholder that each of them replaces."""
    return {
        "总体情况": _overall(facts),
        "主要问题": told_problems(facts),
        "数据说明": tuple(
            Paragraph(style=Style.NOTE, text=text)
            for text in (DRAFT, *(f"{name}：{value}" for name, value in facts.honesty))
        ),
    }


def tables(facts: BulletinFacts) -> dict[str, AnnexTable]:
    """Give the tables of the annex, by the placeholder that each of them replaces."""
    numbers = facts.numbers
    return {
        "地区表": _rates_table("地区", (*numbers.divisions, ("合计", numbers.whole))),
        "层级表": _rates_table("网站层级", (*numbers.strata, ("合计", numbers.whole))),
        "问题网站表": AnnexTable(
            heads=("序号", "地区", "网站名称", "网站标识码", "网站地址", "主要问题"),
            widths=(10.4, 18, 29, 24.6, 34, 40),
            rows=_failing(facts),
        ),
    }


def _failing(facts: BulletinFacts) -> tuple[tuple[str, ...], ...]:
    rows = tuple(tuple(_cell(value) for value in row) for row in facts.failing)
    if not rows:
        return (("—", "", "尚无人工认定不合格的网站", "", "", ""),)
    left = facts.failing_in_all - len(rows)
    more = ("……", "", f"另有{left}个网站，见汇总表“不合格网站”", "", "", "")
    return (*rows, more) if left else rows


def _overall(facts: BulletinFacts) -> tuple[Paragraph, ...]:
    numbers = facts.numbers
    tally = numbers.whole
    share = percent(tally.checked, tally.running)
    checked = (
        f"截至{_day(facts.as_of.astimezone(SHANGHAI).date())}，"
        f"登记的政府网站{tally.registered}个，其中正常运行{tally.running}个；"
        f"本次检查{tally.checked}个，占正常运行网站的{share or 0}%。"
    )
    by_machine = "".join(
        (
            _machine_sentence(tally),
            _strata_sentence(numbers.strata),
            _change_sentence(numbers.trend),
            _follow_up_sentence(facts.followed_up),
        )
    )
    by_people = "".join(
        (
            _people_sentence(tally, numbers.reviews),
            _change_by_people(numbers.trend),
            _follow_up_by_people(facts.followed_up_by_people),
        )
    )
    sentences = (checked, by_people, by_machine)
    return tuple(Paragraph(style=Style.BODY, text=text) for text in sentences)


def _people_sentence(tally: Tally, reviews: Reviews) -> str:
    """Say what people came to; where nobody decided anything, that no site can be named."""
    people = tally.people
    if not reviews.sites:
        return f"人工认定：尚无，待复核{people.waiting}个网站；在人工认定前不点名不合格网站。"
    others = f"，认定后仍无法判定{people.undetermined}个" if people.undetermined else ""
    rate = rate_words(tally.lowest_by_people, tally.highest_by_people)
    return (
        f"人工认定：合格{people.qualified}个，不合格{people.unqualified}个"
        f"（其中经两人复核确认单项否决{people.vetoed}个），待复核{people.waiting}个{others}，"
        f"未经人工认定{people.none}个；合格率{rate}"
        f"（没有认定的分别按不合格、合格计）。"
    )


def _machine_sentence(tally: Tally) -> str:
    return (
        f"机器判定（未经人工认定，不作为通报结论）：合格{tally.qualified}个，"
        f"不合格{tally.unqualified}个（其中单项否决{tally.vetoed}个），"
        f"合格与否尚不能判定{tally.undetermined}个。{_rate_sentence(tally)}"
    )


def _rate_sentence(tally: Tally) -> str:
    if tally.lowest is None:
        return ""
    if tally.lowest == tally.highest:
        return f"合格率为{tally.lowest}%。"
    return (
        f"合格率在{tally.lowest}%至{tally.highest}%之间（尚不能判定的网站分别按不合格、合格计）。"
    )


def _strata_sentence(strata: Sequence[tuple[str, Tally]]) -> str:
    told = [
        f"{name}{tally.checked}个，合格率{rate_words(tally.lowest, tally.highest)}"
        for name, tally in strata
        if tally.checked
    ]
    return f"分层级看，{'；'.join(told)}。" if len(told) > 1 else ""


def _change_sentence(trend: Sequence[TrendPoint]) -> str:
    """Compare with the sweep before, where both rates are certain."""
    if len(trend) < 2:  # noqa: PLR2004 - two points make a change
        return ""
    before, now = trend[-2].tally, trend[-1].tally
    certain = before.lowest == before.highest and now.lowest == now.highest
    if not certain or before.lowest is None or now.lowest is None:
        return (
            f"上次巡检（第{trend[-2].sweep}号）"
            f"合格率为{rate_words(before.lowest, before.highest)}，"
            f"两次都有尚不能判定的网站，不作升降比较。"
        )
    told = _change(before.lowest, now.lowest)
    return f"与上次巡检（第{trend[-2].sweep}号，合格率{before.lowest}%）相比{told}。"


def _change_by_people(trend: Sequence[TrendPoint]) -> str:
    """Compare what people decided with the sweep before, where they came to an end in both."""
    if len(trend) < 2 or not all(one.by_people and one.tally.people.decided for one in trend[-2:]):  # noqa: PLR2004 - two points make a change
        return ""
    before, now = trend[-2].tally, trend[-1].tally
    rate = rate_words(before.lowest_by_people, before.highest_by_people)
    told = f"上次巡检（第{trend[-2].sweep}号）经人工认定的合格率为{rate}"
    first, second = before.lowest_by_people, now.lowest_by_people
    certain = first == before.highest_by_people and second == now.highest_by_people
    if not certain or first is None or second is None:
        return f"{told}，还有网站没有认定，不作升降比较。"
    return f"{told}，本次{_change(first, second)}。"


def _change(before: Decimal, now: Decimal) -> str:
    change = now - before
    word = "提高" if change > 0 else "下降"
    return "持平" if change == 0 else f"{word}{abs(change)}个百分点"


def _follow_up_sentence(followed_up: Mapping[SiteResult, int]) -> str:
    if not followed_up:
        return ""
    parts = "，".join(f"{word.value}{n}个" for word, n in followed_up.items())
    return f"对上次不合格的{sum(followed_up.values())}个网站进行复查：{parts}。"


def _follow_up_by_people(followed_up: Mapping[Recognition, int]) -> str:
    if not followed_up:
        return ""
    parts = "，".join(f"{word.value}{n}个" for word, n in followed_up.items())
    return f"上次经人工认定不合格的{sum(followed_up.values())}个网站，本次复查：{parts}。"


def _rates_table(name: str, rows: Sequence[tuple[str, Tally]]) -> AnnexTable:
    return AnnexTable(
        heads=(
            *(name, "运行数", "检查数", "检查比例"),
            *("合格", "不合格", "无法判定", "合格率"),
            *("合格", "不合格", "待复核", "合格率"),
        ),
        groups=(("", 4), (MACHINE, 4), (PEOPLE, 4)),
        # 县级门户, 不合格, 1000 and 100.0% stand in one line each, in the wide digits of fonts that
        # stand in for the official ones too; a range of rates takes two.
        widths=(15.8, 12.6, 12.6, 15, 10.4, 12, 10.4, 16.4, 10.4, 12, 12, 16.4),
        rows=tuple((place, *_counts(tally)) for place, tally in rows),
    )


def _counts(tally: Tally) -> tuple[str, ...]:
    people = tally.people
    share = percent(tally.checked, tally.running)
    return (
        str(tally.running),
        str(tally.checked),
        "—" if share is None else f"{share}%",
        str(tally.qualified),
        str(tally.unqualified),
        str(tally.undetermined),
        rate_words(tally.lowest, tally.highest),
        str(people.qualified),
        str(people.unqualified),
        str(people.waiting),
        rate_words(tally.lowest_by_people, tally.highest_by_people),
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
