"""What the words for shields and maintenance tell apart under an error status."""

import pytest

from config.lexicon import load_lexicon
from crawler.survey.answer import read_answer
from crawler.survey.link_word import link_word
from schema.types.capture import Request
from schema.types.outcome import CountsAs, PageClass
from testkit.facts import HOME
from testkit.pages import make_page

NOT_DOWN: dict[str, tuple[int, str, PageClass]] = {
    "a limit of Tencent's network": (514, "514 Frequency Capped", PageClass.CHALLENGE),
    "EdgeOne": (567, "The security policy of the site you are visiting restricts your request",
                PageClass.CHALLENGE),
    "a strange network": (503, "系统检测到您的网络环境存在异常，请稍后再试", PageClass.CHALLENGE),
    "too often": (503, "您的请求过于频繁，请稍后再试", PageClass.CHALLENGE),
    "another country": (503, "抱歉，您所在的地区无法访问本网站", PageClass.CHALLENGE),
    "a suspicion": (503, "当前访问因存在可疑行为已被系统限制", PageClass.CHALLENGE),
    "a test for people": (503, "请完成人机识别后继续访问", PageClass.CHALLENGE),
    "an upgrade": (503, "网站正在进行升级改造，暂时无法访问，敬请谅解", PageClass.MAINTENANCE),
    "a redesign": (404, "网站改版中，敬请期待", PageClass.MAINTENANCE),
}  # fmt: skip
DOWN = {502: "502 Bad Gateway nginx", 503: "503 Service Temporarily Unavailable nginx",
        500: "Internal Server Error", 404: "404 Not Found nginx"}  # fmt: skip


@pytest.mark.parametrize(("status", "says", "page_class"), NOT_DOWN.values(), ids=NOT_DOWN)
def test_a_refusal_and_a_notice_are_no_failure(
    status: int, says: str, page_class: PageClass
) -> None:
    answer = read_answer(
        Request(url=HOME, purpose="visit"),
        make_page(HOME, f"<html><body><p>{says}</p></body></html>", status=status),
        None,
        load_lexicon(),
    )

    assert (answer.page_class, link_word(answer)) == (page_class, CountsAs.UNDETERMINED)


@pytest.mark.parametrize("status", DOWN)
def test_a_servers_own_words_for_an_error_stay_a_failure(status: int) -> None:
    answer = read_answer(
        Request(url=HOME, purpose="visit"),
        make_page(HOME, f"<html><body><h1>{DOWN[status]}</h1></body></html>", status=status),
        None,
        load_lexicon(),
    )

    assert link_word(answer) is CountsAs.FAILED
