from datetime import date

import pytest

from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.named_months import named_days

JUNE_4 = {
    "english": "June 4, 2019",
    "capitals": "JUNE 4, 2019",
    "german": "4. Juni 2019",
    "french": "4 juin 2019",
    "spanish": "4 de junio de 2019",
    "catalan": "4 de juny del 2019",
    "polish": "4 czerwca 2019",
    "czech": "4. června 2019",
    "hungarian": "2019. június 4., kedd",
    "romanian": "marți, 4 iunie 2019",
    "bulgarian": "4 юни 2019 г.",
    "croatian": "4. lipnja 2019.",
    "greek": "4 Ιουνίου 2019",
    "turkish": "4 Haziran 2019 Salı",
    "turkish_capitals": "4 HAZİRAN 2019",
    "latvian": "2019. gada 4. jūnijs",
    "lithuanian": "2019 m. birželio 4 d.",
    "finnish": "4. kesäkuuta 2019",
    "albanian": "4 qershor 2019",
    "armenian": "Հունիսի 4, 2019",
    "georgian": "4 ივნისი, 2019",
    "kazakh": "2019 ж. 4 маусым",
    "arabic": "الثلاثاء، 4 يونيو 2019",
    "arabic_figures": "٤ يونيو ٢٠١٩",
    "arabic_of_two_lands": "4 حزيران / يونيو 2019",
    "hebrew": "4 ביוני 2019",
    "hindi": "4 जून 2019",
    "bengali_figures": "৪ জুন, ২০১৯",
    "vietnamese": "4 tháng 6, 2019",
    "vietnamese_in_words": "4 Tháng Sáu, 2019",
    "thai_year": "4 มิถุนายน 2562",
    "thai_short": "4 มิ.ย. 2562",
    "indonesian": "Selasa, 4 Juni 2019",
    "persian_year": "۱۴ خرداد ۱۳۹۸",
    "year_first": "2019-Jun-04",
}


@pytest.mark.parametrize("text", JUNE_4.values(), ids=JUNE_4.keys())
def test_a_day_with_the_name_of_its_month_is_read_in_every_language(text: str) -> None:
    assert [found.value for found in find_dates(f"x {text} 10:20")] == [date(2019, 6, 4)]


def test_the_point_behind_the_day_tells_croatian_october_from_polish_november() -> None:
    croatian, polish = find_dates("26. listopada 2020. / 26 listopada 2020")

    assert (croatian.value, polish.value) == (date(2020, 10, 26), date(2020, 11, 26))


def test_a_name_that_may_be_of_two_months_names_none() -> None:
    assert find_dates("26. lis 2020.") == ()


def test_a_year_before_a_whole_day_is_no_part_of_it() -> None:
    (found,) = find_dates("2012 – May 5, 2013")

    assert found.value == date(2013, 5, 5)


def test_a_sentence_that_ends_with_a_year_gives_the_next_no_year() -> None:
    assert find_dates("The mill closed in 2019. May 5 was its last day") == ()


def test_two_months_between_strokes_are_one_day_only_if_they_are_the_same() -> None:
    assert find_dates("4 June / July 2019") == ()


def test_places_are_places_in_the_text_whatever_its_figures() -> None:
    text = "প্রকাশ: ২২ জুলাই, ২০১৯ ঢাকা"

    (found,) = find_dates(text)

    assert text[found.start : found.end] == found.raw == "২২ জুলাই, ২০১৯"


def test_no_day_is_made_up_where_a_month_has_not_so_many() -> None:
    assert [day for *_, day in named_days("31 czerwca 2019")] == [(2019, 6, 31)]
    assert find_dates("31 czerwca 2019") == ()
