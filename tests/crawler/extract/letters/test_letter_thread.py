from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter import read_letter
from crawler.extract.letters.letter_thread import read_thread
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.reading import LetterState, Post

LEXICON = load_lexicon()
QUESTION = "<p>南岸河堤有一段下沉，请问何时能够加固？</p>"
REPLY = "<p>您好！您反映的河堤已列入明年加固计划，感谢您的监督。</p>"
RECEIPT = "<p>您的来信已收到，已转县水利局办理。</p>"
ASKER = "<div><span>市民王某</span><span>2026-03-07 09:12</span></div>"
UNIT = "<div><span>县水利局</span><span>2026-03-09 10:00</span></div>"


def thread(markup: str) -> Post | None:
    layout = lay_blocks(parse(f"<h1>河堤何时加固</h1><div>{markup}</div>"))
    return read_thread(layout, title="河堤何时加固", base=None, lexicon=LEXICON)


POSTS = {
    "bubbles": ASKER + QUESTION + UNIT + REPLY,
    "names over their days": (
        f"<b>王**</b><br>2026-03-07{QUESTION}<b>某县水利局</b><br>2026-03-09{REPLY}"
    ),
    "the unit's line of replying": (
        f"<p>2026-03-07 王某</p>{QUESTION}<p>县水利局 于 2026-03-09 10:00 回复：</p>{REPLY}"
    ),
    "floors of a forum": (
        f"<p>楼主：王某　发表于 2026-03-07</p>{QUESTION}"
        f"<p>1楼：县水利局　发表于 2026-03-09</p>{REPLY}"
    ),
    "a reply that the unit signs at its foot": (
        f"<p>网友 张** 于 2026-03-07 10:11 留言</p>{QUESTION}<p>答：</p>{REPLY}"
        "<p>县水利局　2026-03-09</p>"
    ),
    "a name and a day with labels": (
        f"<p><span>姓名：刘**</span><span>时间：2026-03-07</span><span>类型：咨询</span></p>{QUESTION}"
        f"<p><b>县水利局</b> 回复于 2026-03-09 09:00</p>{REPLY}"
    ),
    "a masked name that touches its day": (
        f"<div><b>用户138****1234</b><em>2026-03-07 08:12:33</em></div>{QUESTION}{UNIT}{REPLY}"
    ),
    "a receipt between": (f"{ASKER}{QUESTION}<p>县政府办 2026-03-08</p>{RECEIPT}{UNIT}{REPLY}"),
}


ROWS = "".join(
    f"<li><a href='{day}.html'>某县召开第{day}次防汛会议</a><span>2026-11-1{day}</span></li>"
    for day in range(6)
)


def test_rows_of_a_list_beside_the_posts_are_none() -> None:
    post = thread(ASKER + QUESTION + UNIT + REPLY + f"<ul>{ROWS}</ul>")

    assert post is not None
    assert post.state is LetterState.ANSWERED


@pytest.mark.parametrize("markup", POSTS.values(), ids=POSTS)
def test_posts_of_a_citizen_and_a_unit_are_a_letter_with_its_reply(markup: str) -> None:
    post = thread(markup)

    assert post is not None
    assert (post.asked, post.replied) == (date(2026, 3, 7), date(2026, 3, 9))
    assert (post.state, post.title) == (LetterState.ANSWERED, "河堤何时加固")


OTHERS = {
    "no reply": ASKER + QUESTION,
    "a receipt alone": ASKER + QUESTION + UNIT + RECEIPT,
    "a reply of nobody's": ASKER + QUESTION + REPLY,
    "a title bar before it": f"<p>2026-03-07 浏览：12</p>{QUESTION}{UNIT}{REPLY}",
    "a labelled day before it": f"<p>发布时间：2026-03-07</p>{QUESTION}{UNIT}{REPLY}",
    "a signature without a reply over it": (
        f"<p>网友 张** 于 2026-03-07 留言</p>{QUESTION}<p>答：</p><p>县水利局 2026-03-09</p>"
    ),
    "a reply older than its letter": (f"{ASKER}{QUESTION}<p>县水利局 2026-03-01</p>{REPLY}"),
    "a signed answer in an article": f"{ASKER}{REPLY}<p>县水利局</p><p>2026年3月9日</p>{REPLY}",
    "several letters": 2 * (ASKER + QUESTION + UNIT + REPLY),
    "units alone": f"<p>县政府办 2026-03-07</p>{QUESTION}{UNIT}{REPLY}",
}


@pytest.mark.parametrize("markup", OTHERS.values(), ids=OTHERS)
def test_what_is_not_certain_is_no_letter(markup: str) -> None:
    assert thread(markup) is None


def test_letters_page_is_read_by_its_posts() -> None:
    tree = parse(f"<h1>河堤何时加固</h1>{ASKER}{QUESTION}{UNIT}{REPLY}")
    post = read_letter(tree, title="河堤何时加固", base=None, lexicon=LEXICON)

    assert post is not None
    assert post.state is LetterState.ANSWERED
