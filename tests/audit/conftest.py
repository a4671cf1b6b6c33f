"""Facts made by hand: a test names only what matters to it, the rest is a healthy site."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from audit.case.case_rules import CaseRules
from audit.case.casefile import CaseFile, open_case
from audit.checks import known_checks
from audit.editions.rulepack import parse_rulepack
from audit.report.bundle import SheetBundle
from audit.runner import audit_site
from audit.scoring.judgement import Judgement
from audit.windows import SHANGHAI
from config.reason_words import load_reason_words
from schema.types.column import Channel, ColumnClass
from schema.types.dates import DateClaim, DateSource, Undated
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import Fact, ItemFact, LimitFact, MailboxFact, VisitFact
from schema.types.finding import ScoreSheet
from schema.types.ids import Digest
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import LetterState, ListState
from schema.types.rulepack import RulePack
from schema.types.site import Site
from testkit.facts import HOME, make_column, make_letter, make_proposal, make_visit

EDITIONS = Path(__file__).parents[2] / "config/rulepacks"


class Maker:
    """Factories of facts, and the shortest ways through the rooms under test."""

    as_of = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
    today = date(2026, 11, 23)
    home = HOME

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack
        self._numbers = count(1)

    def anew(self) -> "Maker":
        """Give a maker whose evidence is numbered from 1, for golden files."""
        return Maker(self.pack)

    def evidence(self, fact: Fact, url: str, at: datetime | None = None) -> Evidence:
        source = Provenance(
            url=url,
            fetched_at=at or self.as_of,
            digest=Digest("ab" * 32),
            locator="ul.list",
            extractor="generic 1",
            record=RecordRef(segment="s-0001.warc.gz", offset=512, length=2048),
        )
        return Evidence(id=f"{fact.kind}-{next(self._numbers)}", fact=fact, provenance=(source,))

    def visit(self, at: datetime | None = None, **given: Any) -> Evidence:
        moment = at or self.as_of
        usual = {"at": moment, "vantage": "changsha", "controls_ok": True}
        return self.evidence(make_visit(**{**usual, **given}), HOME, moment)

    def failed_visit(self, at: datetime | None = None, **given: Any) -> Evidence:
        usual = {
            "outcome": Outcome.CONNECT_TIMEOUT,
            "status": None,
            "page_class": None,
            "counts_as": CountsAs.FAILED,
        }
        return self.visit(at, **{**usual, **given})

    def item(self, days_ago: int | None = None, **given: Any) -> ItemFact:
        """Make an item of so many days ago; without a date unless told otherwise."""
        claim_words = {"source", "precision", "inferred_year", "value"} & given.keys()
        claim = {name: given.pop(name) for name in claim_words}
        dated = None
        if days_ago is not None:
            day = self.today - timedelta(days=days_ago)
            dated = DateClaim(**{"value": day, "source": DateSource.LIST_CELL, **claim})
        usual: dict[str, Any] = {
            "title": "关于某事的通知",
            "url": f"{HOME}a.html",
            "date": dated,
            "undated": None if dated else Undated.UNREAD,
        }
        return ItemFact(**{**usual, **given})

    def column(self, url: str = "news/", at: datetime | None = None, **given: Any) -> Evidence:
        """Make a whole list of one item, of a year and a half ago unless told otherwise."""
        usual = {
            "name": "工作动态",
            "url": HOME + url,
            "column_class": ColumnClass.NEWS,
            "registered": False,
            "on_home": False,
            "items": (self.item(550),),
        }
        return self.evidence(make_column(**{**usual, **given}), HOME + url, at)

    def empty_column(self, url: str, at: datetime | None = None, **given: Any) -> Evidence:
        return self.column(
            url, at, **{"list_state": ListState.EMPTY, "items": (), "complete_to": None, **given}
        )

    def fresh_column(self, url: str = "fresh/", **given: Any) -> Evidence:
        return self.column(url, **{"items": (self.item(1),), **given})

    def letter(
        self, asked_days_ago: int | None = 150, at: datetime | None = None, **given: Any
    ) -> Evidence:
        """Make an unanswered consult letter whose own page was read."""
        ago = asked_days_ago
        usual = {
            "column_url": f"{HOME}box/",
            "title": "咨询路灯维修",
            "url": f"{HOME}box/1.html",
            "asked": None if ago is None else self.today - timedelta(days=ago),
            "replied": None,
            "state": LetterState.UNANSWERED,
        }
        fact = make_letter(**{**usual, **given})
        return self.evidence(fact, fact.url or fact.column_url, at)

    def mailbox(self, url: str = "box/", **given: Any) -> Evidence:
        usual: dict[str, Any] = {
            "name": "县长信箱",
            "url": HOME + url,
            "channel": Channel.CONSULT,
            "list_state": ListState.READ,
            "reason": "",
            "letters": 20,
            "read_back_to": date.min,
            "only_answered_shown": False,
        }
        return self.evidence(MailboxFact(**{**usual, **given}), HOME + url)

    def proposal(self, **given: Any) -> Evidence:
        return self.evidence(make_proposal(**given), HOME)

    def limit(self, **given: Any) -> Evidence:
        fact = LimitFact(**{"limit": "pages", "value": 200.0, "left_unread": 34, **given})
        return self.evidence(fact, HOME)

    def later(self, hours: float = 4) -> datetime:
        """Give a second visit's time."""
        return self.as_of + timedelta(hours=hours)

    def twice(self, fact: Fact, url: str = HOME, hours: float = 4) -> list[Evidence]:
        """Make two looks at one subject, so many hours apart."""
        return [self.evidence(fact, url, at) for at in (None, self.later(hours))]

    def case(self, *evidence: Evidence, portal: bool = False) -> CaseFile:
        return open_case(
            evidence, as_of=self.as_of, rules=CaseRules.of(self.pack), is_portal=portal
        )

    def judge(
        self, item: str, *evidence: Evidence, portal: bool = False, **params: Any
    ) -> Judgement:
        """Judge with the edition's own parameters, some of them replaced."""
        rule = next(rule for rule in self.pack.items if rule.id == item)
        check = known_checks()[rule.check]
        return check.evaluate(self.case(*evidence, portal=portal), {**rule.params, **params})

    def units(self, item: str, *evidence: Evidence, **params: Any) -> tuple[int, int | None] | None:
        """Give what a deducting item counted: proved and at most."""
        units = self.judge(item, *evidence, **params).units
        return None if units is None else (units.proved, units.upper)

    def sheet(self, *evidence: Evidence, site: Site | None = None) -> ScoreSheet:
        only_portals = self.pack.scale is not None and bool(self.pack.scale.scored_for)
        judged = site or Site(
            id=None, home_url=HOME, name="某县人民政府", code="4300000001", is_portal=only_portals
        )
        return audit_site(judged, evidence, self.pack, self.as_of)

    def bundle(self, *evidence: Evidence, **given: Any) -> SheetBundle:
        visits = [one.fact for one in evidence if isinstance(one.fact, VisitFact)]
        usual: dict[str, Any] = {
            "sheet": self.sheet(*evidence, site=given.pop("site", None)),
            "evidence": evidence,
            "visit": visits[0] if visits else None,
            "pages": 12,
            "seconds": 3.25,
            "words": load_reason_words(),
        }
        return SheetBundle(**{**usual, **given})


def edition(name: str) -> RulePack:
    def text_of(one: str) -> str:
        return (EDITIONS / f"{one}.toml").read_text(encoding="utf-8")

    return parse_rulepack(text_of(name), known_checks=known_checks(), base_text=text_of)


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker(edition("census-2015"))


@pytest.fixture(scope="session")
def make_2019() -> Maker:
    """Make facts judged under the indicators of 2019."""
    return Maker(edition("indicators-2019"))


@pytest.fixture(scope="session")
def make_province() -> Maker:
    """Make facts judged under a province's own edition."""
    return Maker(edition("example-province"))
