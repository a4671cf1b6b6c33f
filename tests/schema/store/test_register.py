from collections.abc import AsyncIterator

import pytest

from crawler.policy.canonical import url_key
from schema.store.engine import open_engine
from schema.store.register import RegisterStore
from schema.types.column import ColumnClass
from testkit.facts import HOME, make_register, make_registered_column, make_site

pytestmark = pytest.mark.postgres


@pytest.fixture
async def register(database_url: str) -> AsyncIterator[RegisterStore]:
    engine = open_engine(database_url)
    yield RegisterStore(engine, url_key)
    await engine.dispose()


COLUMN = make_registered_column(f"{HOME}tzgg/")
SITE = make_site(
    code="4301000001",
    province="湖南省",
    county="示例县",
    sponsor="示例县人民政府",
    extra={"icp": "湘ICP备00000001号"},
    columns=(COLUMN,),
)


async def test_the_same_file_again_changes_nothing(register: RegisterStore) -> None:
    first = await register.take_in(make_register(SITE))
    second = await register.take_in(make_register(SITE))

    assert (first.sites_added, first.columns_added) == (1, 1)
    assert (second.sites_added, second.sites_changed, second.sites_unchanged) == (0, 0, 1)
    assert (second.columns_added, second.columns_changed, second.columns_unchanged) == (0, 0, 1)
    assert second.changes == ()


@pytest.mark.parametrize(
    "reference", ["4301000001", HOME, "http://example.gov.cn/index.html", "https://example.gov.cn"]
)
async def test_a_site_is_found_by_code_or_address(register: RegisterStore, reference: str) -> None:
    await register.take_in(make_register(SITE))

    found = await register.find(reference)

    assert found is not None
    assert found.code == "4301000001"
    assert [column.url for column in found.columns] == [COLUMN.url]


async def test_a_site_is_found_by_its_own_id(register: RegisterStore) -> None:
    await register.take_in(make_register(SITE))
    known = await register.find("4301000001")
    assert known is not None

    found = await register.find(str(known.id))

    assert found == known


async def test_a_changed_cell_is_said(register: RegisterStore) -> None:
    await register.take_in(make_register(SITE))

    report = await register.take_in(
        make_register(make_site(code="4301000001", name="示例县人民政府门户网站"))
    )

    assert report.sites_changed == 1
    assert report.changes == (f"{HOME}: name '示例县人民政府' → '示例县人民政府门户网站'",)


async def test_an_empty_cell_wipes_nothing(register: RegisterStore) -> None:
    await register.take_in(make_register(SITE))

    await register.take_in(make_register(make_site(code="4301000001")))

    found = await register.find("4301000001")
    assert found is not None
    assert found.sponsor == "示例县人民政府"


async def test_a_code_of_another_site_is_a_reject(register: RegisterStore) -> None:
    other = make_site(code="4301000002", home_url="http://other.gov.cn/", name="另一网站")
    await register.take_in(make_register(SITE, other))

    report = await register.take_in(
        make_register(make_site(code="4301000001", home_url="http://other.gov.cn/"))
    )

    assert [reject.column for reject in report.rejects] == ["网站标识码"]
    assert report.sites_changed == 0


async def test_a_changed_column_is_taken_over(register: RegisterStore) -> None:
    await register.take_in(make_register(SITE))
    changed = make_registered_column(COLUMN.url, column_class=ColumnClass.NEWS, update_days=7)

    report = await register.take_in(make_register(make_site(code=SITE.code, columns=(changed,))))

    found = await register.find("4301000001")
    assert found is not None
    assert report.columns_changed == 1
    assert [(c.column_class, c.update_days) for c in found.columns] == [(ColumnClass.NEWS, 7)]


async def test_organisations_form_a_tree_by_division(register: RegisterStore) -> None:
    sibling = make_site(
        code="4301000003",
        home_url="http://edu.example.gov.cn/",
        name="示例县教育局",
        province="湖南省",
        county="示例县",
        sponsor="示例县教育局",
    )

    await register.take_in(make_register(SITE, sibling))

    tree = await register.tree()
    assert [(node.name, node.depth, node.sites) for node in tree] == [
        ("湖南省", 0, 2),
        ("示例县", 1, 2),
        ("示例县人民政府", 2, 1),
        ("示例县教育局", 2, 1),
    ]
