from crawler.survey.shield import shield_of
from schema.types.outcome import PageClass
from testkit.facts import make_column, make_evidence, make_letter, make_visit


def test_a_challenge_at_the_homepage_is_told_with_its_sign() -> None:
    visit = make_visit(page_class=PageClass.CHALLENGE, class_sign="jsl")

    told = shield_of([make_evidence(visit)])

    assert told is not None
    assert visit.url in told
    assert "jsl" in told


def test_a_challenge_that_set_in_at_a_column_counts_too() -> None:
    column = make_column(page_class=PageClass.CHALLENGE)

    told = shield_of([make_evidence(make_visit()), make_evidence(column)])

    assert told is not None
    assert column.url in told


def test_a_site_that_was_read_has_no_shield() -> None:
    facts = [make_visit(), make_column(), make_letter()]

    assert shield_of(make_evidence(fact) for fact in facts) is None
