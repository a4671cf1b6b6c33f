"""The ledger of rectification (整改台账) as rows of a table, and what is due soon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.people.ledger import LedgerLine
from audit.people.workdays import WorkCalendar, working_days_left
from audit.windows import SHANGHAI
from schema.types.ids import SiteId
from schema.types.site import Site

HEADS = (
    "序号", "网站标识码", "网站名称", "主办单位", "规则包", "指标项", "问题描述", "问题URL",
    "下发时认定", "发现证据", "发现时间", "整改通知", "整改时限", "整改措施", "状态", "复查证据",
    "状态时间", "重复发生", "备注",
)  # fmt: skip
"""Default columns: the official ones are not published (workflow-and-bulletins §5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A line that is due soon or overdue; `left` counts working days, below 0: over."""

    line: LedgerLine
    left: int


def reminders(
    lines: Iterable[LedgerLine], today: date, calendar: WorkCalendar, within: int
) -> tuple[Reminder, ...]:
    """Give the open lines whose due day is near or over, the most urgent first."""
    found = [
        Reminder(line=line, left=working_days_left(today, line.due, calendar))
        for line in lines
        if line.open and line.due is not None
    ]
    return tuple(sorted((one for one in found if one.left <= within), key=lambda one: one.left))


def ledger_rows(
    lines: Iterable[LedgerLine], sites: Mapping[SiteId, Site]
) -> tuple[tuple[str, ...], ...]:
    """Give the ledger row by row under HEADS; a site that left the register keeps its number."""
    return tuple(
        _row(number, line, sites.get(line.site_id)) for number, line in enumerate(lines, start=1)
    )


def _row(number: int, line: LedgerLine, site: Site | None) -> tuple[str, ...]:
    name = f"#{line.site_id}" if site is None else site.name or site.home_url
    return (
        str(number),
        "" if site is None else site.code or "",
        name,
        "" if site is None else site.sponsor,
        line.key.edition,
        line.key.item,
        line.problem,
        line.url,
        line.standing,
        " ".join(line.before),
        _time(line.found_at),
        line.notice,
        "" if line.due is None else line.due.isoformat(),
        line.measures,
        line.state.value,
        " ".join(line.after),
        "" if line.changed_at is None else _time(line.changed_at),
        str(line.recurrences),
        line.remark,
    )


def _time(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
