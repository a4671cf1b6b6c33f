"""`pucha second-visits`: look again, hours later, at what one look of a sweep left open."""

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from audit.report.wording import moment
from audit.windows import SHANGHAI
from pucha.cli.context import State, print_json, state_of
from pucha.cli.progress import sweep_bar
from pucha.cli.stores import with_stores
from pucha.wire import Stores
from schema.store.second_visits import Waiting
from schema.types.ids import SweepId
from schema.types.settings import Settings
from schema.types.sweep import Sweep, SweepProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondVisitsSummary:
    """What the second visits of one sweep came to so far, and what still waits."""

    sweep: Sweep
    made_by: tuple[SweepId, ...]
    progress: SweepProgress
    waiting: Waiting

    def as_json(self) -> dict[str, Any]:
        """Give the summary as one document."""
        due = self.waiting.due
        return {
            "sweep": self.sweep.id,
            "made_by": list(self.made_by),
            "sites": self.progress.sites,
            "done": self.progress.done,
            "pages": self.progress.pages,
            "waiting": self.waiting.sites,
            "next_due": None if due is None else due.astimezone(SHANGHAI).isoformat(),
        }

    def lines(self) -> list[str]:
        """Give the summary for a person."""
        lines = [
            f"sweep {self.sweep.id}: {self.progress.done} of {self.progress.sites} second visits "
            f"made, {self.progress.pages} pages; their sheets are judged anew"
            if self.progress.sites
            else f"sweep {self.sweep.id}: no second visit was made yet"
        ]
        if self.waiting.due is not None:
            due = f"{moment(self.waiting.due)} (Beijing time)"
            lines.append(f"{self.waiting.sites} sites wait, the first until {due}")
        return lines


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("second-visits")(second_visits)


def second_visits(
    context: typer.Context,
    sweep: Annotated[
        int | None, typer.Option(help="A sweep's id; else the newest whole one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Ask again only what failed, was empty or was unanswered at one look; judge those sites anew.

    A running `pucha worker` does it by itself.
    """
    state = state_of(context)
    settings = state.settings()

    async def work(stores: Stores) -> SecondVisitsSummary:
        return await _second_visits(state, settings, stores, sweep)

    summary = with_stores(settings, work)
    if as_json:
        print_json(summary.as_json())
        return
    for line in summary.lines():
        state.out.print(line, markup=False, soft_wrap=True)


async def _second_visits(
    state: State, settings: Settings, stores: Stores, number: int | None
) -> SecondVisitsSummary:
    from pucha.auditing import sweep_of
    from pucha.clock import clock_of
    from pucha.working import work_on_surveys

    one, clock = await sweep_of(stores, number), clock_of(settings.clock)
    await stores.second_visits.take_due(clock.now(), one.id)
    made_by = await stores.second_visits.following(one.id)
    progress = await _progress(stores, made_by)
    if progress.done < progress.sites:
        with sweep_bar(state, clock) as bar:

            async def done() -> bool:
                now = await _progress(stores, made_by)
                bar.show(now)
                return now.done >= now.sites

            runner = await work_on_surveys(
                settings, stores, queues=("recheck", "audit"), until=done
            )
        for sweep_id in made_by:
            second = await stores.sweeps.get(sweep_id)
            if second is not None:
                await runner.judge_missing(second)
    return SecondVisitsSummary(
        sweep=one,
        made_by=made_by,
        progress=await _progress(stores, made_by),
        waiting=await stores.second_visits.waiting(one.id),
    )


async def _progress(stores: Stores, sweeps: tuple[SweepId, ...]) -> SweepProgress:
    each = [await stores.sweeps.progress(one) for one in sweeps]
    return SweepProgress(
        sites=sum(one.sites for one in each),
        done=sum(one.done for one in each),
        failed_visits=sum(one.failed_visits for one in each),
        pages=sum(one.pages for one in each),
    )
