"""`pucha history SITE`: states over time, first sights, and signs of forged dates."""

from collections.abc import Iterator
from typing import Annotated

import typer

from audit.windows import SHANGHAI
from pucha.cli.context import print_json, state_of
from pucha.cli.stores import with_stores
from pucha.clock import clock_of
from pucha.history import SiteHistory, site_history
from pucha.wire import Stores
from schema.types.errors import UsageError

_SHOWN = 5


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("history")(history)


def history(
    context: typer.Context,
    site: Annotated[str, typer.Argument(metavar="SITE", help="标识码, home address or id.")],
    edition: Annotated[str | None, typer.Option(help="Edition; else that of the settings.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, with the charts' data.")
    ] = False,
) -> None:
    """Show the states of a site and its columns over all sweeps, and what a person should check."""
    state = state_of(context)
    settings = state.settings()

    async def work(stores: Stores) -> SiteHistory:
        found = await stores.register.find(site)
        if found is None or found.id is None:
            raise UsageError(f"no registered site has the code, address or id {site!r}")
        now = clock_of(settings.clock).now()
        return await site_history(stores, found, edition or settings.edition, now)

    seen = with_stores(settings, work)
    if as_json:
        print_json(seen.as_json())
        return
    for line in _lines(seen):
        state.out.print(line, markup=False, soft_wrap=True)


def _lines(seen: SiteHistory) -> Iterator[str]:
    yield f"{seen.site.name or seen.site.home_url} · {len(seen.states)} 次巡检"
    for point in seen.states:
        yield f"  {point.as_of.astimezone(SHANGHAI):%Y-%m-%d %H:%M}  {point.state.value}"
    for (name, url), points in seen.columns.items():
        states = " → ".join(point.state or "未定" for point in points[-_SHOWN:])
        yield f"  {name}  {states}  {points[-1].newest or '—'}  {url}"
    yield f"疑似伪造发稿日期：{len(seen.late)}"
    for late in seen.late[:_SHOWN]:
        yield (
            f"  {late.claimed}  {late.item.title}：首次出现 "
            f"{late.item.first_seen.astimezone(SHANGHAI):%Y-%m-%d}，此前巡检未见"
        )
    yield f"疑似突击更新：{len(seen.bulk)}"
    for bulk in seen.bulk[:_SHOWN]:
        yield f"  {bulk.column_url}：一次出现{len(bulk.items)}条 {bulk.stamp}"
    yield f"疑似旧稿重发：{len(seen.redated)}"
    for one in seen.redated[:_SHOWN]:
        yield (
            f"  {one.claimed}  {one.item.title}：首次出现 "
            f"{one.item.first_seen.astimezone(SHANGHAI):%Y-%m-%d}，早于所标日期"
        )
    yield f"疑似旧文新发：{len(seen.repeated)}"
    for copy in seen.repeated[:_SHOWN]:
        yield (
            f"  {copy.claimed}  {copy.item.title}：正文与 {copy.originally} 的"
            f"“{copy.original.title}”相同（摘要 {copy.text[:16]}）"
        )
        yield f"    {copy.item.url}"
        yield f"    {copy.original.url}"
