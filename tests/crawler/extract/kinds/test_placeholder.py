import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.kinds.placeholder import find_placeholders, is_placeholder_title
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out

WORDS = load_lexicon().content_words


def found(markup: str) -> list[str]:
    flow = lay_out(parse(f"<body>{markup}</body>"))
    return [line for _, line in find_placeholders(flow, WORDS)]


@pytest.mark.parametrize(
    "line",
    [
        "测试", "测试1", "【测试】", "·测试文章 2015-04-14", "测试标题3", "test", "TEST123",
        "标题标题标题", "测试测试测试", "testtesttest", "请在此输入正文",
        "TODO", "TODO: 补充内容", "Lorem ipsum dolor sit amet, consectetur", "来源：{来源}",
        "{标题}", "${发布时间}",
        "#标题#", "<%=标题%>", "点击此处添加标题",
    ],
)  # fmt: skip
def test_forgotten_text_is_found(line: str) -> None:
    escaped = line.replace("<", "&lt;")

    assert found(f"<ul><li><a href='/a'>{escaped}</a></li></ul>") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "我县完成核酸测试工作", "普通话水平测试通知", "测试中心", "软件测试报告",
        "关于公务员体能测试的公告", "标题", "内容", "时间", "[标题]",
        "请输入关键字", "系统正在测试运行，如有问题请联系我们", "TODOS santos", "{{ item.title }}",
        "#乡村振兴#", "第1次测试", "天天向上", "加油加油加油",
    ],
)  # fmt: skip
def test_a_sentence_that_merely_has_the_word_is_not(line: str) -> None:
    assert found(f"<p>{line}</p>") == []


@pytest.mark.parametrize(
    "markup",
    [
        "<form><p>请在此输入您的意见</p></form>", "<textarea>请在此输入内容</textarea>",
        "<label>请在此填写</label>",
        "<div class='menu'><a href='/t'>测试</a></div>",
    ],
)  # fmt: skip
def test_what_a_form_says_and_a_menu_names_is_not(markup: str) -> None:
    assert found(markup) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("无标题文档", True),
        ("Untitled Document", True),
        ("新建网页 1", True),
        ("示例县人民政府", False),
        ("", False),
    ],
)
def test_a_title_that_was_never_written_is_known(title: str, expected: bool) -> None:  # noqa: FBT001
    assert is_placeholder_title(title, WORDS) is expected


@given(
    st.sampled_from(WORDS.placeholder_lines),
    st.text(alphabet="我县开展工作的通知", min_size=2, max_size=9),
)
def test_a_placeholder_word_within_a_longer_line_is_a_sentence(word: str, rest: str) -> None:
    if not word.upper().startswith(("TODO", "FIXME")) and not word.startswith("请在此"):
        assert found(f"<p>{rest}{word}{rest}</p>") == []
