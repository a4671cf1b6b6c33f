"""The numbers of a sweep: every view that prints one asks here (统计)."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.rows_json import rows_json
from schema.types.finding import SiteResult
from schema.types.ids import SiteId, SweepId
from schema.types.review import Recognition, SiteReview
from schema.types.statistics import (
    FailedItem,
    FindingCount,
    ResultCount,
    SiteOutcome,
    TrendCount,
    Unmeasured,
    VisitCounts,
)
from schema.types.verdict import Verdict

_RESULTS = text("""
    select s.province, s.city, s.county, s.level, s.is_portal, s.run_state = 'normal' as running,
        ss.state = 'done' as surveyed, sh.body ->> 'result' as result,
        coalesce(sh.vetoed, false) as vetoed,
        said.recognition is null and exists (
            select 1 from finding f
            where f.sweep_id = ss.sweep_id and f.site_id = ss.site_id and f.edition = :edition
                and f.verdict in ('FAIL', 'NEEDS_PERSON') and f.item = any(:judged)) as waits,
        said.recognition, coalesce(said.vetoed, false) as people_veto, count(*) as sites
    from sweep_site ss
    join site s on s.id = ss.site_id
    left join sheet sh on sh.sweep_id = ss.sweep_id and sh.site_id = ss.site_id
        and sh.edition = :edition
    left join jsonb_to_recordset(cast(:reviews as jsonb))
        as said(site_id bigint, recognition text, vetoed boolean) on said.site_id = ss.site_id
    where ss.sweep_id = :sweep
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
""")

_FINDINGS = text("""
    select f.item, f.verdict, f.reason, f.site_id = any(:decided) as decided, count(*) as sites
    from finding f join site s on s.id = f.site_id
    where f.sweep_id = :sweep and f.edition = :edition and s.run_state = 'normal'
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
""")

_VISITS = text("""
    select p.void, p.void_reason, count(*) as visits
    from probe p join sweep_site ss on ss.site_id = p.site_id and ss.sweep_id = :sweep
    where p.deciding and (p.at between :since and :until or p.sweep_id = :sweep)
    group by 1, 2 order by 1, 2
""")

_DIGESTS = text("""
    select distinct edition_digest from sheet
    where sweep_id = :sweep and edition = :edition order by 1
""")

_TREND = text("""
    with told as materialized (
        select sw.id, sw.as_of from sweep sw
        where sw.kind = 'nightly' and (sw.as_of, sw.id) <= (:as_of, :sweep)
            and (sw.id = :sweep or sw.edition = :edition or not exists (
                select 1 from sweep_site ss
                left join sheet x on x.sweep_id = ss.sweep_id and x.site_id = ss.site_id
                    and x.edition = :edition
                where ss.sweep_id = sw.id and ss.state = 'done' and x.site_id is null)))
    select told.id, told.as_of, sh.body ->> 'result' as result, count(*) as sites
    from told
    join sheet sh on sh.sweep_id = told.id and sh.edition = :edition
    join site s on s.id = sh.site_id
    where s.run_state = 'normal'
    group by 1, 2, 3 order by 2, 1, 3
""")

_FOLLOWED = text("""
    select now.body ->> 'result' as result, count(*) as sites
    from sheet before
    join sheet now on now.site_id = before.site_id and now.edition = before.edition
    where before.sweep_id = :before and now.sweep_id = :sweep and before.edition = :edition
        and before.body ->> 'result' = '不合格'
    group by 1 order by 1
""")

_OUTCOMES = text("""
    select s.id as site_id, s.code, s.name, s.home_url, s.province, s.city, s.county, s.level,
        s.is_portal, s.sponsor, s.run_state = 'normal' as running, sh.body ->> 'result' as result,
        sh.body -> 'score' ->> 'best' as best, sh.body -> 'score' ->> 'worst' as worst,
        coalesce(found.failed, '[]'::jsonb) as failed,
        coalesce(found.waiting, '[]'::jsonb) as waiting
    from sweep_site ss
    join site s on s.id = ss.site_id
    left join sheet sh on sh.sweep_id = ss.sweep_id and sh.site_id = ss.site_id
        and sh.edition = :edition
    left join lateral (
        select jsonb_agg(jsonb_build_array(f.item, f.body ->> 'explanation') order by f.item)
                filter (where f.verdict = 'FAIL') as failed,
            jsonb_agg(f.item order by f.item) filter (where f.item = any(:judged)) as waiting
        from finding f
        where f.sweep_id = ss.sweep_id and f.site_id = ss.site_id and f.edition = :edition
            and f.verdict in ('FAIL', 'NEEDS_PERSON')) found on true
    where ss.sweep_id = :sweep
    order by s.province, s.city, s.county, s.id
""")

_UNMEASURED = text("""
    select s.home_url, s.name, ss.state = 'done' as surveyed, count(*) over () as in_all
    from sweep_site ss
    join site s on s.id = ss.site_id
    left join sheet sh on sh.sweep_id = ss.sweep_id and sh.site_id = ss.site_id
        and sh.edition = :edition
    where ss.sweep_id = :sweep and sh.site_id is null
    order by s.id limit :most
""")

_NOBODY: Mapping[SiteId, SiteReview] = {}


class StatisticsStore:
    """Count what sweeps came to; nothing is written here."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def results(
        self,
        sweep: SweepId,
        edition: str,
        reviews: Mapping[SiteId, SiteReview] = _NOBODY,
        judged: Sequence[str] = (),
    ) -> tuple[ResultCount, ...]:
        """Count the sites of a sweep by place, kind and result; sites without a sheet too.

        `reviews` say what people made of some of them; of the others the `judged` items that
        failed, or ask for a person, wait for people.
        """
        said = [
            {"site_id": site, "recognition": one.recognition, "vetoed": one.vetoed}
            for site, one in reviews.items()
        ]
        values = {"sweep": sweep, "edition": edition, "judged": list(judged)}
        rows = await self._rows(_RESULTS, {**values, "reviews": rows_json(said)})
        return tuple(
            ResultCount(
                **{
                    **row._asdict(),
                    "result": _result(row.result),
                    "recognition": None
                    if row.recognition is None
                    else Recognition(row.recognition),
                }
            )
            for row in rows
        )

    async def findings(
        self, sweep: SweepId, edition: str, decided: Collection[SiteId] = ()
    ) -> tuple[FindingCount, ...]:
        """Count running sites by item, verdict and reason; those that people decided on apart."""
        values = {"sweep": sweep, "edition": edition, "decided": list(decided)}
        rows = await self._rows(_FINDINGS, values)
        return tuple(
            FindingCount(**{**row._asdict(), "verdict": Verdict(row.verdict)}) for row in rows
        )

    async def visits(self, sweep: SweepId, as_of: datetime, back: timedelta) -> VisitCounts:
        """Count the visits of the days before a sweep's point and its own, void ones by reason."""
        rows = await self._rows(_VISITS, {"sweep": sweep, "since": as_of - back, "until": as_of})
        return VisitCounts(
            valid=sum(row.visits for row in rows if not row.void),
            void=tuple((row.void_reason, row.visits) for row in rows if row.void),
        )

    async def digests(self, sweep: SweepId, edition: str) -> tuple[str, ...]:
        """Give the digests of the edition's files that the sheets were judged by; one as a rule."""
        rows = await self._rows(_DIGESTS, {"sweep": sweep, "edition": edition})
        return tuple(row.edition_digest for row in rows)

    async def trend(self, edition: str, sweep: SweepId, as_of: datetime) -> tuple[TrendCount, ...]:
        """Count running sites by result in every sweep up to one, oldest first.

        A sweep that was made under another edition has a say once all its sites have sheets of
        this one: a few that somebody looked at are no sweep.
        """
        rows = await self._rows(_TREND, {"edition": edition, "sweep": sweep, "as_of": as_of})
        return tuple(
            TrendCount(
                sweep=SweepId(row.id),
                as_of=row.as_of,
                result=SiteResult(row.result),
                sites=row.sites,
            )
            for row in rows
        )

    async def followed_up(
        self, sweep: SweepId, before: SweepId, edition: str
    ) -> Mapping[SiteResult, int]:
        """Tell what the sites that failed in an earlier sweep came to in this one (复查)."""
        rows = await self._rows(_FOLLOWED, {"sweep": sweep, "before": before, "edition": edition})
        return {SiteResult(row.result): row.sites for row in rows}

    async def unmeasured(
        self, sweep: SweepId, edition: str, most: int
    ) -> tuple[int, tuple[Unmeasured, ...]]:
        """Count the sites of a sweep without a sheet, and give the first of them."""
        values = {"sweep": sweep, "edition": edition, "most": most}
        rows = await self._rows(_UNMEASURED, values)
        sites = (Unmeasured(url=row.home_url, name=row.name, surveyed=row.surveyed) for row in rows)
        return (rows[0].in_all if rows else 0), tuple(sites)

    async def outcomes(
        self, sweep: SweepId, edition: str, judged: Sequence[str] = ()
    ) -> AsyncIterator[SiteOutcome]:
        """Give every site of a sweep, by place, a few at a time; `judged` are as in `results`."""
        values = {"sweep": sweep, "edition": edition, "judged": list(judged)}
        async with self._engine.connect() as connection:
            found = await connection.stream(_OUTCOMES, values)
            async for row in found:
                yield _outcome(row)

    async def _rows(self, query: Any, values: Mapping[str, Any]) -> list[Row[Any]]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(query, values)).all())


def _outcome(row: Row[Any]) -> SiteOutcome:
    return SiteOutcome(
        site_id=SiteId(row.site_id),
        code=row.code,
        name=row.name,
        url=row.home_url,
        province=row.province,
        city=row.city,
        county=row.county,
        level=row.level,
        is_portal=row.is_portal,
        sponsor=row.sponsor,
        running=row.running,
        result=_result(row.result),
        best=None if row.best is None else Decimal(row.best),
        worst=None if row.worst is None else Decimal(row.worst),
        failed=tuple(
            FailedItem(item=item, explanation=explanation) for item, explanation in row.failed
        ),
        waiting=tuple(row.waiting),
    )


def _result(word: str | None) -> SiteResult | None:
    return None if word is None else SiteResult(word)
