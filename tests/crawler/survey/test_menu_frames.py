from dataclasses import replace

from crawler.policy.canonical import url_key
from crawler.survey.answer import Answer
from crawler.survey.menu_frames import MenuFrames
from schema.types.column import ColumnClass
from schema.types.outcome import Outcome
from schema.types.reading import ColumnLink, Follow
from testkit.facts import HOME
from testkit.pages import make_answer, make_reading


def asked(*urls: str) -> MenuFrames:
    menus = MenuFrames()
    menus.ask(make_reading(follow=tuple(Follow(url=url, purpose="menu") for url in urls)))
    return menus


def link(url: str, name: str = "通知公告") -> ColumnLink:
    return ColumnLink(name=name, url=url, column_class=ColumnClass.NOTICE)


def frame(url: str, *links: ColumnLink) -> Answer:
    reading = make_reading(url=url, columns=links, linked=tuple(one.url for one in links))
    return make_answer(url, reading, purpose="menu")


def test_frames_are_asked_for_once() -> None:
    menus = asked(f"{HOME}top.html", f"{HOME}top.html")

    assert [(one.url, one.purpose) for one in menus.pending] == [(f"{HOME}top.html", "menu")]


def test_frames_of_other_sites_and_beyond_the_bound_are_not_asked_for() -> None:
    assert asked("http://www.other.com/top.html").pending == []
    assert len(asked(*(f"{HOME}{n}.html" for n in range(9))).pending) == 4


def test_columns_of_a_frame_stand_behind_the_page_s_own() -> None:
    menus = asked(f"{HOME}top.html")
    menus.absorb(frame(f"{HOME}top.html", link(f"{HOME}a/", "公告"), link(f"{HOME}b/")))

    assert menus.pending == []
    assert [(one.name, one.url) for one in menus.columns([link(f"{HOME}a/")])] == [
        ("通知公告", f"{HOME}a/"),
        ("通知公告", f"{HOME}b/"),
    ]
    assert menus.linked([HOME]) == {url_key(url) for url in (HOME, f"{HOME}a/", f"{HOME}b/")}


def test_a_menus_entry_in_a_frame_goes_before_a_blocks_heading() -> None:
    menus = asked(f"{HOME}left.html")
    entry = replace(link(f"{HOME}a/"), breadcrumb=("政务公开",), in_navigation=True)
    menus.absorb(frame(f"{HOME}left.html", entry))

    assert menus.columns([link(f"{HOME}a/"), link(f"{HOME}b/")]) == (entry, link(f"{HOME}b/"))


def test_frame_that_does_not_open_is_done_with() -> None:
    menus = asked(f"{HOME}top.html")
    menus.absorb(make_answer(f"{HOME}top.html", outcome=Outcome.CONNECT_REFUSED, purpose="menu"))

    assert (menus.pending, menus.answers) == ([], [])
