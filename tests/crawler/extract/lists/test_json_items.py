import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import day_of, json_items
from crawler.extract.lists.json_rows import find_json_list, load_json
from schema.types.dates import DateSource

FIELDS = FieldMap()


FETCHED = datetime(2020, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


DAYS = {
    "text": ("2020-04-14 10:20:30", date(2020, 4, 14)),
    "milliseconds": (1586793600000, date(2020, 4, 14)),
    "seconds": (1586793600, date(2020, 4, 14)),
    "last_second_of_shanghai_s_day": (1586879999, date(2020, 4, 14)),
    "epoch_as_text": ("1586793600000", date(2020, 4, 14)),
    "figures": ("20200414", date(2020, 4, 14)),
    "month_only": ("2020-04", None),
    "nothing": (None, None),
    "truth_value": (True, None),
    "impossible": ("20201341", None),
    "far_too_large": (10**30, None),
    "list": ([], None),
}


@pytest.mark.parametrize(("value", "expected"), DAYS.values(), ids=DAYS.keys())
def test_day_of_a_field(value: object, expected: date | None) -> None:
    assert day_of(value) == expected


def test_publishing_comes_before_creation() -> None:
    row = {"title": "甲", "url": "/1", "created_at": "2020-01-01", "publishTime": "2020-02-02"}

    item = json_items([row], FIELDS, base="http://a.gov.cn/api", fetched_at=FETCHED)[0]

    assert item.url == "http://a.gov.cn/1"
    assert item.date is not None
    assert (item.date.value, item.date.source) == (date(2020, 2, 2), DateSource.PUBLISH_FIELD)


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ({"publishdate": "2019-01-01", "pubdate": "2020-03-04"}, date(2020, 3, 4)),
        ({"publishdate": "2019-01-01", "date": "2020-03-04"}, date(2019, 1, 1)),
        ({"date": "2019-01-01", "time": "2020-03-04"}, date(2019, 1, 1)),
        ({"publishdate": "2019-01-01", "pubdate": "2030-03-04"}, date(2019, 1, 1)),
    ],
    ids=["the_later", "a_bare_name", "bare_names_alone", "the_future"],
)
def test_of_an_unknown_vendor_s_publish_fields_the_latest_counts(
    row: dict[str, str], day: date
) -> None:
    fields = FieldMap(any_vendor=True)

    (item,) = json_items([{"title": "通知", **row}], fields, base=None, fetched_at=FETCHED)

    assert item.date is not None
    assert item.date.value == day


def test_creation_alone_says_so() -> None:
    row = {"title": "<b>甲</b>", "createTime": 1586793600000}

    item = json_items([row], FIELDS, base=None, fetched_at=FETCHED)[0]

    assert item.title == "甲"
    assert item.date is not None
    assert item.date.source is DateSource.CREATION_FIELD


def test_future_is_no_date() -> None:
    items = json_items(
        [{"title": "甲", "date": "2021-01-01"}], FIELDS, base=None, fetched_at=FETCHED
    )

    assert items[0].date is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["title", "url", "date", "total", "x"]), inner)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_without_raising(data: object) -> None:
    found = find_json_list(load_json(json.dumps(data)), FIELDS)
    items = json_items(found.rows, FIELDS, base=None, fetched_at=FETCHED) if found else ()

    assert all(item.title for item in items if item.title is not None)


@pytest.mark.parametrize(
    ("other", "source"),
    [
        ({"sendDate": "2020-03-01"}, DateSource.CREATION_FIELD),
        ({"year": "2020", "month": "3", "day": "1"}, DateSource.CREATION_FIELD),
        ({"sendDate": "2012-03-01"}, DateSource.PUBLISH_FIELD),
        ({}, DateSource.PUBLISH_FIELD),
    ],
)
def test_bare_date_decides_nothing_beside_a_later_day_of_an_unknown_name(
    other: dict[str, str], source: DateSource
) -> None:
    row = {"title": "关于防汛的通知", "date": "2015-04-14", **other}

    (item,) = json_items([row], FieldMap(any_vendor=True), base=None, fetched_at=FETCHED)

    assert item.date is not None
    assert item.date.source is source
