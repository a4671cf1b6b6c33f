import pytest

from config.form_files import load_forms
from crawler.policy.canonical import normalised
from schema.forms.headings import find_table
from schema.forms.line import Line, RefusedRow
from schema.forms.sheet import Row, Sheet
from schema.forms.site_row import read_site
from schema.types.register import Place, SiteRow
from schema.types.site import RunState

SITE_FORM = load_forms()[1]
GOOD = {"网站标识码": "4300000001", "网站名称": "某县人民政府", "首页网址": "http://www.x.gov.cn/"}


def line(**changes: str) -> Line:
    filled = {**GOOD, **changes}
    header = Row(number=1, cells=dict(enumerate(filled, 1)))
    row = Row(number=2, cells={c: t for c, t in enumerate(filled.values(), 1) if t})
    table = find_table(Sheet(name=None, rows=(header, row)), (SITE_FORM,))
    assert table is not None
    return Line(table, row, Place(file="a.csv", sheet=None, row=2))


def read(one: Line) -> SiteRow:
    return read_site(one, SITE_FORM, normalised)


def test_a_full_row_becomes_a_site_without_an_id() -> None:
    one = line(主办单位="某县政府办", 省="湖南省", 市="某市", 县="某县", 级别="县级", 是否门户="是",
               跳转网址="www.y.gov.cn", ICP备案号="湘ICP备1号", 联系人="张三",
               备注="无")  # fmt: skip

    site = read(one).site

    assert (site.id, site.code, site.name) == (None, "4300000001", "某县人民政府")
    assert (site.home_url, site.jump_url) == ("http://www.x.gov.cn/", "http://www.y.gov.cn/")
    assert (site.sponsor, site.province, site.city, site.county) == (
        "某县政府办", "湖南省", "某市", "某县",
    )  # fmt: skip
    assert (site.level, site.is_portal, site.run_state) == ("县级", True, RunState.NORMAL)
    assert site.extra == {"icp": "湘ICP备1号", "contact_name": "张三"}


def test_only_filled_cells_are_stated() -> None:
    assert read(line(是否门户="", 主办单位="")).stated == frozenset({"code", "name", "home_url"})
    assert read(line(是否门户="否", 备注="x")).stated == frozenset({
        "code", "name", "home_url", "is_portal", "extra",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("正常", RunState.NORMAL),
        ("2", RunState.EXEMPT),
        ("已关停", RunState.CLOSED),
        ("", RunState.NORMAL),
    ],
)
def test_the_run_state_is_read_by_its_words(word: str, state: RunState) -> None:
    assert read(line(运行状态=word, 例外说明="改版")).site.run_state is state


def test_an_unknown_run_state_refuses_the_row() -> None:
    with pytest.raises(RefusedRow, match="'停机'"):
        read(line(运行状态="停机"))


@pytest.mark.parametrize("word", ["例外", "关停"])
def test_an_exception_without_a_reason_is_remarked(word: str) -> None:
    one = line(运行状态=word)

    read(one)

    assert [remark.column for remark in one.remarks] == ["例外说明"]


def test_a_home_outside_the_government_domain_is_remarked_and_taken() -> None:
    one = line(首页网址="http://www.example.com/")

    assert read(one).site.home_url == "http://www.example.com/"
    assert "not under .gov.cn" in one.remarks[0].text


def test_a_row_without_a_home_is_refused() -> None:
    with pytest.raises(RefusedRow, match="empty"):
        read(line(首页网址=""))
