"""What a fleet left behind in its database, and what its requests say of its leases."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bench.chaos_fleet import Database
from bench.chaos_sites import Asked

PENDING = "select count(*) from sweep_site where state = 'pending'"
AT_WORK = "select count(distinct holder) from run"
JOBS = "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
COUNTS = {
    "pairs": "select count(*) from sweep_site",
    "lost": PENDING,
    "accepted_twice": """
        select count(*) from (select from run where outcome = 'accepted'
            group by sweep_id, site_id having count(*) > 1) as twice""",
    "replaced_accepted": """
        select count(*) from run a where a.outcome = 'accepted' and exists (
            select from run b where b.site_id = a.site_id and b.token <> a.token
                and b.started_at between a.started_at and a.ended_at)""",
    "foreign_evidence": """
        select count(*) from (
            select e.token from evidence e join sweep_site s using (sweep_id, site_id)
                where e.token is distinct from s.accepted_token
            union all
            select token from (select token from archive_segment union all
                    select token from link_check union all select token from probe) as rows
                left join sweep_site s on s.accepted_token = token
                where s.accepted_token is null) as of_others""",
    "doubled_evidence": """
        select coalesce(sum(abs(evidence_rows - (select count(*) from evidence e
            where e.sweep_id = s.sweep_id and e.site_id = s.site_id))), 0)
        from sweep_site s where state = 'done'""",
    "unjudged": """
        select count(*) from sweep_site s join sweep w on w.id = s.sweep_id
            join run r on r.token = s.accepted_token
        where s.state = 'done' and not exists (
            select from sheet h where h.sweep_id = coalesce(w.follows, w.id)
                and h.site_id = s.site_id and h.made_at >= r.ended_at)""",
    "uneven": """
        select count(*) from sweep_site where state = 'done'
            and pages <> (select mode() within group (order by pages) from sweep_site)""",
    "attempts": "select count(*) from run",
    "refused": "select count(*) from run where outcome = 'refused'",
    "died": "select count(*) from run where outcome is null",
    "failed": "select count(*) from run where outcome = 'failed'",
}
_ATTEMPTS = """
    select extract(epoch from started_at)::float8, split_part(home_url, '/', 3), holder
    from run join site on site.id = run.site_id order by started_at
"""


class Attempt(NamedTuple):
    """A row of `run`."""

    at: float
    host: str
    holder: str


async def attempts_in(database: Database) -> list[Attempt]:
    """Give all attempts, the oldest first."""
    return [Attempt(*row) for row in await database.rows(_ATTEMPTS)]


def late_requests(
    log: Sequence[Asked], attempts: Sequence[Attempt], holders: dict[str, str]
) -> Counter[tuple[str, Attempt]]:
    """Count the requests of a worker after another one's attempt on the same site had begun.

    They are counted by worker and by the attempt that had begun. An attempt that follows one of the
    same process cannot be told from it and is not counted.
    """
    of_host: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        of_host[attempt.host].append(attempt)
    late: Counter[tuple[str, Attempt]] = Counter()
    for asked in log:
        began = of_host[asked.host]
        newest = bisect_left(began, asked.at, key=lambda one: one.at) - 1
        if newest >= 0 and began[newest].holder != holders[asked.worker]:
            late[asked.worker, began[newest]] += 1
    return late
