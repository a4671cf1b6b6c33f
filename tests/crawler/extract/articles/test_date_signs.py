import time

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.date_signs import holds_date_signs, may_be_put_by_title
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().date_words
SCRIPT = "<script src='/a.js'></script>"
SIGNS = {
    "a variable": "<script>var showTime='2015-04-10';</script>",
    "a stamp": "<script>var a={publishTime: 1428627600000}</script>",
    "what a script writes": "<script>document.write('2015年4月10日')</script>",
    "a field": "<input type='hidden' value='2015-04-10'>",
    "a note for a script": "<i data-time='2015-04-10 10:00'></i>",
    "a stamp for a script": "<i data-time='1763430000000'></i>",
    "a picture": "<img src='a.png' alt='2015年4月10日'>",
    "a picture called so": "<img src='/u/202604/date_88.gif'>",
    "a script of the server": "<script src='/e/date.php?id=88'></script>",
    "a label alone": f"<p>发布时间：<i id='d'></i></p>{SCRIPT}",
    "a label in a cell": f"<table><tr><td>发布时间</td><td id='d'></td></tr></table>{SCRIPT}",
    "a named place": f"<i id='pubtime'></i>{SCRIPT}",
    "an element of its own": f"<publishtime></publishtime>{SCRIPT}",
    "a template": f"<div v-text='article.time'></div>{SCRIPT}",
}
NONE = {
    "a text": "<p>通知</p>",
    "a version": "<script src='/a.js?v=2015-04-10'></script>",
    "a clock": "<script>var now=new Date();document.write(now.getFullYear())</script>",
    "a label without scripts": "<p>发布时间： 来源：县水利局</p>",
    "another label": f"<p>更新时间：<i></i></p>{SCRIPT}",
    "a library": "<script src='/js/datepicker.js'></script><img src='/i/update.png'>",
    "a clock's place": f"<i id='nowtime'></i>{SCRIPT}",
}


@pytest.mark.parametrize("markup", SIGNS.values(), ids=SIGNS)
def test_markup_may_hold_a_date_that_is_not_in_the_text(markup: str) -> None:
    assert holds_date_signs(lay_blocks(parse(markup)), WORDS)


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE)
def test_page_without_such_signs_has_no_date(markup: str) -> None:
    assert not holds_date_signs(lay_blocks(parse(markup)), WORDS)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{'data-' * 20_000}</p>",
        f"<script>{'sj' * 30_000} 2020-</script>",
        f"<script>{'document.write(' * 8_000} 2020-</script>",
        f"<img src='{'/date' * 20_000}'>" + "<img src='/date" * 5_000,
    ],
    ids=["attributes", "variables", "calls", "pictures"],
)
def test_names_without_an_end_take_no_time(markup: str) -> None:
    layout = lay_blocks(parse(markup))
    began = time.process_time()

    assert not holds_date_signs(layout, WORDS)
    assert time.process_time() - began < 1.0  # it was a quarter of a minute


BARS = {
    "an element of a day's class": ("<span class='art-date'></span>", "/js/art.js", True),
    "an element of another class": ("<span class='line'></span>", "/js/art.js", False),
    "an element to be found": ("<span id='pt1'></span>", "/js/art.js", True),
    "a counter": ("<span id='hits'></span>", "/js/art.js", False),
    "a library": ("<span id='pt1'></span>", "/js/jquery.min.js", False),
    "no name": ("<span></span>", "/js/art.js", False),
    "a filled one": ("<span id='pt1'>县水利局</span>", "/js/art.js", False),
}


@pytest.mark.parametrize(("bar", "src", "told"), BARS.values(), ids=BARS)
def test_script_in_a_file_may_put_a_day_behind_the_title(bar: str, src: str, *, told: bool) -> None:
    markup = f"<h1>防汛 通知</h1><div>{bar}</div><p>请执行。</p><script src='{src}'></script>"
    words = load_lexicon().list_words

    assert may_be_put_by_title(lay_blocks(parse(markup)), "防汛通知", words) is told
