"""What a bulletin (通报) says of a sweep: its sections and annex tables, from the counts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit.rates import Tally, TrendPoint, percent
from audit.report.honesty import Pairs
from audit.report.tables.summary import Row, SweepNumbers, rate_words
from audit.windows import SHANGHAI
from schema.types.finding import SiteResult
from schema.types.verdict import Verdict

NAMED_SITES = 3
"""Sites that a problem names; all of them stand in the annex."""
DRAFT = (
    "本通报由机器依据已固定的证据草拟。单项否决须经两人复核确认、内容类问题须经人工认定后方可发布；"
    "未经人工确认的，发布前请删去。"
)
_DIGITS = "一二三四五六七八九十"


class Style(StrEnum):
    """Kinds of paragraphs; the template has a paragraph style of each name."""

    BODY = "公文正文"
    SECOND = "公文二级标题"
    NOTE = "公文附注"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of a block."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """A table of the annex: headings, widths in millimetres, rows of texts."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the machine cannot know: who issues, to whom, under which number, by when."""

    issuer: str = "（发文机关）"
    number: str = "（发文字号）"
    to: str = "（主送机关）"
    region: str = ""
    period: str = ""
    """What was checked, as the title says it: 2026年第四季度."""
    deadline: str = "（整改期限）"
    issued: date | None = None
    """成文日期; None: the day of the monitoring point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A site that a problem names, with one fact."""

    site: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFacts:
    """All that a bulletin rests on; `failing` are the rows of the last annex."""

    office: Office
    as_of: datetime
    edition_name: str
    numbers: SweepNumbers
    followed_up: Mapping[SiteResult, int]
    """What the sites that failed last time came to now (复查); empty: no earlier sweep."""
    examples: Mapping[str, Sequence[Example]]
    """Item → a few sites where it failed."""
    failing: tuple[Row, ...]
    failing_in_all: int
    honesty: Pairs


def scalars(facts: BulletinFacts) -> dict[str, str]:
    """Give the texts that stand inside a line of the template, by their placeholders."""
    office = facts.office
    issued = office.issued or facts.as_of.astimezone(SHANGHAI).date()
    return {
        "发文机关": office.issuer,
        "发文字号": office.number,
        "主送机关": office.to,
        "标题": f"{office.issuer}关于{office.period}{office.region}政府网站检查情况的通报",
        "地区": office.region or "本地区",
        "时期": office.period or "本次",
        "监测时间点": _day(facts.as_of.astimezone(SHANGHAI).date()),
        "指标版本": facts.edition_name,
        "整改期限": office.deadline,
        "成文日期": _day(issued),
    }


def blocks(facts: BulletinFacts) -> dict[str, tuple[Paragraph, ...]]:
    """Give the blocks of paragraphs, by the placeholder that each of them replaces."""
    return {
        "总体情况": _overall(facts),
        "主要问题": _problems(facts),
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
            widths=(10, 18, 28, 25, 33, 42),
            rows=_failing(facts),
        ),
    }


def _failing(facts: BulletinFacts) -> tuple[tuple[str, ...], ...]:
    rows = tuple(tuple(_cell(value) for value in row) for row in facts.failing)
    left = facts.failing_in_all - len(rows)
    more = ("……", "", f"另有{left}个网站，见汇总表“不合格网站”", "", "", "")
    return (*rows, more) if left else rows


def _overall(facts: BulletinFacts) -> tuple[Paragraph, ...]:
    tally = facts.numbers.whole
    share = percent(tally.checked, tally.running)
    sentences = [
        (
            f"截至{_day(facts.as_of.astimezone(SHANGHAI).date())}，"
            f"登记的政府网站{tally.registered}个，其中正常运行{tally.running}个；"
            f"本次检查{tally.checked}个，占正常运行网站的{share or 0}%。"
            f"合格{tally.qualified}个，不合格{tally.unqualified}个"
            f"（其中单项否决{tally.vetoed}个），"
            f"合格与否尚不能判定{tally.undetermined}个。{_rate_sentence(tally)}"
        ),
        _strata_sentence(facts.numbers.strata),
        _change_sentence(facts.numbers.trend),
        _follow_up_sentence(facts.followed_up),
    ]
    return tuple(Paragraph(style=Style.BODY, text=text) for text in sentences if text)


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
        f"{name}{tally.checked}个，合格率{rate_words(tally)}"
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
            f"上次巡检（第{trend[-2].sweep}号）合格率为{rate_words(before)}，"
            f"两次都有尚不能判定的网站，不作升降比较。"
        )
    change = now.lowest - before.lowest
    word = "提高" if change > 0 else "下降"
    told = "持平" if change == 0 else f"{word}{abs(change)}个百分点"
    return f"与上次巡检（第{trend[-2].sweep}号，合格率{before.lowest}%）相比{told}。"


def _follow_up_sentence(followed_up: Mapping[SiteResult, int]) -> str:
    if not followed_up:
        return ""
    parts = "，".join(f"{word.value}{n}个" for word, n in followed_up.items())
    return f"对上次不合格的{sum(followed_up.values())}个网站进行复查：{parts}。"


def _problems(facts: BulletinFacts) -> tuple[Paragraph, ...]:
    found = [
        (item, tally)
        for item, tally in facts.numbers.items
        if item.kind != "bonus" and tally.verdicts.get(Verdict.FAIL)
    ]
    if not found:
        text = "本次检查没有证实的问题。"
        return (Paragraph(style=Style.BODY, text=text),)
    told: list[Paragraph] = []
    for number, (item, tally) in enumerate(found):
        heading = f"（{chinese_number(number + 1)}）{item.name.split('（', maxsplit=1)[0]}"
        told.append(Paragraph(style=Style.SECOND, text=f"{heading}（{item.id}）。"))
        count = tally.verdicts[Verdict.FAIL]
        share = f"，占适用网站的{tally.share}%" if tally.share is not None else ""
        kind = "构成单项否决" if item.kind == "veto" else "按指标扣分"
        named = "".join(_example(one) for one in facts.examples.get(item.id, ())[:NAMED_SITES])
        text = f"{count}个网站存在这一问题{share}，{kind}。{named}"
        told.append(Paragraph(style=Style.BODY, text=text))
    return tuple(told)


def _example(one: Example) -> str:
    return f"如“{one.site}”，{one.fact.rstrip('。')}。"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese, as headings are numbered."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones - 1]
    head = "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head if ones == 0 else f"{head}{_DIGITS[ones - 1]}"


def _rates_table(name: str, rows: Sequence[tuple[str, Tally]]) -> AnnexTable:
    return AnnexTable(
        heads=(name, "运行数", "检查数", "检查比例", "合格数", "不合格数", "无法判定数", "合格率"),
        widths=(28, 14, 14, 19, 14, 17, 20, 30),
        rows=tuple(
            (
                place,
                str(tally.running),
                str(tally.checked),
                _share(tally),
                str(tally.qualified),
                str(tally.unqualified),
                str(tally.undetermined),
                rate_words(tally),
            )
            for place, tally in rows
        ),
    )


def _share(tally: Tally) -> str:
    share = percent(tally.checked, tally.running)
    return "—" if share is None else f"{share}%"


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
