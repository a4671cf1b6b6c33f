"""`pucha probe`: visit the homepages of all registered sites, round after round."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from pucha.cli.context import SHANGHAI, State, print_json, state_of
from pucha.cli.progress import round_bar
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.ports import Clock
from schema.types.errors import UsageError
from schema.types.probe import RoundSummary
from schema.types.settings import Settings

_EVERY = re.compile(r"(?P<count>\d{1,5})(?P<unit>[smh])")
_UNITS = {"s": 1, "m": 60, "h": 3600}
_LOOK_SECONDS = 0.1


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("probe")(probe)


def probe(
    context: typer.Context,
    rounds: Annotated[int, typer.Option(min=1, help="How many rounds.")] = 1,
    every: Annotated[
        str, typer.Option(help="From the start of a round to the next, as 60m, 1h or 90s.")
    ] = "60m",
    site: Annotated[
        list[str] | None, typer.Option(help="Only this site: 标识码, home address or id.")
    ] = None,
    enqueue_only: Annotated[
        bool, typer.Option("--enqueue-only", help="Leave the work to running workers.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document a round, one a line.")
    ] = False,
) -> None:
    """Visit every registered homepage once a round; the rules ask for 20 rounds a day or more."""
    from pucha.wire import start_database

    state = state_of(context)
    pause = _seconds(every)
    settings = state.settings()
    url, server = start_database(settings)
    work = _Rounds(
        state=state, settings=settings, enqueue_only=enqueue_only, as_json=as_json, only=site or []
    )
    try:
        run(work.go(url, rounds, pause))
    finally:
        last_user_stops(server)


def _seconds(text: str) -> float:
    match = _EVERY.fullmatch(text.strip())
    if match is None or int(match["count"]) == 0:
        raise UsageError(f"--every {text!r}: the form is 60m, 1h or 90s")
    return float(int(match["count"]) * _UNITS[match["unit"]])


class _Rounds:
    """Rounds made by this command, one after another, on time."""

    def __init__(
        self,
        *,
        state: State,
        settings: Settings,
        enqueue_only: bool,
        as_json: bool,
        only: list[str],
    ) -> None:
        self._state = state
        self._settings = settings
        self._enqueue_only = enqueue_only
        self._as_json = as_json
        self._only = only

    async def go(self, url: str, rounds: int, pause: float) -> None:
        """Make the rounds; a round that takes longer than the pause is followed at once."""
        from crawler.fleet.own_faults.garbage import collecting_between
        from pucha.wire import open_stores
        from pucha.working import work_on_probes

        async with open_stores(url, self._settings) as stores:
            sites = await self._chosen(stores)

            async def all_done() -> bool:
                with collecting_between() as collect:
                    async for due_at in self._times(rounds, pause):
                        await self._round(stores, due_at, sites)
                        collect()
                return True

            if self._enqueue_only:
                await all_done()
            else:
                await work_on_probes(self._settings, stores, until=all_done)

    async def _times(self, rounds: int, pause: float) -> AsyncIterator[datetime]:
        """Give the time of each round when it has come."""
        from pucha.clock import clock_of

        clock = clock_of(self._settings.clock)
        began = clock.now()
        for number in range(rounds):
            due_at = began + timedelta(seconds=number * pause)
            if due_at > clock.now():
                self._state.say(f"next round in {(due_at - clock.now()).total_seconds():.0f} s")
            await _until(due_at, clock)
            yield due_at

    async def _chosen(self, stores: Any) -> list[Any] | None:
        if not self._only:
            if not await stores.register.sites():
                raise UsageError("no site is registered: `pucha register import FILE` first")
            return None
        found = {text: await stores.register.find(text) for text in self._only}
        for text, one in found.items():
            if one is None:
                raise UsageError(f"no registered site has the code, address or id {text!r}")
        return [one.id for one in found.values()]

    async def _round(self, stores: Any, due_at: Any, sites: list[Any] | None) -> None:
        from pucha.clock import clock_of
        from pucha.probing import make_round

        one = await make_round(stores, self._settings, due_at, sites)
        if self._enqueue_only:
            self._state.say(f"round {one.id} is enqueued; `pucha worker` takes its batches")
            return
        clock = clock_of(self._settings.clock)
        with round_bar(self._state, clock) as bar:
            while (progress := await stores.visits.progress(one.id)).done < progress.batches:
                bar(progress)
                await clock.sleep(_LOOK_SECONDS)
            bar(progress)
        summary = await stores.visits.summary(one)
        if self._as_json:
            print_json(_document(summary), line=True)
        else:
            for line in _lines(summary):
                self._state.out.print(line, markup=False, soft_wrap=True)


async def _until(due_at: datetime, clock: Clock) -> None:
    """Wait for a time of day, which a simulator may move meanwhile."""
    while (left := (due_at - clock.now()).total_seconds()) > 0:
        await clock.sleep(min(left, _LOOK_SECONDS))


def _lines(summary: RoundSummary) -> list[str]:
    one, visits = summary.round, summary.progress.visits
    at = one.due_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    counted = ", ".join(f"{word} {n}" for word, n in sorted(visits.items(), key=_most))
    lines = [
        f"round {one.id} · {at} · from {', '.join(one.vantages)}",
        f"{sum(visits.values())} visits in {summary.seconds:.0f} s: {counted or 'none'}",
        *(f"  {n:>6}  {word:<12} {what}" for word, what, n in summary.outcomes),
    ]
    lines += [f"together: {n} sites on {ip} failed" for ip, n in summary.together]
    lines += [
        f"void {_clock(period.starts_at)}-{_clock(period.ends_at)} ({period.vantage}, "
        f"{period.cause}): {period.reason}"
        for period in summary.voids
    ]
    return lines


def _most(pair: tuple[Any, int]) -> int:
    return -pair[1]


def _clock(at: Any) -> str:
    return str(at.astimezone(SHANGHAI).strftime("%H:%M:%S"))


def _document(summary: RoundSummary) -> dict[str, Any]:
    return {
        "round": summary.round.id,
        "due_at": summary.round.due_at.isoformat(),
        "vantages": list(summary.round.vantages),
        "seconds": round(summary.seconds, 1),
        "visits": {str(word): n for word, n in summary.progress.visits.items()},
        "outcomes": [
            {"counts_as": str(word), "outcome": what, "visits": n}
            for word, what, n in summary.outcomes
        ],
        "together": [{"address": ip, "sites": n} for ip, n in summary.together],
        "void": [
            {
                "vantage": period.vantage,
                "from": period.starts_at.isoformat(),
                "to": period.ends_at.isoformat(),
                "cause": period.cause,
                "reason": period.reason,
            }
            for period in summary.voids
        ],
    }
