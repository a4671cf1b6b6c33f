from datetime import date
from typing import Any

import pytest

from config.lexicon import load_lexicon
from crawler.survey.walk import SiteWalk
from schema.types.capture import Page, Request
from schema.types.dates import Undated
from schema.types.facts import ColumnFact, Fact, LetterFact, MailboxFact, VisitFact
from schema.types.navigation import NavigationFact
from schema.types.outcome import CountsAs, Defect, Outcome
from schema.types.reading import LetterNote, LetterState, ListState
from testkit.facts import HOME, make_registered_column, make_site
from testkit.pages import (
    Web,
    article_html,
    drive,
    home_html,
    letter_html,
    list_html,
    mailbox_html,
    make_failure,
    make_page,
    make_plan,
    markup,
)

NEWS, POLICY, BOX = f"{HOME}xwdt/", f"{HOME}zcwj/", f"{HOME}xx/"
MENU = (("工作动态", "/xwdt/"), ("政策文件", "/zcwj/"), ("县长信箱", "/xx/"))
DATED = [
    (f"关于第{n}号事项的工作动态", f"/xwdt/{n}.html", f"2026-11-{n}") for n in range(20, 10, -1)
]
UNDATED = [(f"关于第{n}号事项的政策文件", f"/zcwj/{n}.html", "") for n in range(1, 7)]
LETTERS = [
    (f"关于第{n}件事情的咨询", f"/xx/{n}.html", date(2026, 6, n), "已回复") for n in (5, 4, 3)
]
REPLY = "您好，经核实，供水管道改造将于2026年8月开工，工期三个月，请您监督。"
SITE: Web = {
    HOME: home_html(MENU),
    NEWS: list_html("工作动态", DATED),
    POLICY: list_html("政策文件", UNDATED),
    f"{POLICY}1.html": article_html(UNDATED[0][0], "发布时间：2026-10-08 来源：县水利局"),
    f"{POLICY}2.html": article_html(UNDATED[1][0], "来源：县水利局"),
    f"{POLICY}3.html": make_page(f"{POLICY}3.html", "<h1>404 Not Found</h1>", status=404),
    BOX: mailbox_html("县长信箱", LETTERS),
    f"{BOX}5.html": letter_html(LETTERS[0][0], date(2026, 6, 5), REPLY),
    f"{BOX}4.html": letter_html(LETTERS[1][0], date(2026, 6, 4), ""),
}
DISALLOW = make_page(
    f"{HOME}robots.txt",
    "User-agent: *\nDisallow: /xwdt/\nDisallow: /$\nCrawl-delay: 3\n",
    headers=(("content-type", "text/plain"),),
)


def survey(web: Web = SITE, **plan: Any) -> tuple[SiteWalk, list[Request]]:
    walk = SiteWalk(plan=make_plan(**plan), lexicon=load_lexicon())
    return walk, drive(walk, web)


def facts(walk: SiteWalk) -> list[Fact]:
    return [one.fact for one in walk.result().evidence]


def visit(walk: SiteWalk) -> VisitFact:
    return next(fact for fact in facts(walk) if isinstance(fact, VisitFact))


def column(walk: SiteWalk, url: str) -> ColumnFact:
    return next(f for f in facts(walk) if isinstance(f, ColumnFact) and f.url == url)


def urls(asked: list[Request], *purposes: str) -> list[str]:
    return [request.url for request in asked if request.purpose in purposes]


# --- the visit ---------------------------------------------------------------------------------


def test_a_dead_home_is_tried_by_its_twins_then_by_the_other_stack() -> None:
    walk, asked = survey(dict.fromkeys(_homes(), make_failure(HOME)), second_look_pause=7.0)

    assert [(r.url, r.stack, r.pause) for r in asked] == [
        (HOME, "aiohttp", 0.0),
        ("https://www.example.gov.cn/", "aiohttp", 0.0),
        ("http://example.gov.cn/", "aiohttp", 0.0),
        (HOME, "httpx", 7.0),
    ]
    assert {(r.purpose, r.obey_robots, r.deadline) for r in asked} == {("visit", False, 20.0)}
    assert visit(walk).counts_as is CountsAs.FAILED
    assert len(visit(walk).tries) == 4


def _homes() -> tuple[str, ...]:
    return (HOME, "https://www.example.gov.cn/", "http://example.gov.cn/")


def test_a_home_that_opens_at_once_is_asked_once() -> None:
    _, asked = survey({HOME: home_html(())})

    assert urls(asked, "visit") == [HOME]


def test_a_twin_that_opens_ends_the_tries() -> None:
    walk, asked = survey({**SITE, HOME: make_failure(HOME), _homes()[1]: home_html(())})

    assert [request.stack for request in asked if request.purpose == "visit"] == ["aiohttp"] * 3
    assert visit(walk).counts_as is CountsAs.OPENED
    assert visit(walk).defects == (Defect.REGISTERED_URL_WRONG,)


def test_the_other_stack_may_open_what_the_first_could_not() -> None:
    def by_stack(request: Request) -> Page:
        if request.stack == "httpx":
            return make_page(HOME, home_html(MENU), stack="httpx")
        return make_failure(HOME, Outcome.PROTOCOL_ERROR, seconds=16.0)

    walk, _ = survey({**SITE, **dict.fromkeys(_homes(), make_failure(HOME)), HOME: by_stack})

    assert visit(walk).counts_as is CountsAs.OPENED
    assert [one.stack for one in visit(walk).tries][-1] == "httpx"
    assert column(walk, NEWS).list_state is ListState.READ


CLOSED_DOORS: dict[str, str | Page] = {
    "shield": make_page(HOME, "<html><script>$_ts=window['$_ts'];</script></html>", status=412),
    "nothing": "",
    "maintenance": markup("系统维护中", "<p>网站正在维护升级，请稍后访问</p>"),
    "no look-up": make_failure(HOME, Outcome.DNS_FAIL),
}


@pytest.mark.parametrize("home", CLOSED_DOORS.values(), ids=CLOSED_DOORS)
def test_behind_a_closed_door_nothing_is_asked_for(home: str | Page) -> None:
    walk, asked = survey({**SITE, HOME: home}, site=_site(NEWS))

    assert urls(asked, "robots", "list") == []
    assert visit(walk).counts_as is CountsAs.UNDETERMINED
    assert [fact.kind for fact in facts(walk)] == ["visit"]


def test_a_homepage_that_is_a_step_is_followed() -> None:
    step = "<html><head><meta http-equiv=refresh content='0;url=/portal/'></head></html>"
    walk, asked = survey({HOME: step, f"{HOME}portal/": home_html(MENU), NEWS: SITE[NEWS]})

    assert urls(asked, "hop") == [f"{HOME}portal/"]
    assert column(walk, NEWS).list_state is ListState.READ


FRAMES = "<frameset rows='80,*'><frame src=/top/><frame src='/portal/'></frameset>"
STEPS = {
    "Refresh header": make_page(HOME, "", headers=(("refresh", "0; url=/portal/"),)),
    "refresh under a base": make_page(
        HOME, "<base href=/portal/><meta http-equiv=refresh content='0;url=./'>"
    ),
    "frameset": make_page(HOME, FRAMES),
    "frameset at an address with a path": make_page(HOME, FRAMES, final_url=f"{HOME}index.html"),
    "script at an address with a path": make_page(
        HOME, "<script>location.href='/portal/'</script>", final_url=f"{HOME}index.html"
    ),
    "frame in a body": make_page(HOME, "<iframe src=/portal/ width='100%'></iframe>"),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_every_way_in_which_a_homepage_leads_on_is_followed(step: Page) -> None:
    walk, asked = survey({HOME: step, f"{HOME}portal/": home_html(MENU), NEWS: SITE[NEWS]})

    assert urls(asked, "hop") == [f"{HOME}portal/"]
    assert visit(walk).counts_as is CountsAs.OPENED
    assert column(walk, NEWS).list_state is ListState.READ


WELCOME = "<body><p>欢迎访问</p><a href='/portal/'>进入首页</a><a href='/en/'>English</a></body>"


def test_a_splash_page_is_entered() -> None:
    _, asked = survey({HOME: make_page(HOME, WELCOME), f"{HOME}portal/": home_html(MENU)})

    assert urls(asked, "hop") == [f"{HOME}portal/"]


MENU_FRAMES = {
    "frame of a frameset": {HOME: make_page(HOME, FRAMES), f"{HOME}portal/": "<p>欢迎</p>"},
    "iframe named so": {
        HOME: home_html(()).replace("<body>", "<body><iframe id=nav src=/top/></iframe>")
    },
}


@pytest.mark.parametrize("web", MENU_FRAMES.values(), ids=MENU_FRAMES)
def test_a_frame_that_holds_the_navigation_is_read(web: Web) -> None:
    walk, asked = survey({**web, f"{HOME}top/": home_html(MENU), NEWS: SITE[NEWS]})

    assert urls(asked, "menu") == [f"{HOME}top/"]
    assert column(walk, NEWS).list_state is ListState.READ


def test_the_navigation_is_kept_beside_the_register() -> None:
    columns = (
        make_registered_column(NEWS),
        make_registered_column(f"{HOME}none/", name="无此栏目"),
    )
    walk, _ = survey(site=make_site(columns=columns))
    (found,) = (fact for fact in facts(walk) if isinstance(fact, NavigationFact))

    assert [one.name for one in found.unfound] == ["无此栏目"]
    assert [one.url for one in found.unregistered] == [POLICY, BOX]


@pytest.mark.parametrize("status", [401, 403])
def test_a_bare_refusal_is_undetermined(status: int) -> None:
    walk, _ = survey({HOME: make_page(HOME, "no entry", status=status)})

    assert visit(walk).counts_as is CountsAs.UNDETERMINED


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_a_whole_homepage_under_an_error_status_is_opened_with_the_defect(status: int) -> None:
    menu = [(f"栏目名称{n}", f"/{n}/") for n in range(12)]

    walk, _ = survey({HOME: make_page(HOME, home_html(menu), status=status)})

    assert visit(walk).counts_as is CountsAs.OPENED
    assert Defect.WRONG_STATUS in visit(walk).defects


def test_steps_end_at_the_bound_of_hops() -> None:
    def step(to: str) -> str:
        return f"<html><head><meta http-equiv=refresh content='0;url={to}'></head></html>"

    ring = {HOME: step("/a/"), f"{HOME}a/": step(HOME)}

    _, asked = survey(ring, hops=3)

    assert len(urls(asked, "hop")) <= 3


def test_a_step_that_leads_nowhere_is_asked_for_once() -> None:
    step = "<html><head><meta http-equiv=refresh content='0;url=/portal/'></head></html>"

    _, asked = survey({HOME: step})

    assert urls(asked, "hop") == [f"{HOME}portal/"]


# --- robots ------------------------------------------------------------------------------------


def test_robots_are_asked_for_before_any_column_and_once() -> None:
    _, asked = survey()

    purposes = [request.purpose for request in asked]
    assert purposes.count("robots") == 1
    assert purposes[:2] == ["visit", "robots"]


def test_a_disallowed_column_is_unreadable_and_never_empty() -> None:
    walk, asked = survey({**SITE, f"{HOME}robots.txt": DISALLOW})
    news = column(walk, NEWS)

    assert NEWS not in urls(asked, "list")
    assert (news.outcome, news.list_state) == (Outcome.ROBOTS_DISALLOWED, ListState.UNREADABLE)
    assert news.complete_to is None
    assert column(walk, POLICY).list_state is ListState.READ


def test_the_homepage_is_visited_whatever_robots_say() -> None:
    walk, _ = survey({**SITE, f"{HOME}robots.txt": DISALLOW})

    assert visit(walk).counts_as is CountsAs.OPENED


@pytest.mark.parametrize("outcome", [Outcome.HTTP_5XX, Outcome.DEADLINE, Outcome.RATE_LIMITED])
def test_a_robots_txt_that_cannot_be_had_holds_the_crawl_and_not_the_visit(
    outcome: Outcome,
) -> None:
    address = f"{HOME}robots.txt"
    status = {Outcome.HTTP_5XX: 502, Outcome.RATE_LIMITED: 429}.get(outcome)
    page = make_page(address, outcome=outcome, status=status)
    walk, asked = survey({**SITE, address: page})
    news = column(walk, NEWS)

    assert visit(walk).counts_as is CountsAs.OPENED
    assert urls(asked, "list") == []
    assert (news.outcome, news.list_state) == (Outcome.ROBOTS_DISALLOWED, ListState.UNREADABLE)
    assert "RFC 9309" in news.reason
    assert {check.counts_as for check in walk.result().checks} == {CountsAs.UNDETERMINED}


def test_a_robots_txt_that_cannot_be_had_forbids_nothing_where_it_is_only_recorded() -> None:
    address = f"{HOME}robots.txt"
    broken = make_page(address, outcome=Outcome.HTTP_5XX, status=502)
    walk, _ = survey({**SITE, address: broken}, obey_robots=False)

    assert column(walk, NEWS).list_state is ListState.READ


def test_robots_that_are_only_recorded_forbid_nothing() -> None:
    walk, _ = survey({**SITE, f"{HOME}robots.txt": DISALLOW}, obey_robots=False)

    assert column(walk, NEWS).list_state is ListState.READ


def test_robots_and_their_delay_are_recorded() -> None:
    walk, _ = survey({**SITE, f"{HOME}robots.txt": DISALLOW})
    without, _ = survey()

    assert walk.result().robots == DISALLOW.body.decode()
    assert walk.result().crawl_delay == walk.crawl_delay() == 3.0
    assert (without.result().robots, without.crawl_delay()) == (None, None)


def test_each_host_is_asked_for_its_own_robots() -> None:
    other = "http://xxgk.example.gov.cn/"
    web = {**SITE, other: list_html("政策文件", UNDATED[:0])}

    _, asked = survey(web, site=_site(NEWS, other))

    assert set(urls(asked, "robots")) == {f"{HOME}robots.txt", f"{other}robots.txt"}


# --- columns -----------------------------------------------------------------------------------


def _site(*addresses: str) -> Any:
    return make_site(columns=tuple(make_registered_column(url) for url in addresses))


def test_columns_are_discovered_where_none_are_registered() -> None:
    walk, _ = survey()
    news = column(walk, NEWS)

    assert (news.name, news.registered, news.on_home) == ("工作动态", False, True)
    assert news.newest is not None
    assert news.newest.value == date(2026, 11, 20)


def test_registered_columns_alone_are_surveyed() -> None:
    walk, asked = survey(site=_site(POLICY))

    assert urls(asked, "list") == [POLICY]
    assert (column(walk, POLICY).registered, column(walk, POLICY).on_home) == (True, True)


def test_an_address_of_two_columns_is_fetched_once() -> None:
    walk, asked = survey(site=_site(NEWS, NEWS))
    first, second = (f for f in facts(walk) if isinstance(f, ColumnFact) and f.url == NEWS)

    assert urls(asked, "list") == [NEWS]
    assert first == second
    assert first.list_state is ListState.READ


def test_a_column_that_is_the_homepage_is_not_fetched_again() -> None:
    walk, asked = survey(site=_site(HOME))

    assert urls(asked, "list") == []
    assert len([f for f in facts(walk) if isinstance(f, ColumnFact)]) == 2


def test_a_registered_address_that_is_none_is_said_so() -> None:
    walk, _ = survey(site=_site("ftp://example.gov.cn/a", NEWS))

    wrong = column(walk, "ftp://example.gov.cn/a")
    assert (wrong.outcome, wrong.list_state) == (Outcome.BLOCKED_BY_POLICY, ListState.UNREADABLE)
    assert column(walk, NEWS).list_state is ListState.READ


def test_undated_entries_get_their_dates_from_their_pages() -> None:
    walk, asked = survey(articles_per_column=3)
    items = column(walk, POLICY).items

    assert urls(asked, "article") == [f"{POLICY}{n}.html" for n in (1, 2, 3)]
    assert items[0].date is not None
    assert items[0].date.value == date(2026, 10, 8)
    assert [item.undated for item in items[:4]] == [
        None,
        Undated.NONE_SHOWN,
        Undated.UNREAD,  # 404
        Undated.UNREAD,  # not asked for
    ]


def test_pages_that_lead_round_in_a_ring_are_noticed() -> None:
    first = list_html("工作动态", DATED[:0] + UNDATED, following="/xwdt/2.html")
    second = list_html("工作动态", UNDATED, following="/xwdt/")

    walk, asked = survey(
        {HOME: SITE[HOME], NEWS: first, f"{NEWS}2.html": second},
        site=_site(NEWS),
        pages_per_list=30,
    )

    assert urls(asked, "list") == [NEWS, f"{NEWS}2.html"]
    assert "repeats" in column(walk, NEWS).reason
    assert column(walk, NEWS).complete_to is None


def test_frames_of_one_another_end() -> None:
    def frame(to: str) -> str:
        return markup("工作动态", f"<h2>工作动态</h2><iframe src='{to}'></iframe>")

    ring = {HOME: SITE[HOME], NEWS: frame("/xwdt/b.html"), f"{NEWS}b.html": frame("/xwdt/")}

    walk, asked = survey(ring, site=_site(NEWS))

    assert len(urls(asked, "list")) == 2
    assert column(walk, NEWS).list_state is not ListState.EMPTY


def test_letters_are_decided_by_their_own_pages() -> None:
    walk, _ = survey()
    letters = {f.url: f for f in facts(walk) if isinstance(f, LetterFact)}

    assert letters[f"{BOX}5.html"].state is LetterState.ANSWERED
    assert letters[f"{BOX}5.html"].detail_read
    assert letters[f"{BOX}4.html"].state is LetterState.UNANSWERED
    assert letters[f"{BOX}4.html"].note is LetterNote.ACKNOWLEDGED
    assert not letters[f"{BOX}3.html"].detail_read


def test_a_mailbox_has_a_fact_of_its_own() -> None:
    walk, _ = survey()

    (box,) = (fact for fact in facts(walk) if isinstance(fact, MailboxFact))
    assert (box.url, box.letters, box.list_state) == (BOX, 3, ListState.READ)


def test_evidence_is_told_apart_and_says_where_it_was_read() -> None:
    walk, _ = survey()
    evidence = walk.result().evidence
    digests = {page.url: page.sha256 for page in _pages(SITE)}

    assert len({one.id for one in evidence}) == len(evidence)
    for one in evidence:
        for source in one.provenance:
            if source.url in digests:
                assert source.digest == digests[source.url]


def _pages(web: Web) -> list[Page]:
    return [make_page(url, body) for url, body in web.items() if isinstance(body, str)]


def test_addresses_are_checked_for_what_they_count_as() -> None:
    walk, _ = survey()

    checks = {check.url: check for check in walk.result().checks}
    assert checks[f"{POLICY}3.html"].counts_as is CountsAs.FAILED
    assert checks[NEWS].counts_as is CountsAs.OPENED
    assert HOME not in checks


def test_articles_that_were_read_tell_the_text_of_their_entries() -> None:
    walk, _ = survey()

    texts = {one.url: one.text for one in walk.result().items}

    assert texts[f"{POLICY}1.html"] is not None
    assert texts[f"{POLICY}1.html"] == texts[f"{POLICY}2.html"]
    assert texts[f"{POLICY}3.html"] is None
    assert texts[f"{NEWS}20.html"] is None


def test_an_old_text_under_a_newer_day_is_opened_and_told_by_its_entries() -> None:
    title, place = "关于做好防汛工作的工作动态", f"{NEWS}1.html"
    rows = [*DATED, (title, "/xwdt/90.html", "2026-11-21"), (title, "/xwdt/1.html", "2024-03-05")]
    articles = {
        f"{NEWS}90.html": article_html(title, "发布时间：2026-11-21"),
        place: article_html(title, "发布时间：2024-03-05"),
    }
    walk, asked = survey({**SITE, NEWS: list_html("工作动态", rows), **articles}, links=1)

    texts = {one.url: one.text for one in walk.result().items}

    assert {f"{NEWS}90.html", place} <= {request.url for request in asked}
    assert texts[f"{NEWS}90.html"] == texts[place] is not None


STORY = "<h2><a href='/tt/3001.html'>县委书记调研乡村振兴工作</a></h2>"
SHOWN = "".join(
    f"<li><a href='/xwdt/{n}.html'>关于第{n}号事项的工作动态</a><span>2024-11-{n}</span></li>"
    for n in range(20, 10, -1)
)


@pytest.mark.parametrize(("before", "whole"), [("", True), (STORY, False)], ids=["list", "story"])
def test_old_list_of_the_homepage_beside_a_headline_proves_nothing(
    before: str, *, whole: bool
) -> None:
    walk, _ = survey({HOME: home_html(MENU, f"{before}<ul class='list'>{SHOWN}</ul>")})

    assert (column(walk, HOME).complete_to is not None) is whole
