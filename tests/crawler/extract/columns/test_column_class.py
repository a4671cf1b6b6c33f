import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns.column_class import class_by_name, classify_column
from schema.types.column import ColumnClass

NAMES = load_lexicon().column_names
CLASSES = {
    "工作动态": ColumnClass.NEWS,
    "某县要闻": ColumnClass.NEWS,
    "今日某县": ColumnClass.NEWS,
    "领导活动": ColumnClass.NEWS,
    "通知公告": ColumnClass.NOTICE,
    "计划公告": ColumnClass.NOTICE,
    "行政规范性文件": ColumnClass.POLICY,
    "修改失效文件": ColumnClass.OTHER,
    "政策解读": ColumnClass.INTERPRETATION,
    "文件解读": ColumnClass.INTERPRETATION,
    "人事任免": ColumnClass.PERSONNEL,
    "招考公示": ColumnClass.PERSONNEL,
    "事业单位招聘": ColumnClass.PERSONNEL,
    "规划计划": ColumnClass.PLANNING,
    "财政预决算": ColumnClass.FINANCE,
    "统计公报": ColumnClass.STATISTICS,
    "应急预案": ColumnClass.EMERGENCY,
    "计划生育": ColumnClass.KEY_AREAS,
    "招聘公告": ColumnClass.PERSONNEL,
    "政府采购公告": ColumnClass.FINANCE,
    "征地公告": ColumnClass.KEY_AREAS,
    "就业动态": ColumnClass.NEWS,
    "行政执法公示": ColumnClass.DISCLOSURE,
    "规章制度": ColumnClass.DISCLOSURE,
    "政府规章": ColumnClass.POLICY,
    "废止文件": ColumnClass.OTHER,
    "规范性文件清理": ColumnClass.OTHER,
    "广播电视新闻出版": ColumnClass.OTHER,
    "河长制动态监测": ColumnClass.OTHER,
    "局长信箱": ColumnClass.CONSULT,
    "政策咨询": ColumnClass.CONSULT,
    "投诉举报": ColumnClass.COMPLAINT,
    "民意征集": ColumnClass.SURVEY,
    "结果反馈": ColumnClass.SURVEY,
    "在线访谈": ColumnClass.INTERVIEW,
    "新闻发布会": ColumnClass.INTERVIEW,
    "往期访谈": ColumnClass.TOPIC,
    "往期征集": ColumnClass.TOPIC,
    "办事指南": ColumnClass.GUIDE,
    "“一次不跑”清单": ColumnClass.GUIDE,
    "文件下载": ColumnClass.GUIDE,
    "机构职能": ColumnClass.ABOUT,
    "历史沿革": ColumnClass.ABOUT,
    "新闻发言人": ColumnClass.ABOUT,
    "政府信息公开年报": ColumnClass.DISCLOSURE,
    "热点专题": ColumnClass.TOPIC,
    "魅力某县": ColumnClass.OTHER,
    "教育体育局": ColumnClass.OTHER,
    "计划财务科": ColumnClass.OTHER,
}


@pytest.mark.parametrize(("name", "expected"), CLASSES.items(), ids=CLASSES.keys())
def test_name_tells_the_class(name: str, expected: ColumnClass) -> None:
    assert classify_column(name, names=NAMES) is expected


def test_white_space_in_a_name_says_nothing() -> None:
    assert classify_column("通 知 公 告", names=NAMES) is ColumnClass.NOTICE


def test_name_under_an_archive_is_an_archive() -> None:
    found = classify_column("通知公告", breadcrumb=("首页", "热点专题"), names=NAMES)

    assert found is ColumnClass.TOPIC


def test_nearest_crumb_speaks_where_the_name_does_not() -> None:
    found = classify_column("县级", breadcrumb=("首页", "政务公开", "通知公告"), names=NAMES)

    assert found is ColumnClass.NOTICE


def test_home_s_name_is_no_crumb_of_a_class() -> None:
    assert classify_column("县级", breadcrumb=("网站首页",), names=NAMES) is ColumnClass.OTHER


def test_name_speaks_before_the_path() -> None:
    assert classify_column("政策解读", path="/tzgg/", names=NAMES) is ColumnClass.INTERPRETATION


PATHS = {
    "a folder": ("/zwgk/tzgg/", ColumnClass.NOTICE),
    "a file of that name": ("/tzgg.html", ColumnClass.NOTICE),
    "a template's file": ("/c100/xwzx_list_2.html", ColumnClass.OTHER),
    "initials of several names": ("/zcjd/", ColumnClass.OTHER),
    "initials of several names, and their parent": ("/zwgk/gsgg/", ColumnClass.DISCLOSURE),
}


@pytest.mark.parametrize(("path", "expected"), PATHS.values(), ids=PATHS)
def test_path_is_a_weak_sign(path: str, expected: ColumnClass) -> None:
    assert classify_column("县级", path=path, names=NAMES) is expected


def test_unknown_name_speaks_for_no_class() -> None:
    assert class_by_name("魅力某县", NAMES) is None
    assert class_by_name("首页", NAMES) is None
