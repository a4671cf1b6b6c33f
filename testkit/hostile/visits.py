"""Survey a hostile site with the machine that surveys real ones, both client stacks behind it."""

import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime

from config.lexicon import load_lexicon
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.survey_site import Surveyor
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.column import Column, ColumnClass
from schema.types.evidence import RecordRef
from schema.types.facts import ColumnFact, VisitFact
from schema.types.page_copy import PageCopy
from schema.types.settings import PolitenessSettings
from schema.types.site import Site as RegisteredSite
from testkit.hostile.case import Play, Site, SiteResult, Visit
from testkit.hostile.run import Stage
from testkit.hostile.talk import Script, Talk
from testkit.hostile.tls import NAME, TlsKit
from testkit.pages import make_plan
from testkit.scripted_server import http

HOME = f"http://{NAME}/"
_CLOSED_PORT = 1
_PAGES = 60
_UNHURRIED = PolitenessSettings(delay=0, concurrency=8, max_delay=0, max_backoff=0)


class _Shelf:
    """An archive that counts."""

    def __init__(self) -> None:
        self.kept: list[Page] = []

    def keep(self, _request: Request, page: Page, _copy: PageCopy | None = None) -> RecordRef:
        self.kept.append(page)
        return RecordRef(segment="hostile", offset=len(self.kept), length=1)


def _site_script(site: Site, paths: list[str]) -> Script:
    async def script(talk: Talk) -> None:
        head = (await talk.request()).decode("latin-1")
        target = head.split(" ", 2)[1]
        host = next(line[6:] for line in head.split("\r\n") if line.lower().startswith("host: "))
        key = target if host == NAME else f"//{host}{target}"
        paths.append(key)
        answer = site.pages.get(key)
        if answer is None:
            missing = http("not found", status="404 Not Found")
            answer = site.otherwise(key) if site.otherwise and key != "/robots.txt" else missing
        await talk.send(answer)

    return script


async def visit(stage: Stage, visit_: Visit, kit: TlsKit | None = None) -> SiteResult:
    """Survey one hostile site."""
    paths: list[str] = []
    site = visit_.site
    rules: tuple[str, ...] = ("::127.0.0.1:{port}",)
    if site.only_https:
        rules = (f"{NAME}:80:127.0.0.1:{_CLOSED_PORT}", f"{NAME}:443:127.0.0.1:{{tls_port}}")
    play = Play(
        script=_site_script(site, paths),
        tls="good" if site.only_https else None,
        connect_to=rules,
    )
    async with AsyncExitStack() as stack:
        served = await stack.enter_async_context(stage.serve(play, kit))
        transports = {name: stage.fetcher(served, name) for name in ("aiohttp", "httpx")}
        for transport in transports.values():
            stack.push_async_callback(transport.close)
        clock = SystemClock()
        surveyor = Surveyor(
            transports=transports,
            gate=HostGate(_UNHURRIED, clock),
            clock=clock,
            lexicon=load_lexicon(),
        )
        plan = make_plan(
            _registered(site),
            **{
                "pages": _PAGES,
                "second_look_pause": 0.05,
                "visit_deadline": stage.settings.visit_deadline,
                "as_of": datetime(2026, 11, 23, 10, tzinfo=UTC),
                **site.settings,
            },
        )
        began = time.monotonic()
        survey = await surveyor.survey(plan, _Shelf())
        seconds = time.monotonic() - began
    fact = next(one.fact for one in survey.evidence if isinstance(one.fact, VisitFact))
    return SiteResult(survey=survey, counts=fact.counts_as, seconds=seconds, paths=tuple(paths))


def _registered(site: Site) -> RegisteredSite:
    columns = tuple(
        Column(id=None, name="通知公告", url=f"{HOME[:-1]}{path}", column_class=ColumnClass.NOTICE)
        for path in site.columns
    )
    return RegisteredSite(id=None, home_url=HOME, name="示例县人民政府", columns=columns)


def visit_fact(result: SiteResult) -> VisitFact:
    """Give the visit of a survey."""
    return next(one.fact for one in result.survey.evidence if isinstance(one.fact, VisitFact))


def columns(result: SiteResult) -> tuple[ColumnFact, ...]:
    """Give the columns of a survey, the homepage's own last."""
    facts = [one.fact for one in result.survey.evidence if isinstance(one.fact, ColumnFact)]
    return tuple(sorted(facts, key=lambda fact: fact.column_class is ColumnClass.HOME))


def visit_complaints(visit_: Visit, result: SiteResult) -> list[str]:
    """Say everything in which a survey is not as the case demands."""
    bound = visit_.site.settings.get("pages", _PAGES)
    pages = result.survey.pages
    demands = (
        (result.counts in visit_.counts, f"counts as {result.counts}: {visit_fact(result).reason}"),
        (visit_.least_pages <= pages <= min(visit_.most_pages, bound), f"{pages} pages"),
        (visit_.check is None or visit_.check(result), f"not {visit_.why}"),
    )
    return [said for met, said in demands if not met]
