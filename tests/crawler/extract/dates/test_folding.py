from crawler.extract.dates.folding import fold, in_our_figures


def test_wide_forms_are_folded_one_for_one() -> None:
    assert fold("２０１９－０６，Ａ") == "2019-06,A"


def test_figures_of_other_scripts_are_written_as_ours() -> None:
    assert in_our_figures("٢٠١٩ ۱۳۹۸ २०१९ ২০১৯ ๒๕๖๒") == "2019 1398 2019 2019 2562"


def test_a_text_without_a_year_in_such_figures_stays_the_same_object() -> None:
    text = "2019年6月4日 ৯"

    assert in_our_figures(text) is text
