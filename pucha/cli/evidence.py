"""`pucha evidence`: check, show, seal, prove, ship and hand over what was received."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from pucha.cli.context import print_json, state_of
from pucha.cli.exits import Exit
from pucha.cli.stores import with_stores
from pucha.wire import Stores
from schema.types.errors import UsageError
from schema.types.ids import SweepId

T = TypeVar("T")
AsJson = Annotated[bool, typer.Option("--json", help="As one JSON document.")]
OfSweep = Annotated[int | None, typer.Option("--sweep", help="A sweep's id.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="[SWEEP:]SITE/EVIDENCE or SEGMENT@OFFSET.")]

app = typer.Typer(
    help="The archive of what was received: check, show, seal, prove, ship, export.",
    no_args_is_help=True,
)


@app.command("verify")
def verify(
    context: typer.Context,
    sweep: OfSweep = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete files that no row can ever name.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check every record, digest, row and seal against one another; exit 1 unless all hold."""
    from pucha.evidence.verifying import Verification
    from pucha.evidence.verifying import verify as check
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()

    async def work(stores: Stores) -> Verification:
        chosen = None if sweep is None else SweepId(sweep)
        return await check(stores, segment_files(settings), chosen, delete=prune)

    found = with_stores(settings, work)
    if as_json:
        print_json(found.as_json())
    else:
        for line in found.lines():
            state.out.print(line, markup=False, soft_wrap=True)
    if not found.sound:
        raise typer.Exit(Exit.FAILED)


@app.command("show")
def show(
    context: typer.Context,
    name: Id,
    sweep: OfSweep = None,
    body: Annotated[
        Path | None, typer.Option(help="Write the page's decoded body to this file.")
    ] = None,
    page: Annotated[int, typer.Option(min=1, help="Which page, where there are several.")] = 1,
    raw: Annotated[bool, typer.Option("--raw", help="The record as it lies, to stdout.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print what was seen, where and when, and what came of it."""
    from pucha.evidence.showing import Found, Seen, body_of, document_of, find, lines_of, look
    from pucha.reports import write_file
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()
    files = segment_files(settings)

    async def work(stores: Stores) -> tuple[Found, list[Seen]]:
        found = await find(stores, name, None if sweep is None else SweepId(sweep))
        return found, await look(files, found)

    found, seen = with_stores(settings, work)
    if body is not None or raw:
        if page > len(seen):
            raise UsageError(f"{name} rests on {len(seen)} pages, there is no page {page}")
        chosen = seen[page - 1]
        if body is not None:
            limit = settings.fetch.decoded_bytes
            write_file(body, body_of(files, chosen.place, decoded_limit=limit))
            state.say(f"body: {body}")
        if raw:
            sys.stdout.buffer.write(chosen.record.block)
            return
    if as_json:
        print_json(document_of(found, seen))
        return
    for line in lines_of(found, seen):
        state.out.print(line, markup=False, soft_wrap=True)


@app.command("seal")
def seal(
    context: typer.Context,
    sweep: OfSweep = None,
    as_json: AsJson = False,
) -> None:
    """Seal one complete sweep, or every complete run that has no seal."""
    from pucha.evidence.sealing import seal_complete_runs, seal_run
    from schema.types.seal import Seal

    state = state_of(context)
    settings = state.settings()

    async def work(stores: Stores) -> list[Seal]:
        if sweep is not None:
            await seal_run(stores, settings.archive, "sweep", sweep)
        else:
            await seal_complete_runs(stores, settings.archive)
        return [one for one, _ in await stores.seals.chain()]

    chain = with_stores(settings, work)
    if as_json:
        rows = [
            {**one.stated(), "link": one.link.hex(), "stamped": bool(one.token)} for one in chain
        ]
        print_json(rows)
        return
    for one in chain:
        stamp = "stamped" if one.token else "no time stamp"
        state.out.print(
            f"{one.kind} {one.run}: {one.entries} segments, link {one.link.hex()}, {stamp}",
            markup=False,
            soft_wrap=True,
        )


@app.command("ship")
def ship(context: typer.Context, as_json: AsJson = False) -> None:
    """Ship every segment that waits to the store of `archive.store`; exit 1 if one failed."""
    from crawler.fleet.archiving.object_store import SegmentStore
    from pucha.evidence.shipping import Shipment
    from pucha.evidence.shipping import ship as send
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()
    if settings.archive.store is None:
        raise UsageError("no store is set: name one as archive.store, e.g. s3://BUCKET/PREFIX")
    store = SegmentStore(settings.archive)

    async def work(stores: Stores) -> Shipment:
        files = segment_files(settings)
        return await send(stores, files, store, settings.archive.keep_local_days)

    done = with_stores(settings, work)
    if as_json:
        print_json(asdict(done))
    else:
        state.out.print(
            f"{done.shipped} segments shipped, {done.waiting} wait, {len(done.failed)} failed, "
            f"{done.cleared} now in the store alone",
            soft_wrap=True,
        )
    if done.failed:
        raise typer.Exit(Exit.FAILED)


@app.command("prove")
def prove(
    context: typer.Context,
    name: Id,
    out: Annotated[Path, typer.Option(help="Folder for the record and its proof.")],
    sweep: OfSweep = None,
    page: Annotated[int, typer.Option(min=1, help="Which page, where there are several.")] = 1,
) -> None:
    """Hand one record over with the proof that the seal of its run covers it."""
    from pucha.evidence.sealing import hand_over
    from pucha.evidence.showing import find, look
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()
    files = segment_files(settings)

    async def work(stores: Stores) -> None:
        found = await find(stores, name, None if sweep is None else SweepId(sweep))
        seen = await look(files, found)
        if page > len(seen):
            raise UsageError(f"{name} rests on {len(seen)} pages, there is no page {page}")
        await hand_over(stores, files, seen[page - 1].place, out)

    with_stores(settings, work)
    state.say(f"record and proof: {out}; `pucha evidence check-proof {out}` checks them anywhere")


@app.command("export")
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="FILE.wacz", help="The file to write.")],
    sweep: OfSweep = None,
    site: Annotated[
        str | None, typer.Option(metavar="SITE", help="One site alone: 标识码, address or id.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the pages of a sweep, or of one site in it, as one WACZ file that others can play."""
    from pucha.clock import SystemClock
    from pucha.evidence.exporting import Export
    from pucha.evidence.exporting import export as write
    from pucha.wire import segment_files

    state = state_of(context)
    settings = state.settings()

    async def work(stores: Stores) -> Export:
        return await write(
            stores,
            segment_files(settings),
            out,
            now=SystemClock().now(),
            sweep_id=None if sweep is None else SweepId(sweep),
            reference=site,
        )

    done = with_stores(settings, work)
    if as_json:
        print_json(asdict(done))
        return
    state.out.print(
        f"{done.pages} pages of sweep {done.sweep} in {done.out} "
        f"({done.segments} segments, {done.size} bytes)",
        markup=False,
        soft_wrap=True,
    )


@app.command("check-proof")
def check_proof(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `prove` wrote.")],
    roots: Annotated[
        Path | None, typer.Option(help="PEM of the time-stamp authority's roots.")
    ] = None,
) -> None:
    """Check a handed-over record against its proof, without database or archive."""
    from pucha.evidence.sealing import faults_of_folder

    state = state_of(context)
    faults = faults_of_folder(folder, roots)
    for fault in faults:
        state.out.print(f"WRONG  {fault}", markup=False, soft_wrap=True)
    if faults:
        raise typer.Exit(Exit.FAILED)
    state.out.print("the seal covers the record")
