"""Soft errors (E-…): pages that say something else than their status."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from simulator import words
from simulator.aliases import alias
from simulator.facts import SiteFacts
from simulator.families import FAMILIES
from simulator.fault import Columns, Fault, Hides, Visit
from simulator.faults.doubts import allowing, every_verdict_doubtful
from simulator.faults.notices import BETTING, MAINTENANCE, PARKED, TO_HOME, closed, moved, notice
from simulator.faults.places import asks_for, inner_list, is_html
from simulator.judge import Verdict
from simulator.model import Form, Page, Request, Site
from simulator.pages import home

LANE = "front"

NEW_NAME = "xin"
_FOOTER = '<div class="footer">'
_ARTICLE = '<div class="article">'
_FILES = "/fujian/"
_HOME_LINKS = frozenset({"A2.1", "F3.1"})
_HIDDEN_LINKS = (
    '<div style="position:absolute;left:-9999px;top:-9999px">'
    '<a href="http://www.bocai888.test/">百家乐</a> '
    '<a href="http://www.duchang999.test/">老虎机</a> '
    '<a href="http://www.caipiao666.test/">时时彩</a></div>'
)


def _lost(columns: Columns, _site: Site) -> Columns:
    """Take away the plain list that the home page does not show."""
    place = inner_list(columns)
    gone = replace(columns[place], form=Form.SOFT_404, items=())
    return [*columns[:place], gone, *columns[place + 1 :]]


def _asks_for_lost(site: Site, request: Request) -> bool:
    lost = (column for column in site.columns if column.form is Form.SOFT_404)
    return any(asks_for(site, request, column) for column in lost)


def _lost_to_home(site: Site, request: Request, _moment: datetime) -> Page | None:
    return TO_HOME if _asks_for_lost(site, request) else None


def _missing_to_home(_site: Site, _request: Request, page: Page) -> Page:
    return TO_HOME if page.status == TO_HOME.status else page


def _one_link_lost(facts: SiteFacts, _site: Site) -> SiteFacts:
    return replace(facts, lost_at_home=1)


def _perhaps_led_home(verdicts: "Mapping[str, Verdict]", _site: Site) -> dict[str, Verdict]:
    """Allow that the script behind the 404 makes its link no dead one but a doubtful one."""
    return allowing(verdicts, _HOME_LINKS, "UNDETERMINED", "NEEDS_PERSON")


def _lost_is_home(site: Site, request: Request, _moment: datetime) -> Page | None:
    return home(site, FAMILIES[site.family]) if _asks_for_lost(site, request) else None


def _missing_is_home(site: Site, _request: Request, page: Page) -> Page:
    return home(site, FAMILIES[site.family]) if page.status == TO_HOME.status else page


def _file_is_page(_site: Site, request: Request, _moment: datetime) -> Page | None:
    if not request.path.startswith(_FILES):
        return None
    return notice("错误提示", "附件不存在或已删除。")


def _with_file(_site: Site, request: Request, page: Page) -> Page:
    """Hang an attachment to every article."""
    if _ARTICLE not in page.text or not is_html(page):
        return page
    name = sha256(request.path.encode()).hexdigest()[:8]
    link = f'<p class="fj">附件：<a href="{_FILES}{name}.pdf">申请表.pdf</a></p>'
    return replace(page, text=page.text.replace(_FOOTER, link + _FOOTER, 1))


def _maintenance(_site: Site, _request: Request, _moment: datetime) -> Page:
    return MAINTENANCE


def _closed(site: Site, _request: Request, _moment: datetime) -> Page:
    return closed(site)


def _has_link(site: Site) -> bool:
    return site.number % 2 == 0


def _moved(site: Site, request: Request, _moment: datetime) -> Page | None:
    """Say under the old name where the site went."""
    new = alias(site.host, NEW_NAME)
    if request.headers.get("host", "").partition(":")[0].lower() == new:
        return None
    return moved(site, f"http://{new}/", linked=_has_link(site))


def _moved_facts(facts: SiteFacts, site: Site) -> SiteFacts:
    return replace(facts, home_readable=_has_link(site))


def _links_of_a_notice(verdicts: "Mapping[str, Verdict]", site: Site) -> dict[str, Verdict]:
    """Allow that a home page without any link has no dead one."""
    return dict(verdicts) if _has_link(site) else allowing(verdicts, _HOME_LINKS, "PASS")


def _parked(site: Site, _request: Request, _moment: datetime) -> Page:
    return (BETTING, PARKED)[site.number % 2]


def _defaced(_site: Site, _request: Request, page: Page) -> Page:
    if not is_html(page):
        return page
    return replace(page, text=page.text.replace(_FOOTER, _HIDDEN_LINKS + _FOOTER, 1))


def _empty(_site: Site, _request: Request, _moment: datetime) -> Page:
    return Page(text="", charset="utf-8")


def _of_another_county(site: Site, _request: Request, page: Page) -> Page:
    """Show another county's name and code on every page."""
    place = next(n for n, row in enumerate(words.COUNTIES) if row[1] == site.county)
    _, county, area = words.COUNTIES[(place + 1) % len(words.COUNTIES)]
    text = page.text.replace(site.county, county).replace(site.code, area + site.code[len(area) :])
    return replace(page, text=text)


FAULTS = (
    Fault(
        id="E-SOFT404",
        does="a column answers 200 您访问的页面不存在",
        expected="column broken, not empty",
        columns=_lost,
    ),
    Fault(
        id="E-404-HOME",
        does="a column and every unknown address answer 404 and a script that leads home",
        expected="column broken, not empty; the home page is not its list",
        columns=_lost,
        answer=_lost_to_home,
        rewrite=_missing_to_home,
        facts=_one_link_lost,
        verdicts=_perhaps_led_home,
    ),
    Fault(
        id="E-200-HOME",
        does="a column and every unknown address answer 200 and the home page",
        expected="column broken; the home page's rows are not its list",
        columns=_lost,
        answer=_lost_is_home,
        rewrite=_missing_is_home,
    ),
    Fault(
        id="E-PDF-HTML",
        does="the articles' attachments (.pdf) are error pages",
        expected="changes no word of V1-V5; the attachment is no file",
        answer=_file_is_page,
        rewrite=_with_file,
    ),
    Fault(
        id="E-MAINT-200",
        does="网站维护中 with status 200 everywhere",
        expected="visit undetermined, maintenance",
        visit=Visit(counts_as="undetermined", page_class="maintenance"),
        hides=Hides.EVERYTHING,
        answer=_maintenance,
    ),
    Fault(
        id="E-CLOSED",
        does="a 关停公告 everywhere",
        expected="visit person, closed",
        visit=Visit(counts_as="person", page_class="closed"),
        hides=Hides.EVERYTHING,
        answer=_closed,
    ),
    Fault(
        id="E-MOVED",
        does="the registered name shows a 移址公告, every second one without a link; "
        "the pages stand under the new name",
        expected="visit opened, moved; followed where there is a link",
        visit=Visit(page_class="moved"),
        aliases=frozenset({NEW_NAME}),
        other_name=NEW_NAME,
        answer=_moved,
        facts=_moved_facts,
        verdicts=_links_of_a_notice,
    ),
    Fault(
        id="E-PARKED",
        does="a parking or betting page in the site's place",
        expected="visit person, hijacked",
        visit=Visit(counts_as="person", page_class="hijacked"),
        hides=Hides.EVERYTHING,
        answer=_parked,
    ),
    Fault(
        id="E-DEFACED-LINK",
        does="hidden links to betting sites on every page",
        expected="a content proposal (暗链); changes no word of V1-V5",
        rewrite=_defaced,
    ),
    Fault(
        id="E-EMPTY-200",
        does="0 bytes with status 200 everywhere",
        expected="visit undetermined, empty",
        visit=Visit(counts_as="undetermined", page_class="empty"),
        hides=Hides.EVERYTHING,
        answer=_empty,
    ),
    Fault(
        id="E-WRONGSITE",
        does="the registered address shows the name and code of another county's site",
        expected="visit opened; whose columns these are a person may be asked",
        rewrite=_of_another_county,
        verdicts=every_verdict_doubtful,
    ),
)
