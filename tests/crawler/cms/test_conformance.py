"""What every family keeps to, whoever wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scoring import CORPUS
from config.lexicon import load_lexicon
from crawler.cms import families
from crawler.extract.page.dom import base_url, parse
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from schema.types.reading import ListState

NAMES = [family.name for family in families()]
PIECES = st.sampled_from(
    [
        "<datastore>",
        "<record><![CDATA[<li><a href=1>通知</a>2020-01-02</li>]]></record>",
        "<totalrecord>0</totalrecord>",
        "</datastore>",
        "window._CONFIG = {SID: '1'};",
        '{"articles": [{"title": 1}], "total": "x"}',
        '{"data": {"html": "<ul></ul>", "results": [{}]}}',
        "<script src=unitbuild.js url='http://[' queryData=\"{'a':'b'}\"></script>",
        "proxyUrl:'/module/web/jpage/dataproxy.jsp',columnid:1,unitid:2",
        "createPageHTML(5, 0, 'index', 'html')",
        "\ufeff",
        "[1, null]",
        "f(",
        "&lt;datastore&gt;",
    ]
)
URLS = st.sampled_from([None, "", "http://[", "http://a.gov.cn/col/col1/index.html", "x", "#1"])


def read(family: Family, text: str, url: str | None) -> FamilyReading | None:
    tree = parse(text)
    if not family.recognise(text, tree, url):
        return None
    page = FamilyPage(
        text=text,
        tree=tree,
        url=url,
        base=base_url(tree, url),
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
    )
    return family.read(page)


def test_names_are_unique_and_priorities_sort() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [(one.priority, one.name) for one in families()] == sorted(
        (one.priority, one.name) for one in families()
    )


@pytest.mark.parametrize("family", families(), ids=NAMES)
@settings(max_examples=40)
@given(pieces=st.lists(PIECES | st.text(max_size=12), max_size=6), url=URLS)
def test_no_text_makes_a_family_raise(family: Family, pieces: list[str], url: str | None) -> None:
    reading = read(family, "".join(pieces), url)

    assert reading is None or isinstance(reading, FamilyReading)


@pytest.mark.parametrize("family", families(), ids=NAMES)
def test_captured_pages_are_read_consistently(family: Family) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no captured pages at {CORPUS}")
    for file in sorted((CORPUS / "pages").glob("*.html")):
        reading = read(family, file.read_bytes().decode("utf-8", "replace"), None)
        if reading is not None and reading.list_state is ListState.EMPTY:
            assert not reading.items, file.name
        if reading is not None and reading.list_state is ListState.ELSEWHERE:
            assert reading.follow, file.name
