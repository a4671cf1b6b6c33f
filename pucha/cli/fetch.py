"""`pucha fetch`: fetch as the fleet would, one outcome a line."""

import asyncio
from typing import Annotated, Any

import typer

from pucha.cli.context import State, print_json, state_of
from pucha.cli.running import run
from schema.types.capture import Page, Request
from schema.types.settings import Settings

ALLOW_PRIVATE = ("0.0.0.0/0", "::/0")
ConnectTo = Annotated[
    list[str] | None,
    typer.Option("--connect-to", help="HOST:PORT:ADDR:PORT, as curl's; may be repeated."),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Permit loopback and private addresses.")
]


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fetch")(fetch)


def network_overrides(connect_to: list[str] | None, *, allow_private: bool) -> dict[str, Any]:
    """Turn the options of a command into settings."""
    found: dict[str, Any] = {}
    if connect_to:
        found["network.connect_to"] = tuple(connect_to)
    if allow_private:
        found["network.allow"] = ALLOW_PRIVATE
    return found


def fetch(
    context: typer.Context,
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses to fetch.")],
    connect_to: ConnectTo = None,
    allow_private: AllowPrivate = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Fetch addresses as the fleet would and tell how each ended."""
    state = state_of(context)
    settings = state.settings(network_overrides(connect_to, allow_private=allow_private))
    run(_fetch_all(state, settings, urls, as_json=as_json))


async def _fetch_all(state: State, settings: Settings, urls: list[str], *, as_json: bool) -> None:
    from crawler.fleet.hop_aiohttp import AiohttpHops
    from crawler.fleet.politeness import HostGate
    from pucha.clock import SystemClock
    from pucha.wire import make_fetcher, make_router

    clock = SystemClock()
    hops = AiohttpHops(settings.fetch, clock)
    gate = HostGate(settings.politeness, clock)
    fetcher = make_fetcher(hops, settings, make_router(settings), gate, clock)
    limit = asyncio.Semaphore(settings.fleet.concurrency)

    async def one(url: str) -> Page:
        async with limit:
            return await fetcher.fetch(Request(url=url))

    tasks = [asyncio.create_task(one(url)) for url in urls]
    try:
        for task in tasks:
            described = describe(await task)
            if as_json:
                print_json(described, line=True)
            else:
                state.out.print(_sentence(described), soft_wrap=True, markup=False)
    finally:
        await fetcher.close()


def describe(page: Page) -> dict[str, Any]:
    """Tell how a fetch ended, in the words of the vocabulary (§2–3)."""
    from config.lexicon import load_lexicon
    from crawler.survey.answer import read_answer

    answer = read_answer(Request(url=page.url), page, None, load_lexicon())
    return {
        "url": page.url,
        "final_url": page.final_url,
        "outcome": page.outcome,
        "reason": page.reason,
        "status": page.status,
        "redirects": list(page.redirects),
        "wire_bytes": page.wire_bytes,
        "body_bytes": len(page.body),
        "sha256": page.sha256,
        "charset": answer.reading.charset if answer.reading and page.body else None,
        "seconds": page.seconds,
        "class": answer.page_class,
        "defects": list(page.defects),
    }


def _sentence(row: dict[str, Any]) -> str:
    size = f"{row['body_bytes']:,} B" if row["body_bytes"] else "no body"
    word = f"{row['outcome']} ({row['reason']})"
    return f"{row['url']}  {word}  {row['class'] or '-'}  {size}  {row['seconds']:.2f} s"
