import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.script_jump import script_jump

JUMPS = {
    "location": "location = '/a/';",
    "href": "window.location.href = '/a/'",
    "of the top": "window.top.location.href='/a/'",
    "replace": "location.replace('/a/');",
    "assign": 'window.location.assign("/a/")',
    "after a pause": "setTimeout(\"location.href='/a/'\", 3000)",
    "open in its place": "window.open('/a/', '_self')",
    "open": "window.open('/a/');",
    "navigate": "window.navigate('/a/')",
    "not the pocket's way": (
        "if (/iPhone/.test(navigator.userAgent)) location.href='/wap/'; else location.href='/a/';"
    ),
    "written refresh": 'document.write(\'<meta http-equiv="Refresh" content="0;URL=/a/" />\')',
    "written refresh, quoted": (
        'document.write("<meta http-equiv=\\"refresh\\" content=\\"0; url=/a/\\">");'
    ),
    "the branch of the page's name": (
        'var lm="公开"; if(lm=="互动"){location.href="/b/"} else if(lm=="公开"){location="/a/"}'
    ),
    "the branch of equal words": "if('gk'=='hd') location.href='/b/'; else location.href='/a/'",
    "a branch of which nothing is known": "if(kind=='gk'){location.href='/a/'}",
    "no pop-up": "window.open('/tz.html', '', 'width=300,height=200'); location.href='/a/'",
}


@pytest.mark.parametrize("script", JUMPS.values(), ids=JUMPS)
def test_script_sends_the_visitor_on(script: str) -> None:
    assert script_jump(parse(f"<script>{script}</script>")) == "/a/"


def test_body_may_send_the_visitor_on() -> None:
    assert script_jump(parse("<body onload=\"location.href='/a/'\">")) == "/a/"


STAYS = {
    "a comparison": "if (location.href == '/a/') x();",
    "its own address": "location.href = location.href.replace('http:', 'https:')",
    "a pop-up": "window.open('/tz.html', 'n', 'height=200,toolbar=no')",
    "the pocket's way alone": "if (navigator.userAgent.match(/Mobile/)) location='http://m.a.cn/'",
    "a branch that is not taken": 'var lm="公开";if(lm=="互动"){document.title=lm;location="/a/"}',
    "a dialogue's own open": "dialog.open('/a/')",
    "a field of another": "my.location = '/a/'",
}


@pytest.mark.parametrize("script", STAYS.values(), ids=STAYS)
def test_script_stays(script: str) -> None:
    assert script_jump(parse(f"<script>{script}</script>")) is None


def test_script_of_another_file_is_not_read() -> None:
    assert script_jump(parse("<script src='/a.js'>location='/a/'</script>")) is None
