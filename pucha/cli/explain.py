"""`pucha explain`: why a page was fetched or not, and why it was read as it was."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pucha.cli.context import State, parse_home, print_json, state_of
from pucha.cli.fetch import AllowPrivate, ConnectTo, describe, network_overrides
from pucha.cli.read import parse_moment
from pucha.cli.running import run
from schema.types.capture import Page, Request
from schema.types.errors import PuchaError, UsageError
from schema.types.settings import Settings
from schema.types.terms import TermList

_PAGES = {".html", ".htm", ".shtml", ".xhtml", ".xml", ".json", ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A page to explain: its bytes, what is known of them, and how it came."""

    body: bytes
    url: str | None
    fetched_at: datetime | None
    content_type: str | None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    fetch: dict[str, Any] | None = None
    """How it was fetched or why it was not; None for a saved file."""
    came: bool = True


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    page: Annotated[str, typer.Argument(metavar="FILE|URL", help="A saved page, or an address.")],
    url: Annotated[str | None, typer.Option(help="The address of a saved page.")] = None,
    fetched_at: Annotated[str | None, typer.Option(help="When it was fetched.")] = None,
    content_type: Annotated[str | None, typer.Option(help="Its Content-Type header.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Also write index.html and the marked page here.")
    ] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your list of wrong terms (.toml or .csv) to look for."),
    ] = None,
    connect_to: ConnectTo = None,
    allow_private: AllowPrivate = False,
    as_json: Annotated[bool, typer.Option("--json", help="The explanation as JSON.")] = False,
) -> None:
    """Explain a page: fetched or skipped and why, its kind, its lists, each date and its source."""
    from config.terms import load_terms

    state = state_of(context)
    terms = load_terms(lexicon) if lexicon is not None else TermList()
    if Path(page).is_file():
        source = _saved(Path(page), url, parse_moment(fetched_at), content_type)
    elif url or fetched_at or content_type or _looks_like_a_file(page):
        raise UsageError(f"there is no file {page}; an address is written as http://…")
    else:
        overrides = network_overrides(connect_to, allow_private=allow_private)
        source = run(_fetched(state.settings(overrides), parse_home(page)))
    _show(state, source, out, terms, as_json=as_json)


def _looks_like_a_file(page: str) -> bool:
    return "://" not in page and Path(page).suffix.lower() in _PAGES


def _saved(
    file: Path, url: str | None, moment: datetime | None, content_type: str | None
) -> _Source:
    try:
        body = file.read_bytes()
    except OSError as err:
        raise PuchaError(f"{file} cannot be read: {err.strerror}") from err
    return _Source(body=body, url=url, fetched_at=moment, content_type=content_type)


async def _fetched(settings: Settings, url: str) -> _Source:
    """Fetch a page as the fleet would, after the robots.txt of its host."""
    from crawler.fleet.politeness.politeness import HostGate
    from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
    from pucha.clock import SiteClock, clock_of
    from pucha.crawling import make_fetcher, make_router
    from pucha.explaining.permission import permission, robots_url

    clock = clock_of(settings.clock)
    hops, gate = AiohttpHops(settings.fetch, SiteClock(clock)), HostGate(settings.politeness, clock)
    fetcher = make_fetcher(hops, settings, make_router(settings), gate, clock)
    try:
        robots = await fetcher.fetch(Request(url=robots_url(url), purpose="robots"))
        allowed = permission(robots, url, obeyed=settings.politeness.robots == "obey")
        if not allowed.asked:
            skipped = {"url": url, "skipped": True, "robots": allowed.why}
            return _Source(
                body=b"", url=url, fetched_at=None, content_type=None, fetch=skipped, came=False
            )
        page = await fetcher.fetch(Request(url=url, purpose="visit"))
    finally:
        await fetcher.close()
    return _source(page, {**describe(page), "robots": allowed.why})


def _source(page: Page, fetch: dict[str, Any]) -> _Source:
    return _Source(
        came=bool(page.exchanges) and page.status is not None,
        body=page.body,
        url=page.final_url,
        fetched_at=page.fetched_at,
        content_type=page.content_type,
        status=page.status,
        headers=page.headers,
        fetch=fetch,
    )


def _show(
    state: State, source: _Source, out: Path | None, terms: TermList, *, as_json: bool
) -> None:
    from config.lexicon import load_lexicon
    from crawler.content.propose import propose
    from crawler.explain import explain_page
    from crawler.extract.text.decode import decode
    from crawler.reading import examine_page
    from pucha.explaining.pages import render
    from pucha.explaining.terminal import fetch_lines, lines

    if not source.came:
        if as_json:
            print_json({"fetch": source.fetch})
            return
        for line in fetch_lines(source.fetch):
            state.out.print(line, markup=False, soft_wrap=True)
        return
    examined = examine_page(
        source.body, url=source.url, fetched_at=source.fetched_at,
        content_type=source.content_type, lexicon=load_lexicon(),
        status=source.status, headers=source.headers,
    )  # fmt: skip
    found, proposals = explain_page(examined), propose(examined, terms)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        text = decode(source.body, source.content_type).text
        for name, data in render(found, text, proposals).items():
            (out / name).write_bytes(data)
        state.say(f"written: {out / 'index.html'}")
    if as_json:
        whole = json.loads(json.dumps(asdict(found), ensure_ascii=False, default=str))
        content = json.loads(json.dumps([asdict(one) for one in proposals], ensure_ascii=False))
        print_json({"fetch": source.fetch, **whole, "content": content})
        return
    for line in (*fetch_lines(source.fetch), *lines(found, proposals)):
        state.out.print(line, markup=False, soft_wrap=True)
