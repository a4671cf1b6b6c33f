"""`pucha read`: what pucha reads in a saved page; its JSON is a contract that other tools use."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pucha.cli.context import SHANGHAI, print_json, state_of
from schema.types.errors import PuchaError, UsageError
from schema.types.reading import ListState, PageKind, PageReading


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A saved page.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    fetched_at: Annotated[str | None, typer.Option(help="When it was fetched.")] = None,
    content_type: Annotated[str | None, typer.Option(help="Its Content-Type header.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="JSON lines {path, url, fetched_at, content_type}, path by its folder."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The contract, as JSON.")] = False,
) -> None:
    """Read saved pages: kind, title, publish date, list items, letters, columns."""
    if (file is None) == (batch is None):
        raise UsageError("name one FILE, or a list with --batch")
    if batch is not None:
        for row in _read_batch(batch):
            print_json(row, line=True)
        return
    if file is None:
        return
    moment = parse_moment(fetched_at)
    try:
        body = file.read_bytes()
    except OSError as err:
        raise PuchaError(f"{file} cannot be read: {err.strerror}") from err
    found = _contract(body, url, moment, content_type)
    if as_json:
        print_json(found)
    else:
        _show(context, found)


def _read_batch(batch: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = batch.open(encoding="utf-8") if str(batch) != "-" else sys.stdin
    except OSError as err:
        raise UsageError(f"{batch} cannot be read: {err.strerror}") from err
    with lines:
        try:
            for line in lines:
                if line.strip():
                    yield _read_line(line, batch.parent)
        except UnicodeDecodeError as err:
            raise UsageError(f"{batch} is no UTF-8 text") from err


def _read_line(line: str, folder: Path) -> dict[str, Any]:
    """Read one page of a batch; whatever is wrong with it stays its own."""
    url = None
    try:
        row = json.loads(line)
        url = row.get("url")
        body = (folder / row["path"]).read_bytes()
        moment = parse_moment(row.get("fetched_at"))
        return _contract(body, url, moment, row.get("content_type"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, PuchaError) as err:
        return {"url": url, "error": f"{type(err).__name__}: {err}"}


def _contract(
    body: bytes, url: str | None, moment: datetime | None, content_type: str | None
) -> dict[str, Any]:
    from config.lexicon import load_lexicon
    from crawler.reading import read_page

    reading = read_page(
        body,
        url=url,
        fetched_at=moment,
        content_type=content_type,
        lexicon=load_lexicon(),
    )
    return reading_to_json(reading)


def reading_to_json(reading: PageReading) -> dict[str, Any]:
    """Give a reading in the form of the contract."""
    published = reading.published
    return {
        "url": reading.url,
        "charset": reading.charset,
        "kind": reading.kind,
        "family": reading.family,
        "title": reading.title,
        "published": _day(None if published is None else published.value),
        "published_source": None if published is None else published.source,
        "list": reading.list_state,
        "items": [
            {
                "title": item.title,
                "url": item.url,
                "date": _day(item.date.value if item.date else None),
            }
            for item in reading.items
        ],
        "posts": [
            {
                "title": post.title,
                "url": post.url,
                "asked": _day(post.asked),
                "replied": _day(post.replied),
                "state": post.state,
            }
            for post in reading.posts
        ],
        "links": reading.links,
        "columns": [
            {
                "name": column.name,
                "url": column.url,
                "class": column.column_class,
                "breadcrumb": list(column.breadcrumb),
                "off_site": column.off_site,
            }
            for column in reading.columns
        ],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def parse_moment(text: str | None) -> datetime | None:
    """Read --fetched-at; without a zone it is Asia/Shanghai's."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as err:
        raise UsageError(f"fetched_at {text!r} is no time like 2026-11-23T18:30+08:00") from err
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _show(context: typer.Context, found: dict[str, Any]) -> None:
    out = state_of(context).out
    lines = [f"{name}: {found[name]}" for name in ("kind", "family", "charset", "title")]
    if found["kind"] not in {PageKind.COLUMN, PageKind.HOME}:
        lines.append(f"published: {found['published']} ({found['published_source']})")
    if found["list"] is not ListState.NONE:
        lines.append(f"list: {found['list']}, {len(found['items']) or len(found['posts'])} rows")
    lines += [f"  {item['date'] or '----------'}  {item['title']}" for item in found["items"]]
    lines += [f"  {post['asked']}  {post['state']}  {post['title']}" for post in found["posts"]]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)
