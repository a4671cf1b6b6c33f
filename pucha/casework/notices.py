"""The notices that go out: their words from config/casework, filled with the ledger's lines."""

from collections.abc import Mapping, Sequence

from audit.people.ledger import LedgerLine
from audit.people.ledger_table import Reminder
from audit.people.notices import Notice, write_notice
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
    return write_notice(load_notices()["issued"], values, map(_row, one.lines))


def reminder_notice(due: Sequence[Reminder], sites: Mapping[SiteId, Site]) -> Notice:
    """Write the reminder of what is due soon or overdue (催办)."""
    rows = [
        {
            **_row(one.line),
            "site": _name(sites.get(one.line.site_id), one.line),
            "due": "" if one.line.due is None else one.line.due.isoformat(),
            "left": f"还剩{one.left}个工作日" if one.left >= 0 else f"已超期{-one.left}个工作日",
        }
        for one in due
    ]
    return write_notice(load_notices()["reminder"], {"count": str(len(rows))}, rows)


def trial_notice() -> Notice:
    """Write the notice that only shows that addresses work."""
    return write_notice(load_notices()["test"], {}, ())


def _name(site: Site | None, line: LedgerLine) -> str:
    return f"#{line.site_id}" if site is None else site.name or site.home_url


def _row(line: LedgerLine) -> dict[str, str]:
    return {
        "item": line.key.item,
        "problem": line.problem,
        "url": line.url,
        "evidence": " ".join(line.before),
    }
