from datetime import UTC, datetime
from pathlib import Path

import pytest

from pucha.crawling import survey_plan
from pucha.editions import load_edition
from schema.types.settings import PolitenessSettings, Settings, SurveySettings
from schema.types.survey import SurveyPlan
from schema.types.terms import Term, TermList
from testkit.facts import make_site

AS_OF = datetime(2026, 11, 23, tzinfo=UTC)


def plan(
    word: str | None = None, *, slow: bool = False, politeness: PolitenessSettings | None = None
) -> SurveyPlan:
    site = make_site(extra={} if word is None else {"robots": word})
    settings = Settings(politeness=politeness or PolitenessSettings())
    return survey_plan(site, settings, load_edition("census-2015"), AS_OF, slow=slow)


def test_a_slow_plan_asks_for_fewer_pages_and_columns_and_says_so() -> None:
    usual, slow = plan(), plan(slow=True)

    assert (slow.settings.pages, slow.settings.columns, slow.slow) == (40, 10, True)
    assert (usual.settings.pages, usual.settings.columns, usual.slow) == (400, 80, False)
    assert slow.settings.seconds == usual.settings.seconds


def test_a_slow_plan_never_asks_for_more_than_the_usual_one() -> None:
    generous = PolitenessSettings(slow_pages=9999, slow_columns=9999)

    assert plan(slow=True, politeness=generous).settings.pages == 400


def test_a_slow_plan_samples_no_links() -> None:
    assert (plan().settings.links, plan(slow=True).settings.links) == (20, 0)


def test_the_operators_terms_go_with_every_plan(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("term,correct\n帐号,账号\n", encoding="utf-8")
    settings = Settings(survey=SurveySettings(lexicon=str(file)))
    found = survey_plan(make_site(), settings, load_edition("census-2015"), AS_OF)

    assert found.terms == TermList((Term(term="帐号", correct="账号"),))
    assert plan().terms == TermList()


@pytest.mark.parametrize(
    ("word", "setting", "obeyed"),
    [
        (None, "obey", True),
        (None, "record", False),
        ("record", "obey", False),
        (" OBEY ", "record", True),
        ("是", "obey", True),
    ],
)
def test_the_register_entry_of_a_site_decides_about_robots_before_the_setting(
    word: str | None, setting: str, *, obeyed: bool
) -> None:
    assert plan(word, politeness=PolitenessSettings(robots=setting)).obey_robots is obeyed
