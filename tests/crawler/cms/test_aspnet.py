import pytest

from crawler.cms.aspnet import FAMILY
from testkit.family_pages import lines, read_by

URL = "http://www.county.gov.cn/news/list.aspx?id=3"
STATE = '<input type="hidden" name="__VIEWSTATE" value="dDwx/+=">'
PAGER = "<a href=\"javascript:__doPostBack('AspNetPager1','2')\">下一页</a>"


def page(pager: str = PAGER, state: str = STATE) -> str:
    return (
        f"<form method='post' action='list.aspx?id=3'>{state}<ul>{lines((3, 2))}</ul>{pager}</form>"
    )


def test_next_page_posts_the_form_back() -> None:
    reading = read_by(FAMILY, page(), URL)

    assert reading is not None
    assert [(step.url, step.method, step.purpose) for step in reading.follow or ()] == [
        (URL, "POST", "next")
    ]
    assert dict((reading.follow or ())[0].form) == {
        "__VIEWSTATE": "dDwx/+=",
        "__EVENTTARGET": "AspNetPager1",
        "__EVENTARGUMENT": "2",
    }


@pytest.mark.parametrize(("said", "submitted"), [("", True), ("accept-charset='utf-8' ", False)])
def test_the_form_goes_out_in_the_pages_encoding_unless_it_names_another(
    said: str,
    submitted: bool,  # noqa: FBT001 - a table
) -> None:
    reading = read_by(FAMILY, page().replace("<form ", f"<form {said}"), URL)

    assert reading is not None
    assert [step.submitted for step in reading.follow or ()] == [submitted]


def test_rows_are_left_to_the_generic_reader() -> None:
    reading = read_by(FAMILY, page(), URL)

    assert reading is not None
    assert (reading.list_state, reading.items) == (None, None)


def test_state_too_large_to_send_is_not_sent_but_there_is_more() -> None:
    reading = read_by(FAMILY, page(state=STATE.replace("dDwx", "x" * 200_000)), URL)

    assert reading is not None
    assert (reading.follow, reading.more) == (None, True)


@pytest.mark.parametrize(
    "pager",
    [
        "",
        "<a disabled='disabled' href=\"javascript:__doPostBack('P','')\">下一页</a>",
        "<a href=\"javascript:__doPostBack('Login','')\">登录</a>",
    ],
    ids=["none", "last_page", "another_button"],
)
def test_no_next_page_is_made_up(pager: str) -> None:
    assert read_by(FAMILY, page(pager), URL) is None
