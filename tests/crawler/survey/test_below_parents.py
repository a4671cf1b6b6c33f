from config.lexicon import load_lexicon
from crawler.survey.walk import SiteWalk
from schema.types.column import ColumnClass
from schema.types.facts import ColumnFact, LimitFact, MailboxFact
from schema.types.reading import ListState
from schema.types.site import Site
from testkit.facts import HOME, make_registered_column, make_site
from testkit.pages import Web, drive, home_html, list_html, make_plan

PARENT = f"{HOME}zwgk/"
NEWS = [
    (f"关于第{n}号事项的工作通知", f"/zwgk/tzgg/{n}.html", f"2026-11-{n}") for n in (20, 19, 18)
]
RULES = [(f"第{n}号规范性文件全文", f"/zwgk/zcwj/{n}.html", f"2026-10-{n}") for n in (20, 19, 18)]
CHILDREN = "".join(
    f'<li><a href="/zwgk/{folder}/">{name}</a></li>'
    for folder, name in (("tzgg", "通知公告"), ("zcwj", "政策文件"), ("zxxx", "县长信箱"))
)
SITE: Web = {
    HOME: home_html((("政务公开", "/zwgk/"), ("走进本县", "/about/"))),
    PARENT: f'<title>政务公开</title><div class="nav"><ul>{CHILDREN}</ul></div>',
    f"{PARENT}tzgg/": list_html("通知公告", NEWS),
    f"{PARENT}zcwj/": list_html("政策文件", RULES),
    f"{PARENT}zxxx/": list_html("县长信箱", []),
}


def surveyed(site: Site, web: Web = SITE, **bounds: int) -> SiteWalk:
    plan = make_plan(site, **bounds)
    walk = SiteWalk(plan=plan, lexicon=load_lexicon())
    drive(walk, web)
    return walk


def columns(walk: SiteWalk) -> dict[str, ColumnFact]:
    found = (one.fact for one in walk.result().evidence)
    return {one.url: one for one in found if isinstance(one, ColumnFact) and one.url != HOME}


def test_columns_that_only_their_parent_leads_to_are_read() -> None:
    found = columns(surveyed(make_site()))

    assert found[PARENT].list_state is ListState.PARENT
    child = found[f"{PARENT}tzgg/"]
    assert (child.list_state, len(child.items)) == (ListState.READ, 3)
    assert (child.column_class, child.on_home) == (ColumnClass.NOTICE, False)
    assert len(found[f"{PARENT}zcwj/"].items) == 3


def test_a_mailbox_below_a_parent_is_one() -> None:
    facts = [one.fact for one in surveyed(make_site()).result().evidence]

    assert [one.url for one in facts if isinstance(one, MailboxFact)] == [f"{PARENT}zxxx/"]


def test_a_register_names_all_columns_itself() -> None:
    site = make_site(columns=(make_registered_column(PARENT),))

    assert set(columns(surveyed(site))) == {PARENT}


def test_columns_below_count_for_the_bound_of_columns() -> None:
    walk = surveyed(make_site(), columns=3)

    limit = next(one.fact for one in walk.result().evidence if isinstance(one.fact, LimitFact))
    assert (limit.limit, limit.value, limit.left_unread) == ("columns", 3, 2)


def test_what_the_homepage_leads_to_is_read_once() -> None:
    home = home_html((("政务公开", "/zwgk/"), ("通知公告", "/zwgk/tzgg/")))

    found = columns(surveyed(make_site(), {**SITE, HOME: home}))

    assert found[f"{PARENT}tzgg/"].on_home
