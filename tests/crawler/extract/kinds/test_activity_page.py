from config.lexicon import load_lexicon
from crawler.extract.articles.published import DatedPage
from crawler.extract.kinds.activity_page import read_activity
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.activity import Activity, ActivityKind


def read(title: str, line: str) -> Activity | None:
    tree = parse(f"<div><p>{line}</p></div>")
    page = DatedPage(
        tree=tree, layout=lay_blocks(tree), metas={}, title=title, url=None, fetched_at=None
    )
    return read_activity(page, None, load_lexicon())


def test_page_is_read_as_what_it_is() -> None:
    notice = read("供水办法征求意见的公告", "征集时间：2026-03-01 至 2026-03-31")
    session = read("局长谈供水", "访谈时间：2026-03-01")

    assert notice is not None
    assert session is not None
    assert (notice.kind, session.kind) == (ActivityKind.CONSULTATION, ActivityKind.INTERVIEW)


def test_other_pages_are_no_activities() -> None:
    assert read("关于召开会议的通知", "发布时间：2026-03-01") is None
