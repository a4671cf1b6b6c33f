from typing import Any

from selectolax.lexbor import LexborHTMLParser

from audit.report.fields import Field, Table, TableShape
from audit.report.index_html import SweepOverview, render_index
from audit.report.index_rows import SiteGathering
from schema.types.finding import ScoreSheet
from schema.types.site import RunState, Site
from schema.types.statistics import Unmeasured

Page = tuple[ScoreSheet, str]
"""A sheet, and where its page is."""


def overview(make: Any, *pages: Page, most: int = 100, **given: Any) -> SweepOverview:
    gathering = SiteGathering(most)
    for sheet, href in pages:
        gathering.add(sheet, href)
    return SweepOverview(
        edition=make.pack.edition,
        edition_name=make.pack.name,
        edition_digest=make.pack.digest,
        as_of=make.as_of,
        sites=gathering.sites(),
        **given,
    )


def opened(view: SweepOverview) -> Any:
    return LexborHTMLParser(render_index(view).decode())


def row(make: Any, url: str, *evidence: Any, name: str = "") -> Page:
    site = Site(id=None, home_url=url, name=name)
    return make.sheet(*evidence, site=site), f"{name or 'x'}.html"


def good(make: Any, url: str = "http://good.example/", name: str = "好站") -> Page:
    return row(make, url, make.visit(), make.fresh_column(on_home=True), name=name)


def bad(make: Any) -> Page:
    stale = [make.column(f"c{number}/", on_home=True) for number in range(5)]
    return row(make, "http://zz.example/", make.visit(), *stale, name="坏站")


def site_table(tree: Any) -> list[list[str]]:
    region = tree.css_first('[aria-label="站点"]')
    return [[cell.text() for cell in line.css("td")] for line in region.css("tbody tr")]


def test_failed_sites_come_first(make: Any) -> None:
    table = site_table(opened(overview(make, good(make), bad(make))))

    assert [line[0][:2] for line in table] == ["坏站", "好站"]


def test_each_site_shows_its_score_and_veto_items_and_links_to_its_sheet(make: Any) -> None:
    tree = opened(overview(make, good(make)))
    (line,) = site_table(tree)
    links = [one.attributes["href"] for one in tree.css('[aria-label="站点"] a')]

    assert line[2] == "0至95"
    assert line[3:10] == ["无法判定", "达标", "达标", "达标", "达标", "待人工复核", "达标"]
    assert line[10] == "B1"
    assert links == ["好站.html", "http://good.example/"]


def test_verdicts_are_counted_by_item(make: Any) -> None:
    tree = opened(overview(make, good(make), bad(make)))
    region = tree.css_first('[aria-label="各项机器判定"]')
    counts = {
        line.css("td")[0].text().split()[0]: [cell.text() for cell in line.css("td")[1:]]
        for line in region.css("tbody tr")
    }

    assert counts["V2"] == ["1", "0", "0", "1", "0"]
    assert counts["V4"] == ["0", "2", "0", "0", "0"]


def test_rates_and_honesty_are_shown_as_they_are_given(make: Any) -> None:
    shape = TableShape(
        title="按层级", fields=(Field(head="层级", width=9, meaning="层级", source="登记"),)
    )
    table = Table(shape=shape, rows=[("=市级",), (3,)])
    text = opened(overview(make, statistics=(table,), honesty=(("巡检编号", "12"),))).text()

    assert "'=市级" in text
    assert "巡检编号12" in text


def test_coverage_counts_the_sites_left_out(make: Any) -> None:
    left = Unmeasured(url="http://lost.example/", name="", surveyed=True)
    tree = opened(
        overview(make, good(make), unmeasured=(left,), unmeasured_in_all=1, notes=("试运行",))
    )
    text = tree.text()

    assert "覆盖 1/2 个站点" in text
    assert "监测时间点 2026-11-23 10:00（北京时间）" in text
    assert "已巡检、尚未评分" in text
    assert "试运行" in text
    assert make.pack.digest in text


def test_closed_site_is_counted_apart(make: Any) -> None:
    closed = Site(id=None, home_url=make.home, name="旧站", run_state=RunState.CLOSED)
    view = overview(make, (make.sheet(site=closed), "c.html"))

    assert "不适用 1" in opened(view).css_first("body > header").text()


def test_sites_are_never_folded_away(make: Any) -> None:
    rows = [good(make, f"http://s{number}.example/") for number in range(45)]
    tree = opened(overview(make, *rows))

    assert len(site_table(tree)) == 45
    assert tree.css("details") == []


def test_a_large_sweep_lists_its_worst_sites_counts_all_and_says_where_the_others_are(
    make: Any,
) -> None:
    pages = [good(make, f"http://s{number}.example/") for number in range(5)]
    left = Unmeasured(url="http://lost.example/", name="", surveyed=False)
    view = overview(make, *pages, bad(make), most=3, unmeasured=(left,), unmeasured_in_all=8)
    tree = opened(view)

    assert [line[0][:2] for line in site_table(tree)] == ["坏站", "好站", "好站"]
    assert "覆盖 6/14 个站点" in tree.text()
    assert "另有3个网站未列出，见汇总表“各网站”" in tree.text()
    assert "另有7个网站未列出" in tree.text()


def test_texts_of_the_register_cannot_act(make: Any) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    left = Unmeasured(url="javascript:alert(1)", name=hostile, surveyed=False)
    tree = opened(overview(make, good(make, name=hostile), unmeasured=(left,)))

    assert tree.css("img") == []
    assert not any((one.attributes["href"] or "").startswith("java") for one in tree.css("a"))


def test_empty_sweep_says_so(make: Any) -> None:
    text = opened(overview(make)).text()

    assert "没有站点。" in text
    assert "覆盖 0/0 个站点" in text
