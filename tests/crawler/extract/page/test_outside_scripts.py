import pytest

from config.lexicon import load_lexicon
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.outside_scripts import may_be_filled

WORDS = load_lexicon().list_words
PLACE = "<div class='list'><p>暂无数据</p></div>"
NAMED = "<div id='list'><p>暂无数据</p></div>"


def is_open(*files: str, markup: str = PLACE, bare: bool = False) -> bool:
    layout = lay_blocks(parse(markup + "".join(f"<script src='{src}'></script>" for src in files)))
    place = next(one for one in layout.blocks if one.tag == "p")
    return may_be_filled(layout, [place], WORDS, bare=bare)


@pytest.mark.parametrize(
    "src", ["/js/zwgk.js", "/js/10004090.js", "/js/jquerylist.js", "a.jsp?x=1"]
)
def test_script_of_an_unknown_name_may_fill_any_place(src: str) -> None:
    assert is_open("/js/jquery.js", src)


LIBRARIES = (
    "/js/jquery-1.11.1.min.js",
    "/js/jquery.SuperSlide.2.1.js",
    "/js/swiper.min.js?v=2",
    "//hm.baidu.com/hm.js?ab12",
    "https://zfwzgl.www.gov.cn/exposure/jiucuo.js",
    "//bszs.conac.cn/sitename?method=write&id=1",
)


@pytest.mark.parametrize("src", LIBRARIES)
def test_library_fills_nothing(src: str) -> None:
    assert not is_open(src, markup=NAMED, bare=True)


def test_script_of_all_pages_fills_what_it_finds_by_an_id_or_bare() -> None:
    shared = "/js/common.js?v=3"

    assert not is_open(shared)
    assert is_open(shared, markup=NAMED)
    assert is_open(shared, bare=True)


def test_script_in_the_page_is_read_elsewhere() -> None:
    assert not is_open(markup=f"{NAMED}<script>var a = 1</script>", bare=True)
