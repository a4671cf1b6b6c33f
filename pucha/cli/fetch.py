"""`pucha fetch`: fetch as the fleet would, one outcome a line."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pucha.cli.context import State, print_json, state_of
from pucha.cli.running import run
from schema.ports import Renderer
from schema.types.capture import RENDER, Page, Request
from schema.types.errors import PuchaError, UsageError
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
    render: Annotated[
        bool, typer.Option("--render", help="As a browser shows them (pucha[render]).")
    ] = False,
    save: Annotated[
        Path | None, typer.Option(help="Write the page there, for `pucha read`; one URL.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Fetch addresses as the fleet would and tell how each ended."""
    state = state_of(context)
    settings = state.settings(network_overrides(connect_to, allow_private=allow_private))
    if save is not None and len(urls) != 1:
        raise UsageError("--save is for one URL")
    renderer = _renderer(settings) if render else None
    run(_fetch_all(state, settings, urls, renderer, save, as_json=as_json))


def _renderer(settings: Settings) -> Renderer:
    """Give the browser; raise PuchaError that says why there is none."""
    from crawler.render.chromium import why_not
    from pucha.crawling import make_renderer

    renderer = make_renderer(settings)
    if renderer is None:
        raise PuchaError(f"no page can be rendered: {why_not(settings.render.chromium)}")
    return renderer


async def _fetch_all(
    state: State,
    settings: Settings,
    urls: list[str],
    renderer: Renderer | None,
    save: Path | None,
    *,
    as_json: bool,
) -> None:
    from crawler.fleet.politeness.politeness import HostGate
    from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
    from pucha.clock import SiteClock, clock_of
    from pucha.crawling import make_fetcher, make_router

    clock = clock_of(settings.clock)
    hops = AiohttpHops(settings.fetch, SiteClock(clock))
    gate = HostGate(settings.politeness, clock)
    fetcher = make_fetcher(hops, settings, make_router(settings), gate, clock)
    limit = asyncio.Semaphore(settings.fleet.concurrency)

    async def one(url: str) -> Page:
        async with limit:
            if renderer is None:
                return await fetcher.fetch(Request(url=url))
            return (await renderer.render(Request(url=url, purpose=RENDER), fetcher)).page

    tasks = [asyncio.create_task(one(url)) for url in urls]
    try:
        for task in tasks:
            page = await task
            if save is not None:
                _save(save, page)
            described = describe(page)
            if as_json:
                print_json(described, line=True)
            else:
                state.out.print(_sentence(described), soft_wrap=True, markup=False)
    finally:
        if renderer is not None:
            await renderer.close()
        await fetcher.close()


def _save(file: Path, page: Page) -> None:
    try:
        file.write_bytes(page.body)
    except OSError as err:
        raise PuchaError(f"{file} cannot be written: {err.strerror}") from err


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
        "timings": asdict(page.timings),
        "class": answer.page_class,
        "defects": list(page.defects),
        **({"rendered": True} if page.rendered else {}),
    }


def _sentence(row: dict[str, Any]) -> str:
    size = f"{row['body_bytes']:,} B" if row["body_bytes"] else "no body"
    word = f"{row['outcome']} ({row['reason']})"
    return f"{row['url']}  {word}  {row['class'] or '-'}  {size}  {row['seconds']:.2f} s"
