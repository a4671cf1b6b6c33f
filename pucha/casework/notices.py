"""The notices that go out: their words from config/casework, filled with the ledger's lines."""

from collections.abc import Mapping, Sequence

from audit.people.ledger import LedgerLine
from audit.people.ledger_table import Reminder
from audit.people.notices import Notice, row_of, told_together, write_notice
from config.casework_files import load_notices
from pucha.casework.rectifying import Issued
from schema.types.ids import SiteId
from schema.types.site import Site


def issued_notice(one: Issued) -> Notice:
    """Write the notice to the unit behind a site (整改通知)."""
    values = {
        "notice": one.notice,
        "unit": one.site.sponsor or one.site.name or one.site.home_url,
        "site": one.site.name or one.site.home_url,
        "site_url": one.site.home_url,
        "due": one.due.isoformat(),
    }
    return write_notice(load_notices()["issued"], values, map(row_of, told_together(one.lines)))


def reminder_notice(due: Sequence[Reminder], sites: Mapping[SiteId, Site]) -> Notice:
    """Write the reminder of what is due soon or overdue (催办)."""
    left = {(one.line.site_id, one.line.key): one.left for one in due}
    rows = [
        {
            **row_of(lines),
            "site": _name(sites.get(lines[0].site_id), lines[0]),
            "due": "" if lines[0].due is None else lines[0].due.isoformat(),
            "left": _left(left[lines[0].site_id, lines[0].key]),
        }
        for lines in told_together(one.line for one in due)
    ]
    return write_notice(load_notices()["reminder"], {"count": str(len(rows))}, rows)


def trial_notice() -> Notice:
    """Write the notice that only shows that addresses work."""
    return write_notice(load_notices()["test"], {}, ())


def _name(site: Site | None, line: LedgerLine) -> str:
    return f"#{line.site_id}" if site is None else site.name or site.home_url


def _left(days: int) -> str:
    return f"还剩{days}个工作日" if days >= 0 else f"已超期{-days}个工作日"
