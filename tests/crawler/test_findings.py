from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.scoring import CORPUS, fetched_at, labelled_pages
from config.lexicon import load_lexicon
from crawler.extract.text.decode import decode
from crawler.reading import examine_page
from schema.types.reading import ListState, PageKind, PageReading, RowsPlace
from testkit.pages import letter_html, list_html, mailbox_html

LEXICON = load_lexicon()
FETCHED = datetime(2015, 6, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
URL = "http://www.example.gov.cn/tzgg/index.html"
_LISTS = {PageKind.COLUMN, PageKind.INTERACTION_LIST}
_FEWEST = 4


def read(body: str, rows_at: RowsPlace | None = None) -> PageReading:
    return examine_page(
        body.encode(), url=URL, fetched_at=FETCHED, content_type="text/html; charset=utf-8",
        lexicon=LEXICON, rows_at=rows_at,
    ).reading  # fmt: skip


def news(count: int) -> str:
    rows = ((f"关于做好第{n}次防汛检查的通知", f"{n}.html", "2015-06-01") for n in range(count))
    return list_html("通知公告", rows)


def letters(count: int) -> str:
    rows = (
        (f"关于第{n}条道路的咨询", f"{n}.html", date(2015, 6, 1), "未回复") for n in range(count)
    )
    return mailbox_html("咨询", rows)


@pytest.mark.parametrize("write", [news, letters])
def test_a_page_of_one_row_is_a_list_where_the_page_before_had_its_rows(
    write: Callable[[int], str],
) -> None:
    first = read(write(8))

    last = read(write(1), first.rows_at)

    assert last.list_state is ListState.READ
    assert last.kind in _LISTS
    assert len(last.items) == 1
    assert len(last.posts) == (write is letters)


def test_a_letters_own_page_in_a_lists_place_stays_a_letter() -> None:
    first = read(letters(8))

    reading = read(letter_html("路灯不亮", date(2015, 5, 1), "已修复。"), first.rows_at)

    assert reading.kind is PageKind.INTERACTION_DETAIL


def card(title: str) -> str:
    told = "<p>留言内容：路灯坏了，请尽快维修。</p><p>留言时间：2015-06-05 处理状态：办理中</p>"
    head = "<title>县长信箱-某县</title><p>当前位置：<a href='/'>首页</a> &gt; 县长信箱</p>"
    return f"{head}<ul><li><h4>{title}</h4>{told}</li></ul>"


def test_a_letter_that_leads_to_its_own_page_is_an_entry_of_a_list() -> None:
    entry = read(card("<a href='8.html'>河西镇路灯何时维修</a>"))
    letter = read(card("河西镇路灯何时维修"))

    assert (entry.kind, len(entry.posts)) == (PageKind.INTERACTION_LIST, 1)
    assert letter.kind is PageKind.INTERACTION_DETAIL


def captured_lists() -> Iterator[tuple[str, bytes, PageReading]]:
    """Give every captured page that is a list, with its reading."""
    pages = chain.from_iterable(labelled_pages(CORPUS, kind) for kind in ("list", "letter_list"))
    for label, body in pages:
        url, at = label["url"], fetched_at(label)
        reading = examine_page(
            body, url=url, fetched_at=at, content_type=None, lexicon=LEXICON
        ).reading
        if reading.kind in _LISTS and len(reading.items) >= _FEWEST and reading.rows_at:
            yield label["id"], body, reading


def cut_to(body: bytes, reading: PageReading, count: int) -> str | None:
    """Give a list's page with the first rows alone; None where a row is found no more."""
    tree = LexborHTMLParser(decode(body, None).text)
    rows = [tree.css_first(item.locator or "none") for item in reading.items[count:]]
    if not all(rows):
        return None
    for row in rows:
        row.decompose()
    return tree.html


def test_captured_lists_cut_to_few_rows_are_read_to_the_row_and_without_rows_to_none() -> None:
    if not (CORPUS / "labels.jsonl").is_file():
        pytest.skip(f"no labelled pages in {CORPUS}")
    wrong, seen = [], 0
    for name, body, whole in captured_lists():
        for count in (0, 1, 2):
            cut = cut_to(body, whole, count)
            if cut is None:
                continue
            reading = examine_page(
                cut.encode(), url=whole.url, fetched_at=None, lexicon=LEXICON,
                content_type="text/html; charset=utf-8", rows_at=whole.rows_at,
            ).reading  # fmt: skip
            seen += 1
            kept = [(item.title, item.url) for item in whole.items[:count]]
            if [(item.title, item.url) for item in reading.items] != kept:
                wrong.append(f"{name} cut to {count}")
    assert wrong == []
    assert seen > 100
