"""Facts and surveys with sensible defaults; a test writes only what matters to it."""

from datetime import UTC, date, datetime
from typing import Any

from schema.types.column import Channel, Column, ColumnClass
from schema.types.content import (
    Certainty,
    ContentProposal,
    ProposalFact,
    ProposalKind,
    Severity,
)
from schema.types.dates import DateClaim, DateSource
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import ColumnFact, Fact, ItemFact, LetterFact, VisitFact
from schema.types.ids import Digest
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import LetterState, ListState
from schema.types.register import ColumnRow, Place, RegisterFile, SiteRow
from schema.types.site import Site
from schema.types.survey import ItemSighting, SurveyResult

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HOME = "http://www.example.gov.cn/"


def make_visit(**changes: Any) -> VisitFact:
    """Make an opened visit."""
    values: dict[str, Any] = {
        "url": HOME,
        "final_url": HOME,
        "outcome": Outcome.OK,
        "status": 200,
        "page_class": PageClass.PAGE,
        "defects": (),
        "counts_as": CountsAs.OPENED,
        "reason": "status 200",
        "seconds": 0.2,
        "at": AT,
        "vantage": "local",
        "tries": (),
    }
    return VisitFact(**{**values, **changes})


def make_claim(day: date = date(2026, 11, 20), **changes: Any) -> DateClaim:
    """Make a date read beside an item in its list."""
    return DateClaim(**{"value": day, "source": DateSource.LIST_CELL, **changes})


def make_item(title: str = "通知一则", day: date | None = date(2026, 11, 20)) -> ItemFact:
    """Make a dated item."""
    claim = None if day is None else make_claim(day)
    claims = () if claim is None else (claim,)
    return ItemFact(title=title, url=f"{HOME}a.html", date=claim, undated=None, claims=claims)


def make_column(**changes: Any) -> ColumnFact:
    """Make a column that was read whole and holds one fresh item."""
    values: dict[str, Any] = {
        "name": "通知公告",
        "url": f"{HOME}tzgg/",
        "column_class": ColumnClass.NOTICE,
        "registered": True,
        "on_home": True,
        "update_days": None,
        "exempt": None,
        "outcome": Outcome.OK,
        "status": 200,
        "page_class": PageClass.PAGE,
        "list_state": ListState.READ,
        "reason": "",
        "items": (make_item(),),
        "ordered_by_date": True,
        "complete_to": date.min,
    }
    return ColumnFact(**{**values, **changes})


def make_letter(**changes: Any) -> LetterFact:
    """Make an answered letter."""
    values: dict[str, Any] = {
        "column_url": f"{HOME}xx/",
        "channel": Channel.CONSULT,
        "title": "咨询一件",
        "url": f"{HOME}xx/1.html",
        "asked": date(2026, 10, 1),
        "replied": date(2026, 10, 8),
        "state": LetterState.ANSWERED,
        "note": None,
        "detail_read": True,
    }
    return LetterFact(**{**values, **changes})


def make_proposal(**changes: Any) -> ProposalFact:
    """Make a proposal of a hidden link, met on one page."""
    values: dict[str, Any] = {
        "kind": ProposalKind.HIDDEN_LINK,
        "severity": Severity.ERROR,
        "text": "某某商城",
        "locator": "div > a",
        "reason": "3个链接看不见",
        "certainty": Certainty.LIKELY,
        "cause": "shop.example",
    }
    return ProposalFact(proposal=ContentProposal(**{**values, **changes}), url=HOME, pages=1)


def make_evidence(fact: Fact, number: int = 1, *, at: datetime = AT) -> Evidence:
    """Wrap a fact with a provenance."""
    provenance = Provenance(
        url=HOME,
        fetched_at=at,
        digest=Digest("0" * 64),
        locator=None,
        extractor="test",
        record=RecordRef(segment="s.warc.gz", offset=0, length=10),
    )
    return Evidence(id=f"{fact.kind}-{number}", fact=fact, provenance=(provenance,))


def make_result(*facts: Fact, items: tuple[ItemSighting, ...] = ()) -> SurveyResult:
    """Make a survey's result of these facts, a visit alone by default."""
    chosen = facts or (make_visit(),)
    return SurveyResult(
        evidence=tuple(make_evidence(fact, number) for number, fact in enumerate(chosen, 1)),
        items=items,
        checks=(),
        pages=len(chosen),
        wire_bytes=1000,
        robots=None,
        crawl_delay=None,
    )


def make_site(**changes: Any) -> Site:
    """Make a registered site."""
    values: dict[str, Any] = {"id": None, "home_url": HOME, "name": "示例县人民政府"}
    return Site(**{**values, **changes})


def make_register(*sites: Site) -> RegisterFile:
    """Make a register file of these sites and their columns."""
    place = Place(file="register.csv", sheet=None, row=1)
    rows = tuple(
        SiteRow(place=Place(file="register.csv", sheet=None, row=n), site=one)
        for n, one in enumerate(sites, 2)
    )
    columns = tuple(
        ColumnRow(place=place, site_code=one.code, site_name=one.name, column=column)
        for one in sites
        for column in one.columns
    )
    return RegisterFile(sites=rows, columns=columns)


def make_registered_column(url: str, **changes: Any) -> Column:
    """Make a column as the register has it."""
    values: dict[str, Any] = {
        "id": None,
        "name": "通知公告",
        "url": url,
        "column_class": ColumnClass.NOTICE,
    }
    return Column(**{**values, **changes})
