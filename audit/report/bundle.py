"""What a report is made of: one sheet with its evidence and the run behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from audit.case.casefile import open_case
from audit.report.honesty import Pairs, sheet_honesty
from schema.types.evidence import Evidence
from schema.types.facts import LetterFact, VisitFact
from schema.types.finding import ScoreSheet
from schema.types.reason_words import ReasonWords


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBundle:
    """One site's sheet, ready to be printed; `visit` is the one that the survey began with."""

    sheet: ScoreSheet
    evidence: tuple[Evidence, ...]
    visit: VisitFact | None
    pages: int
    seconds: float
    words: ReasonWords
    """How reasons are said in the honesty line."""
    network_allow: tuple[str, ...] = ()
    """Private networks that the operator opened to this run; never empty unsaid."""
    edition_source: str = ""
    notes: tuple[str, ...] = ()
    """Further sentences on this run, for the page 说明."""
    reviewed: tuple[str, ...] = ()
    """What people decided (人工复核), line by line: printed beside the verdicts, never in them."""
    sweep: int | None = None
    """The sweep (巡检) it comes from; None: a single check that no database knows."""

    @property
    def visits(self) -> tuple[VisitFact, ...]:
        """Give every visit to the home page that the sheet rests on."""
        return tuple(one.fact for one in self.evidence if isinstance(one.fact, VisitFact))

    @property
    def honesty(self) -> Pairs:
        """Give the honesty line (数据说明) of the sheet."""
        return sheet_honesty(self.sheet, self.visits, self.sweep, self.words)

    @property
    def letters(self) -> tuple[tuple[str, LetterFact], ...]:
        """Give each letter once with its evidence id: its own page before its row in a list."""
        case = open_case(self.evidence, as_of=self.sheet.as_of)
        best = (max(seen, key=lambda one: (one.fact.detail_read, one.at)) for seen in case.letters)
        return tuple((one.id, one.fact) for one in best)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFormat:
    """One way of printing a bundle."""

    name: str
    extension: str
    media_type: str
    render: Callable[[SheetBundle], bytes]
