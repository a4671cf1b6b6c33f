"""The honesty line (数据说明): what was measured and what was not, and who can check it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.report.wording import METHOD, moment
from audit.sweep.recognised import Reviews, SitesByPeople
from schema.types.facts import VisitFact
from schema.types.finding import ScoreSheet
from schema.types.outcome import CountsAs
from schema.types.reason_words import ReasonWords
from schema.types.verdict import Verdict

Pairs = tuple[tuple[str, str], ...]
COUNTING = (
    "一次访问先由一种客户端打开，打不开的隔一段时间换另一种客户端再试，都打不开才计一次失败；"
    "我方网络或机器异常时段内的访问作废，既不算打开也不算打不开；"
    "死链、空白栏目、未答复来信须间隔4小时以上两次看到才计。"
)
"""How retries and void periods are counted."""
PUBLISHING = (
    "机器判定与人工认定分开统计；通报和名单只列人工认定不合格的网站，单项否决须经两人复核确认；"
    "认定不属实的不计入；认定后页面已变化的重新打开，计为待复核。"
)
"""What may be named as failing."""
_SHOWN_REASONS = 8
_OPEN = (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepCoverage:
    """What a sweep was to measure and what it did; `void` are visits, by their reason."""

    registered: int
    planned: int
    """The running ones: 例外 and 关停 are not judged."""
    measured: int
    unmeasured: Mapping[str, int]
    """Reason → sites without a sheet."""
    undetermined_sites: int
    undetermined: Sequence[tuple[str, str, int]]
    """(item, reason in words, sites), most first."""
    visits: int
    void: Mapping[str, int]
    people: SitesByPeople
    reviews: Reviews
    waiting_vetoes: int
    """Vetoes on sites that two people have not confirmed, or nobody has decided."""
    waiting_others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where numbers come from: edition, monitoring point and sweep; `sweep` None: no sweep."""

    edition: str
    edition_name: str
    digests: tuple[str, ...]
    as_of: datetime
    sweep: int | None


def sheet_honesty(
    sheet: ScoreSheet, visits: Iterable[VisitFact], sweep: int | None, words: ReasonWords
) -> Pairs:
    """Give the line of one site's sheet, as names with their values."""
    looked = tuple(visits)
    void = Counter(words.voided(one.void_reason).zh for one in looked if _is_void(one))
    valid = sum(not _is_void(one) for one in looked)
    still_open = [
        f"{item.id}（{item.finding.verdict.word(item.kind)}：{words.judged(item.finding.reason).zh}）"
        for item in sheet.items
        if item.finding.verdict in _OPEN
    ]
    origin = Origin(
        edition=sheet.edition,
        edition_name=sheet.edition_name,
        digests=(sheet.edition_digest,),
        as_of=sheet.as_of,
        sweep=sweep,
    )
    return (
        *_origin(origin),
        ("访问", f"有效{valid}次，作废{sum(void.values())}次{_reasons(void)}"),
        ("未能判定", "、".join(still_open) or "无"),
        ("计数办法", COUNTING),
        ("方法", METHOD),
        *_checking(origin),
    )


def sweep_honesty(origin: Origin, coverage: SweepCoverage) -> Pairs:
    """Give the line of a sweep's tables and bulletin."""
    left = coverage.planned - coverage.measured
    shown = coverage.undetermined[:_SHOWN_REASONS]
    why = "、".join(f"{item} {reason} {n}个" for item, reason, n in shown)
    more = "等，全部见汇总表“未能判定”" if len(coverage.undetermined) > len(shown) else ""
    void = sum(coverage.void.values())
    return (
        *_origin(origin),
        (
            "网站",
            (
                f"登记{coverage.registered}个，其中正常运行、计划检查{coverage.planned}个，已测{coverage.measured}个，"
                f"未测{left}个{_reasons(coverage.unmeasured)}，"
                f"合格与否机器无法判定{coverage.undetermined_sites}个"
            ),
        ),
        ("人工认定", _people(coverage)),
        ("未能判定", f"最多的原因（网站数）：{why}{more}" if why else "无"),
        ("访问", f"有效{coverage.visits}次，作废{void}次{_reasons(coverage.void)}"),
        ("计数办法", COUNTING),
        ("方法", METHOD),
        *_checking(origin),
    )


def _people(coverage: SweepCoverage) -> str:
    """Say what people decided, what still waits for them, and what may be published."""
    people, reviews = coverage.people, coverage.reviews
    reopened = f"（其中页面变化后重新打开的认定{reviews.reopened}条）" if reviews.reopened else ""
    still_open = (
        f"待复核{people.waiting}个网站，单项否决{coverage.waiting_vetoes}项、"
        f"其他{coverage.waiting_others}项{reopened}"
    )
    if not reviews.sites:
        return f"尚无人工认定，各数均为机器判定，不得据此公布；{still_open}。{PUBLISHING}"
    return (
        f"有人工认定的网站{reviews.sites}个；认定合格{people.qualified}个，"
        f"不合格{people.unqualified}个（其中两人复核确认单项否决{people.vetoed}个）；"
        f"{still_open}。{PUBLISHING}"
    )


def _origin(origin: Origin) -> Pairs:
    return (
        ("指标版本", f"{origin.edition_name}（{origin.edition}）"),
        ("指标文件 sha256", "、".join(origin.digests) or "—"),
        ("监测时间点", f"{moment(origin.as_of)}（北京时间）"),
    )


def _checking(origin: Origin) -> Pairs:
    if origin.sweep is None:
        return (("巡检编号", "无（单次检查，未入库）"),)
    commands = f"pucha replay {origin.sweep}；pucha evidence verify --sweep {origin.sweep}"
    return (("巡检编号", str(origin.sweep)), ("核对命令", commands))


def _is_void(one: VisitFact) -> bool:
    return one.counts_as is CountsAs.VOID


def _reasons(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = "、".join(f"{reason}{n}" for reason, n in ordered)
    return f"（{named}）" if named else ""
