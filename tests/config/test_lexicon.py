from config.lexicon import load_lexicon
from schema.types.guide import ELEMENT_SHEETS


def test_the_sheets_that_an_edition_may_name_are_those_with_elements() -> None:
    elements = load_lexicon().guide_words.elements

    assert {sheet for one in elements for sheet in one.sheets} == set(ELEMENT_SHEETS)
