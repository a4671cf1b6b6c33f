"""`pucha sample`: spot-checks (抽查核查), from the draw to the feed of evidence."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from audit.people.estimate import Estimate
from audit.people.sampling import SampleRule, Why
from audit.sweep.concord import ItemConcord
from audit.sweep.intervals import Rate
from config.casework_files import min_ratio
from pucha.casework.sampling import (
    Disputed,
    Drawn,
    SampleResult,
    check,
    draw_sample,
    sample_of,
    sum_up,
)
from pucha.cli.context import State, print_json, state_of
from pucha.cli.people import AsJson, By, Site
from pucha.cli.review import Reason
from pucha.cli.stores import with_stores
from pucha.clock import clock_of
from pucha.wire import Stores
from schema.types.finding import SiteResult
from schema.types.names import name_key

app = typer.Typer(
    help="抽查核查: draw a sample, share it out, take results in, hand the evidence on.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the sample, say 2026Q4.")]


@app.command("draw")
def draw(
    context: typer.Context,
    name: Name,
    by: By,
    seed: Annotated[str, typer.Option(help="Any text; the same seed draws the same sites.")],
    share: Annotated[
        float | None, typer.Option(help="Share of all running sites, say 0.3.")
    ] = None,
    number: Annotated[int | None, typer.Option(help="Sites in all.")] = None,
    sweep: Annotated[
        int | None, typer.Option(help="What failed in it is in; else the newest whole one.")
    ] = None,
) -> None:
    """Draw a sample by division, level and kind; what failed before is always in it."""
    state = state_of(context)
    settings = state.settings()
    asked = min_ratio()
    if share is None and number is None:
        share = asked
    rule = SampleRule(seed=seed, share=share, number=number, min_ratio=asked)
    now = clock_of(settings.clock).now()

    async def work(stores: Stores) -> Drawn:
        await draw_sample(stores, name, rule, by=by, now=now, sweep=sweep)
        return await sample_of(stores, name)

    _show(state, with_stores(settings, work))


def _show(state: State, one: Drawn) -> None:
    enough = "" if one.enough else f"，低于要求的{min_ratio():.0%}"
    again = sum(pick.why is Why.FAILED_BEFORE for pick in one.picks)
    count = f"抽查{len(one.picks)}个（上期不合格复查{again}个），比例{one.ratio:.1%}{enough}"
    head = f"{one.name} · 种子 {one.seed} · {count}"
    state.out.print(head, markup=False, soft_wrap=True)
    for row in one.strata:
        place = " · ".join(row["stratum"])
        line = f"  {place}：运行{row['running']}，抽查{row['sampled']}"
        state.out.print(line, markup=False, soft_wrap=True)
    for word, n in one.excluded.items():
        state.out.print(f"  未列入（{word}）：{n}", markup=False)
    if nobody := sum(not pick.reviewer for pick in one.picks):
        state.out.print(f"  没有可以分派的复核员：{nobody}")


@app.command("list")
def worklist(
    context: typer.Context,
    name: Name,
    reviewer: Annotated[str | None, typer.Option(help="Only this reviewer's sites.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the sites of a sample, whose worklist each is on, and why it is in."""
    state = state_of(context)
    found = with_stores(state.settings(), lambda stores: sample_of(stores, name))
    mine = [
        one
        for one in found.picks
        if reviewer is None or (one.reviewer and name_key(one.reviewer) == name_key(reviewer))
    ]
    if not mine:
        whom = "" if reviewer is None else f"{reviewer} of "
        state.say(f"no site is on the worklist of {whom}the sample {name!r}")
    for one in mine:
        if as_json:
            values = {"site": one.site_id, "url": one.url, "why": one.why}
            print_json(values | {"reviewer": one.reviewer, "stratum": one.stratum}, line=True)
        else:
            place = " · ".join(one.stratum)
            line = f"#{one.site_id}\t{one.url}\t{place}\t{one.why.value}\t{one.reviewer or '—'}"
            state.out.print(line, markup=False, soft_wrap=True)


@app.command("check")
def check_site(
    context: typer.Context,
    name: Name,
    site: Site,
    result: Annotated[SiteResult, typer.Option(help="合格 or 不合格.")],
    by: By,
    reason: Reason,
) -> None:
    """Write down what a reviewer found of a site."""
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    with_stores(
        settings,
        lambda stores: check(stores, name, site, result=result, reason=reason, by=by, now=now),
    )


@app.command("result")
def result(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Sum a sample up: pass rate with its 95 % interval, agreement of machine and people."""
    state = state_of(context)
    found = with_stores(state.settings(), lambda stores: sum_up(stores, name))
    if as_json:
        print_json(_values(found))
        return
    _show(state, found.sample)
    state.out.print(f"合格率（抽查的网站）：{_plain(found.all_checked)}")
    state.out.print(f"合格率（随机抽中，不含上期不合格）：{_rate(found.drawn_at_random)}")
    state.out.print(f"合格率（推算全部运行网站）：{_estimate(found.running)}", soft_wrap=True)
    for one in found.disputed:
        state.out.print(_dispute(one), markup=False, soft_wrap=True)
    agreed = found.agreement
    if agreed.share is not None:
        kappa = "无定义" if agreed.kappa is None else f"{agreed.kappa:.3f}"
        state.out.print(f"机器与人工一致率：{agreed.share:.1%}，κ = {kappa}")
    for (machine, person), n in sorted(agreed.pairs.items()):
        state.out.print(f"  机器{machine}，人工{person}：{n}")
    for head, concords in (("全部", found.items), ("随机抽中", found.items_drawn)):
        if concords:
            state.out.print(f"机器与人工逐项一致（{head}）：")
        for concord in concords:
            state.out.print(f"  {_item(concord)}", markup=False, soft_wrap=True)


def _dispute(one: Disputed) -> str:
    """Say who says what of a site that no rate counts until they say the same."""
    said = "，".join(f"{name} {word.value}" for name, word in one.said.items())
    failed = "；人工认定不合格" if one.failed else ""
    return f"复核员意见不一致，未计入：#{one.site_id} {one.url}：{said}{failed}"


def _item(one: ItemConcord) -> str:
    """Say how far people agree with the machine on one item, and what it had left open."""
    counts = f"看过{one.n}，一致{one.agreed}，更正{one.amended}，不认可{one.rejected}"
    rate = f"，一致率 {_rate(one.rate)}" if one.n else ""
    settled = f"；机器未定、人工认定{one.settled}" if one.settled else ""
    return f"{one.item}：{counts}{rate}{settled}"


def _plain(one: Rate) -> str:
    """Say a share of what was checked, which is no sample of anything: it has no interval."""
    if one.share is None:
        return "尚无结论"
    return f"{one.passed}/{one.checked} = {one.share:.1%}"


def _estimate(one: Estimate) -> str:
    again = f"上期不合格{one.failed_before}个，已查{one.checked_again}个，单列"
    if one.share is None or one.low is None or one.high is None:
        return f"尚无结论（{again}）"
    uncovered = f"，{one.uncovered}个所在层尚无结论" if one.uncovered else ""
    return (
        f"{one.share:.1%}（95%区间 {one.low:.1%}–{one.high:.1%}；按层加权，{again}，"
        f"其余已查{one.checked}个，有效样本{one.effective:.1f}{uncovered}）"
    )


def _rate(one: Rate) -> str:
    if one.share is None or one.low is None or one.high is None:
        return "尚无结论"
    return f"{one.passed}/{one.checked} = {one.share:.1%}（95%区间 {one.low:.1%}–{one.high:.1%}）"


def _values(found: SampleResult) -> dict[str, object]:
    def rate(one: Rate) -> dict[str, object]:
        return {
            "passed": one.passed,
            "checked": one.checked,
            "share": one.share,
            "low": one.low,
            "high": one.high,
        }

    def items(found: tuple[ItemConcord, ...]) -> list[dict[str, object]]:
        return [
            {
                "item": one.item,
                "n": one.n,
                "agreed": one.agreed,
                "amended": one.amended,
                "rejected": one.rejected,
                "share": one.rate.share,
                "low": one.rate.low,
                "high": one.rate.high,
                "settled": one.settled,
            }
            for one in found
        ]

    sample = found.sample
    return {
        "sample": sample.name,
        "seed": sample.seed,
        "sites": len(sample.picks),
        "ratio": sample.ratio,
        "enough": sample.enough,
        "strata": list(sample.strata),
        "excluded": sample.excluded,
        "all": rate(found.all_checked),
        "random": rate(found.drawn_at_random),
        "running": asdict(found.running),
        "agreement": {
            "share": found.agreement.share,
            "kappa": found.agreement.kappa,
            "pairs": [
                {"machine": machine, "person": person, "sites": n}
                for (machine, person), n in sorted(found.agreement.pairs.items())
            ],
        },
        "items": items(found.items),
        "items_drawn": items(found.items_drawn),
        "disputed": [
            {
                "site": one.site_id,
                "url": one.url,
                "failed": one.failed,
                "said": [{"by": name, "result": word.value} for name, word in one.said.items()],
            }
            for one in found.disputed
        ],
    }


@app.command("feed")
def feed(
    context: typer.Context,
    name: Name,
    out: Annotated[Path, typer.Option(help="Folder for feed.ndjson and warc/.")],
) -> None:
    """Write a sample's sheets, decisions and evidence for another platform, with the WARC files."""
    from pucha.casework.feeding import feed as write
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()
    files = segment_files(settings)
    done = with_stores(settings, lambda stores: write(stores, files, name, out))
    words = f"{done.sites} sites, {done.segments} segments: {out}"
    state.out.print(words, markup=False, soft_wrap=True)
