from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.bylines import is_parted
from crawler.extract.articles.visible_dates import seen_dates
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_out
from crawler.extract.page.title import title_ends

WORDS = load_lexicon().date_words
TITLE = "The old mill bridge opens again"
TEXT = "<p>The bridge has been closed since a lorry struck it, and people walk round.</p>"


def days_of(markup: str, language: str = "en") -> list[date]:
    page = parse(f"<html lang='{language}'><body><h1>{TITLE}</h1>{markup}</body></html>")
    flow = lay_out(page)
    return [found.value for found in seen_dates(flow, title_ends(flow, TITLE), WORDS, None)]


BYLINES = {
    "name_and_verb": f"{TEXT}<p>Posted by miller on Tuesday, 4 June 2019</p>",
    "german_name_and_verb": f"{TEXT}<p>Eingestellt von Marta am Dienstag, 4. Juni 2019</p>",
    "theme_of_old_blogs": f"{TEXT}<p>This entry was posted on Tuesday, June 4th, 2019 at 10:20 am"
    " and is filed under News. You can follow any responses to this entry.</p>",
    "label_with_a_place_behind": "<p>Erstellt am 4. Juni 2019 um 23:30 und abgelegt in Mühle</p>",
    "place_and_number": "<p>Mühlheim, 04.06.2019 – Pressemitteilung Nr. 31/2019</p>",
    "columns_before": "<p>Filed under <a href='/c'>Culture</a> on June 4th, 2019 | 4 Comments</p>",
    "who_wrote_behind": "<p>Tuesday 4 June 2019, by Marthe Quill</p>",
    "zone_behind": "<p>June 4, 2019, 5:03 a.m. ET</p>",
    "state_with_its_minute": "<p>Stand: 04.06.2019 11:05 Uhr</p>",
    "short_year": "<p>04.06.19</p>",
}
NO_BYLINES = {
    "sentence": f"{TEXT}<p>The report on all of the bridges of the county, published on"
    " 4 June 2019 by its engineers, names nine more that must be mended soon.</p>",
    "sentence_that_goes_on": f"{TEXT}<p>Published on 4 June 2019 it was the first report that"
    " named all bridges of the county.</p>",
    "foundation_behind_text": f"{TEXT}{TEXT}<p>4 June 2019 opened</p>",
    "state_without_a_minute": f"{TEXT}<p>Stand: 04.06.2019</p>",
    "period": "<p>1–4 June 2019</p>",
    "update": "<p>Last updated on 4 June 2019</p>",
    "change_of_an_encyclopedia": "<p>This page was last edited on 4 June 2019</p>",
    "birth": "<p>Born: 4 June 2019</p>",
    "place_of_an_event": "<p>4 June 2019</p><p>Veranstaltungsort: Mühle</p>",
}


@pytest.mark.parametrize("markup", BYLINES.values(), ids=BYLINES)
def test_a_byline_dates_the_page(markup: str) -> None:
    assert days_of(markup, "de") == [date(2019, 6, 4)]


@pytest.mark.parametrize("markup", NO_BYLINES.values(), ids=NO_BYLINES)
def test_other_lines_date_nothing(markup: str) -> None:
    assert days_of(markup) == []


def test_a_japanese_day_has_its_hour_and_weekday_behind_it() -> None:
    text = "<p>水車用水路にかかる橋は、トラックが欄干に衝突して以来閉鎖されている。</p>"

    assert days_of(f"<p>2019年6月4日 21時</p>{text}", "ja") == [date(2019, 6, 4)]
    assert days_of(f"<p>2019年6月4日（火） 10時30分</p>{text}", "ja") == [date(2019, 6, 4)]


@pytest.mark.parametrize(
    ("before", "behind", "parted"),
    [
        ("", "", True),
        ("By Jo Weir | on ", "", True),
        ("le jeudi ", " à 10h20", True),
        ("", " at 10:22 am EST", True),
        ("", " by Jo", True),
        ("Jo Weir ", "", False),
        ("", " opened", False),
    ],
)
def test_strokes_and_small_words_set_a_day_apart(before: str, behind: str, *, parted: bool) -> None:
    assert is_parted(before, behind, WORDS) is parted


def test_a_row_with_a_heading_is_a_field_of_the_text() -> None:
    assert days_of("<table><tr><td>4 June 2019</td></tr></table>") == [date(2019, 6, 4)]
    assert days_of("<table><tr><th>Set up</th><td>4 June 2019</td></tr></table>") == []


def test_a_sentence_that_begins_with_the_title_is_no_byline() -> None:
    assert days_of(f"{TEXT}<p>{TITLE} from 4 June 2019</p>") == []


def test_a_clock_in_the_pages_head_is_above_every_text() -> None:
    def page(before: str) -> list[date]:
        flow = lay_out(parse(f"{before}<main><h1>{TITLE}</h1>{TEXT}</main>"))
        return [one.value for one in seen_dates(flow, title_ends(flow, TITLE), WORDS, None)]

    assert page("<div id='hd'><p>Monday, 3 June 2019</p></div>") == []
    assert page("<header><p>Monday, 3 June 2019</p></header>") == []
    assert page("<h2 class='date-header'>Tuesday, 4 June 2019</h2>") == [date(2019, 6, 4)]


def test_a_day_that_ends_a_sentence_of_the_lead_is_an_events() -> None:
    assert days_of("<p>The race starts on Saturday, 14 September 2019.</p>") == []
    assert days_of("<p>by Jo Weir on June 4, 2019</p>") == [date(2019, 6, 4)]
    assert days_of("<p>Published 6:15 pm Tuesday, June 4, 2019</p>") == [date(2019, 6, 4)]
