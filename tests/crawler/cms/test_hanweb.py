from dataclasses import replace
from datetime import date
from html import escape

import pytest

from config.lexicon import load_lexicon
from crawler.cms.hanweb import FAMILY
from crawler.extract.page.dom import parse
from crawler.extract.page.family import FamilyPage, FamilyReading
from schema.types.reading import ListState

URL = "http://www.county.gov.cn/col/col71/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"


def record(number: int) -> str:
    path, title = f"/art/2020/9/{number}/art_71_{number}.html", f"第{number}批通知"
    link = f'<a href="{path}" title="{title}">{title}</a>'
    return f"<record><![CDATA[<li>{link}<span>2020-09-0{number}</span></li>]]></record>"


def store(*numbers: int, total: int | None = None, more: str = "") -> str:
    count = f"<totalrecord>{total}</totalrecord>" if total is not None else ""
    records = "".join(record(number) for number in numbers)
    return f"<datastore>{more}{count}<recordset>{records}</recordset></datastore>"


def page(inner: str, script: str = "", url: str = URL) -> FamilyPage:
    text = f"<ul id='4400'></ul><script type='text/xml'>{inner}</script><script>{script}</script>"
    return FamilyPage(
        text=text,
        tree=parse(text),
        url=url,
        base=url,
        fetched_at=None,
        content_type="text/html",
        lexicon=load_lexicon(),
    )


def read(inner: str, script: str = "") -> FamilyReading:
    reading = FAMILY.read(page(inner, script))
    assert reading is not None
    return reading


def days(reading: FamilyReading) -> list[date]:
    return [item.date.value for item in reading.items or () if item.date]


EXPECTED = [date(2020, 9, 3), date(2020, 9, 2)]
STORES = {
    "plain": store(3, 2),
    "escaped": escape(store(3, 2)),
    "single_quotes": store(3, 2).replace('"', "'"),
    "rows_escaped_once_more": "<datastore><recordset>"
    + "".join(
        f"<record>{escape(f'<li><a href=/{n}.html>第{n}批通知</a>2020-09-0{n}</li>')}</record>"
        for n in (3, 2)
    )
    + "</recordset></datastore>",
    "table_rows": "<datastore>"
    + "".join(
        f"<record><![CDATA[<tr><td><a href='/{n}'>第{n}批通知</a><td>2020-09-0{n}</tr>]]></record>"
        for n in (3, 2)
    )
    + "</datastore>",
    "second_unit_is_smaller": store(3, 2) + store(9),
}


@pytest.mark.parametrize("inner", STORES.values(), ids=STORES.keys())
def test_records_of_a_datastore_are_the_rows(inner: str) -> None:
    reading = read(inner)

    assert (reading.list_state, days(reading)) == (ListState.READ, EXPECTED)


def test_zero_records_are_an_empty_list() -> None:
    assert read(store(total=0)).list_state is ListState.EMPTY


@pytest.mark.parametrize(
    "beside",
    [
        "<li><a href='/art/2026/1/2/art_1_2.html'>关于做好防汛工作的通知</a>2026-01-02</li>",
        "<ul><li><a href='/a/1.html'>张三</a></li><li><a href='/a/2.html'>李四</a></li></ul>",
        f"<p>{'某县水利局主管全县水利工作，负责防汛抗旱。' * 4}</p>",
    ],
    ids=["rows", "names", "a_text"],
)
def test_zero_records_beside_content_are_no_empty_list(beside: str) -> None:
    text = f"<script type='text/xml'>{store(total=0)}</script>{beside}"

    reading = FAMILY.read(replace(page(""), text=text, tree=parse(text)))

    assert reading is not None
    assert reading.list_state is ListState.UNREADABLE


def test_no_record_without_a_count_is_unreadable() -> None:
    assert read(store()).list_state is ListState.UNREADABLE


SCRIPT = (
    f"$('#4400').jpage({{perPage:15,proxyUrl:'{PROXY}',totalRecord:40,"
    "ajaxParam:{col:1,webid:'2',columnid:71,unitid:'4400',webname:'某县',permissiontype:0}});"
)


def test_rows_behind_the_first_come_from_the_proxy() -> None:
    follow = read(store(3, 2), SCRIPT).follow or ()

    assert [(f"http://www.county.gov.cn{PROXY}", "next", "POST")] == [
        (step.url, step.purpose, step.method) for step in follow
    ]
    assert {"columnid": "71", "unitid": "4400", "startrecord": "3"}.items() <= dict(
        follow[0].form
    ).items()


def test_all_rows_come_from_the_proxy_where_the_page_has_none() -> None:
    reading = read("", SCRIPT)

    assert reading.list_state is ListState.ELSEWHERE
    assert [(step.purpose, dict(step.form)["startrecord"]) for step in reading.follow or ()] == [
        ("rows", "1")
    ]


def test_next_group_is_an_address_and_no_item() -> None:
    group = f'<nextgroup><![CDATA[<a href="{PROXY}?page=2&amp;unitid=4400"></a>]]></nextgroup>'

    reading = read(store(3, 2, more=group))

    assert len(reading.items or ()) == 2
    assert [f"http://www.county.gov.cn{PROXY}?page=2&unitid=4400"] == [
        step.url for step in reading.follow or ()
    ]


def test_nothing_follows_where_all_records_are_shown() -> None:
    assert read(store(3, 2, total=2), SCRIPT.replace("40", "2")).follow == ()


def test_proxy_without_the_unit_is_not_asked() -> None:
    assert read(store(3, 2), SCRIPT.replace("unitid", "other")).follow == ()


def test_page_without_a_datastore_is_left_to_the_generic_reader() -> None:
    assert FAMILY.read(page("")) is None


@pytest.mark.parametrize("url", [URL, "http://a.gov.cn/art/2020/9/3/art_71_3.html"])
def test_address_is_recognised(url: str) -> None:
    assert FAMILY.recognise("", parse(""), url)


def answered(*numbers: int, total: int, start: int, end: int) -> FamilyReading:
    form = (("columnid", "71"), ("unitid", "4400"), ("startrecord", str(start)))
    proxied = page(store(*numbers, total=total), url=f"http://www.county.gov.cn{PROXY}")
    reading = FAMILY.read(replace(proxied, form=(*form, ("endrecord", str(end)))))
    assert reading is not None
    return reading


def test_proxy_is_asked_on_with_the_form_that_it_answered() -> None:
    reading = answered(3, 2, total=100, start=16, end=60)

    step = (reading.follow or ())[0]
    assert (step.method, step.purpose) == ("POST", "next")
    assert dict(step.form) == {
        "columnid": "71", "unitid": "4400", "startrecord": "61", "endrecord": "100",
    }  # fmt: skip
    assert reading.more


def test_last_records_of_the_proxy_end_the_list() -> None:
    reading = answered(3, 2, total=60, start=16, end=60)

    assert (reading.follow, reading.more) == ((), False)


def test_records_out_of_reach_are_told() -> None:
    reading = read(store(3, 2, total=40))

    assert (reading.follow, reading.more) == ((), True)


def test_attributes_of_the_store_s_elements_do_not_hide_its_rows() -> None:
    more = f'<nextgroup ><![CDATA[<a href="{PROXY}?page=1&columnid=71"></a>]]></nextgroup>'
    markup = store(3, 2, total=40, more=more).replace("<record>", "<record id='1' type=\"a\">")

    reading = read(markup)

    assert (len(reading.items or ()), len(reading.follow or ()), reading.more) == (2, 1, True)


def test_other_units_of_a_page_are_rivals_of_the_one_with_most_rows() -> None:
    reading = read(store(3, 2, 1) + store(8, 7))

    assert len(days(reading)) == 3
    assert reading.rival == date(2020, 9, 8)


def test_escaped_store_keeps_its_count() -> None:
    assert read(escape(store(3, 2, total=40))).more
