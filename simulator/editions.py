"""The editions of the scoring sheet under which the truth is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from simulator.deductions import deductions_2015, deductions_2019
from simulator.facts import SiteFacts
from simulator.judge import ONE_VISIT, Verdict, WeekWords, judge
from simulator.judge_2019 import judge_2019


class Judge(Protocol):
    """Derives the true verdict of every item of one part of a sheet."""

    def __call__(
        self, facts: SiteFacts, *, week: WeekWords = ONE_VISIT, twice: bool = False
    ) -> dict[str, Verdict]:
        """Judge what one visit can know, or what a week of visits and two surveys can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition under the name that sheets give it."""

    name: str
    vetoes: Judge
    deductions: Judge
    """Only what the province makes certain."""


CENSUS, INDICATORS = "census-2015", "indicators-2019"
EDITIONS: Mapping[str, Edition] = {
    CENSUS: Edition(name=CENSUS, vetoes=judge, deductions=deductions_2015),
    INDICATORS: Edition(name=INDICATORS, vetoes=judge_2019, deductions=deductions_2019),
}
