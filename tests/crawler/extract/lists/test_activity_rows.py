from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.activity_rows import activity_kind
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from schema.types.activity import Activity, ActivityKind, ActivityState

FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LEXICON = load_lexicon()


def activities(rows: str, title: str = "意见征集") -> tuple[Activity, ...]:
    tree = parse(f"<title>{title}-某县人民政府</title><div><ul class='list'>{rows}</ul></div>")
    base = "http://www.county.gov.cn/yjzj/"
    return find_list(tree, base=base, fetched_at=FETCHED, lexicon=LEXICON).activities


def row(number: int, rest: str) -> str:
    title = f"关于第{number}项管理办法公开征求意见的公告"
    return f"<li><a href='{number}.html'>{title}</a>{rest}</li>"


def test_row_gives_days_state_and_result() -> None:
    span = "<p>征集时间：2026-03-01 至 2026-03-31</p><em>已结束</em><a href='r.html'>查看结果</a>"
    first, second, _ = activities(row(1, span) + row(2, "<em>进行中</em>") + row(3, ""))

    assert (first.starts, first.ends) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (first.state, first.fed_back) == (ActivityState.ENDED, True)
    assert (second.starts, second.state, second.fed_back) == (None, ActivityState.OPEN, False)


def test_row_that_is_a_feedback_says_so() -> None:
    result = "<li><a href='9.html'>第1项管理办法征求意见情况的反馈</a></li>"
    *_, last = activities(row(1, "") + row(2, "") + result)

    assert last.is_result


def test_interview_row_gives_its_session() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>局长谈第{n}项工作</a>"
        f"<p>访谈时间：2026-12-0{n}</p><em>预告</em></li>"
        for n in (3, 2, 1)
    )
    first = activities(rows, "在线访谈")[0]

    assert (first.kind, first.starts) == (ActivityKind.INTERVIEW, date(2026, 12, 3))
    assert first.state is ActivityState.PLANNED


def test_other_lists_hold_no_activities() -> None:
    assert activities(row(1, "") + row(2, "") + row(3, ""), "通知公告") == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("民意征集", ActivityKind.CONSULTATION),
        ("新闻发布会", ActivityKind.INTERVIEW),
        ("意见征集与访谈", None),
        ("通知公告", None),
    ],
)
def test_name_tells_what_is_listed(name: str, kind: ActivityKind | None) -> None:
    assert activity_kind((name,), LEXICON.activity_words) == kind
