"""Summary tables and bulletins of a sweep: the counts once, then every file from them."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from audit.concord import by_item_concord, in_order
from audit.rates import (
    ItemTally,
    by_division,
    by_item,
    by_stratum,
    open_reasons,
    trend_points,
    void_reasons,
    whole,
)
from audit.recognised import reviews_in_all
from audit.report.bulletin.facts import BulletinFacts, Example, Office
from audit.report.cells import Value
from audit.report.fields import TableShape
from audit.report.honesty import Origin, Pairs, SweepCoverage, sweep_honesty
from audit.report.tables.files import BookOfTables, CsvTable
from audit.report.tables.shapes import ABOUT, FAILING, SITES, WAITING
from audit.report.tables.summary import (
    Row,
    SweepNumbers,
    failing_row,
    is_failing,
    is_waiting,
    number_tables,
    site_row,
    waiting_row,
)
from audit.report.wording import moment
from audit.waiting import review_or_none
from config.reason_words import load_reason_words
from config.strata import load_strata
from pucha.casework.reviews import reviews_of
from pucha.wire import VISIT_HISTORY, Stores, load_edition
from schema.types.errors import PuchaError
from schema.types.ids import SiteId
from schema.types.review import ItemStanding, SiteReview
from schema.types.rulepack import RuleItem, RulePack
from schema.types.statistics import ResultCount, SiteOutcome
from schema.types.sweep import Sweep

ANNEX_SITES = 2_000
"""Failing sites that a bulletin lists; the tables list all of them."""
_NAMED = 3
BOOK = "汇总表.xlsx"
BULLETIN = "通报.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """The counts of one sweep under one edition, and the honesty line of all that prints them."""

    sweep: Sweep
    pack: RulePack
    numbers: SweepNumbers
    honesty: Pairs
    reviews: Mapping[SiteId, SiteReview]
    """What people made of the sites that they decided something on."""

    @property
    def judged(self) -> tuple[str, ...]:
        """Give the items whose problems wait for people: what adds points does not."""
        return judged_items(self.pack)

    @property
    def line(self) -> str:
        """Give the line that stands over every table."""
        return (
            f"{self.pack.name}（{self.pack.edition}）　监测时间点 {moment(self.sweep.as_of)}"
            f"（北京时间）　巡检 {self.sweep.id}　详见“说明”"
        )


async def sweep_report(stores: Stores, sweep: Sweep, edition: str | None = None) -> SweepReport:
    """Count a sweep; nothing is judged anew."""
    pack = load_edition(edition or sweep.edition)
    reviews = await reviews_of(stores, sweep, pack.edition)
    judged = judged_items(pack)
    results = await stores.statistics.results(sweep.id, pack.edition, reviews, judged)
    findings = await stores.statistics.findings(sweep.id, pack.edition, reviews)
    trend = await stores.statistics.trend(pack.edition, sweep.id, sweep.as_of)
    tallies = by_item(findings, reviews.values(), judged)
    items = tuple((one, tallies.get(one.id, ItemTally(item=one.id))) for one in pack.items)
    total = whole(results)
    words = load_reason_words()
    undetermined = open_reasons(findings, words)
    visits = await stores.statistics.visits(sweep.id, sweep.as_of, VISIT_HISTORY)
    coverage = SweepCoverage(
        registered=total.registered,
        planned=total.running,
        measured=total.checked,
        unmeasured=_unmeasured(results),
        undetermined_sites=total.undetermined,
        undetermined=undetermined,
        visits=visits.valid,
        void=void_reasons(visits, words),
        people=total.people,
        reviews=reviews_in_all(reviews.values()),
        waiting_vetoes=_waiting(items, vetoes=True),
        waiting_others=_waiting(items, vetoes=False),
    )
    origin = Origin(
        edition=pack.edition,
        edition_name=pack.name,
        digests=await stores.statistics.digests(sweep.id, pack.edition),
        as_of=sweep.as_of,
        sweep=sweep.id,
    )
    return SweepReport(
        sweep=sweep,
        pack=pack,
        numbers=SweepNumbers(
            whole=total,
            divisions=by_division(results),
            strata=by_stratum(results, load_strata()),
            items=items,
            reviews=coverage.reviews,
            concord=in_order(pack, by_item_concord(reviews.values())),
            undetermined=undetermined,
            trend=trend_points(trend),
        ),
        honesty=sweep_honesty(origin, coverage),
        reviews=reviews,
    )


def judged_items(pack: RulePack) -> tuple[str, ...]:
    """Give the items of an edition whose problems wait for people."""
    return tuple(one.id for one in pack.items if one.kind != "bonus")


def _waiting(items: Sequence[tuple[RuleItem, ItemTally]], *, vetoes: bool) -> int:
    return sum(tally.people.waiting for item, tally in items if (item.kind == "veto") is vetoes)


def _unmeasured(results: Sequence[ResultCount]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in results:
        if one.running and one.result is None:
            reason = "已巡检、尚未评分" if one.surveyed else "尚未巡检"
            counts[reason] = counts.get(reason, 0) + one.sites
    return counts


async def write_tables(stores: Stores, report: SweepReport, out: Path) -> list[Path]:
    """Write the summary workbook and its tables as .csv, row by row; give the files."""
    with ExitStack() as files:
        book = files.enter_context(
            BookOfTables("政府网站检查汇总", report.sweep.as_of, report.line)
        )
        folder = _Folder(out, files, book)
        for table in number_tables(report.numbers):
            folder.begin(table.shape)
            for row in table.rows:
                folder.append(row)
        await _write_sites(stores, report, folder)
        folder.begin(ABOUT)
        for pair in report.honesty:
            folder.append(pair)
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
