"""Summary tables and bulletins of a sweep: every file is written from the counts alone."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import resources
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from audit.report.bulletin.facts import BulletinFacts, Example, Office
from audit.report.cells import Value
from audit.report.fields import TableShape
from audit.report.tables.document import tables_document
from audit.report.tables.files import BookOfTables, CsvTable
from audit.report.tables.shapes import ABOUT, FAILING, SITES, WAITING
from audit.report.tables.summary import (
    Row,
    failing_row,
    is_failing,
    is_waiting,
    number_tables,
    site_row,
    waiting_row,
)
from audit.sweep.recognised import followed_up
from audit.sweep.waiting import review_or_none
from config.strata import load_strata
from pucha.counting import SweepReport
from pucha.wire import Stores
from schema.types.errors import PuchaError
from schema.types.review import ItemStanding, SiteReview
from schema.types.statistics import SiteOutcome

ANNEX_SITES = 2_000
"""Failing sites that a bulletin lists; the tables list all of them."""
_NAMED = 3
BOOK = "汇总表.xlsx"
DOCUMENT = "汇总表.json"
BULLETIN = "通报.docx"


async def write_tables(stores: Stores, report: SweepReport, out: Path) -> list[Path]:
    """Write the summary workbook, its tables as .csv, row by row, and the small ones as JSON."""
    numbers = number_tables(report.numbers)
    with ExitStack() as files:
        book = files.enter_context(
            BookOfTables("政府网站检查汇总", report.sweep.as_of, report.line)
        )
        folder = _Folder(out, files, book)
        for table in numbers:
            folder.begin(table.shape)
            for row in table.rows:
                folder.append(row)
        await _write_sites(stores, report, folder)
        folder.begin(ABOUT)
        for pair in report.honesty:
            folder.append(pair)
        origin = {
            "edition": report.pack.edition,
            "as_of": report.sweep.as_of.isoformat(),
            "sweep": report.sweep.id,
        }
        folder.open_binary(DOCUMENT).write(tables_document(origin, numbers, report.honesty))
        book.save(folder.open_binary(BOOK))
        return folder.written


async def _write_sites(stores: Stores, report: SweepReport, folder: "_Folder") -> None:
    strata = load_strata()
    folder.begin(SITES)
    number = 0
    async for one, review in _outcomes(stores, report):
        number += 1
        folder.append(site_row(number, one, review, strata))
    for shape, belongs, row in (
        (FAILING, is_failing, failing_row),
        (WAITING, is_waiting, waiting_row),
    ):
        folder.begin(shape)
        number = 0
        async for one, review in _outcomes(stores, report):
            if belongs(one, review):
                number += 1
                folder.append(row(number, one, review, report.pack.items))


async def bulletin_facts(stores: Stores, report: SweepReport, office: Office) -> BulletinFacts:
    """Put together what a bulletin says; the numbers are those of the tables."""
    trend = report.numbers.trend
    before = trend[-2].sweep if len(trend) > 1 else None
    failing: list[Row] = []
    examples: dict[str, list[Example]] = {}
    in_all = 0
    async for one, review in _outcomes(stores, report):
        if not one.running:
            continue
        _take_examples(one, review, examples)
        if is_failing(one, review):
            in_all += 1
            if in_all <= ANNEX_SITES:
                failing.append(failing_row(in_all, one, review, report.pack.items))
    return BulletinFacts(
        office=office,
        as_of=report.sweep.as_of,
        edition_name=report.pack.name,
        numbers=report.numbers,
        followed_up={}
        if before is None
        else await stores.statistics.followed_up(report.sweep.id, before, report.pack.edition),
        followed_up_by_people=followed_up(report.reviews_before, report.reviews),
        examples=examples,
        failing=tuple(failing),
        failing_in_all=in_all,
        honesty=report.honesty,
    )


def _take_examples(
    one: SiteOutcome, review: SiteReview, examples: dict[str, list[Example]]
) -> None:
    """Keep the first few sites of each confirmed problem; without a name by their address."""
    for row in review.of(ItemStanding.PROBLEM):
        named = examples.setdefault(row.item, [])
        if len(named) < _NAMED:
            named.append(Example(site=one.name or one.url, fact=row.words))


async def _outcomes(
    stores: Stores, report: SweepReport
) -> AsyncIterator[tuple[SiteOutcome, SiteReview]]:
    edition = report.pack.edition
    async for one in stores.statistics.outcomes(report.sweep.id, edition, report.judged):
        yield one, review_or_none(one, report.reviews.get(one.site_id))


def bulletin_template(own: Path | None) -> bytes:
    """Give the template: a person's own file, else the one that comes with pucha."""
    if own is None:
        return (resources.files("config") / "templates" / "bulletin.docx").read_bytes()
    try:
        return own.read_bytes()
    except OSError as err:
        raise PuchaError(f"{own} cannot be read: {err.strerror}") from err


class _Folder:
    """The tables of one report: each goes into the workbook and into a .csv of its own."""

    def __init__(self, out: Path, files: ExitStack, book: BookOfTables) -> None:
        self.written: list[Path] = []
        self._out, self._files, self._book = out, files, book
        self._csv: CsvTable | None = None

    def begin(self, shape: TableShape) -> None:
        path = self._out / f"{shape.title}.csv"
        # Spreadsheets take a .csv for UTF-8 only with a mark before it.
        opened = self._files.enter_context(_opened(path, "w", encoding="utf-8-sig"))
        self._csv = CsvTable(cast("TextIO", opened), shape)
        self._book.begin(shape)
        self.written.append(path)

    def append(self, row: Sequence[Value]) -> None:
        if self._csv is not None:
            self._csv.append(row)
        self._book.append(row)

    def open_binary(self, name: str) -> BinaryIO:
        path = self._out / name
        self.written.insert(0, path)
        return cast("BinaryIO", self._files.enter_context(_opened(path, "wb")))


@contextmanager
def _opened(path: Path, mode: str, encoding: str | None = None) -> Iterator[object]:
    """Open a file to write; raise PuchaError that names it."""
    newline = None if "b" in mode else ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode, encoding=encoding, newline=newline) as stream:
            yield stream
    except OSError as err:
        raise PuchaError(f"{path} cannot be written: {err.strerror}") from err
