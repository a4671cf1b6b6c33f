"""What sweeps came to, made by hand: sites with their outcome, and numbers summed up."""

from typing import Any

from audit.report.tables.summary import SweepNumbers
from audit.sweep.concord import ItemConcord
from audit.sweep.rates import ItemTally, Tally
from audit.sweep.recognised import ItemByPeople, Reviews, SitesByPeople
from schema.types.finding import SiteResult
from schema.types.ids import SiteId
from schema.types.rulepack import RuleItem
from schema.types.statistics import FailedItem, SiteOutcome
from schema.types.verdict import Verdict


def make_outcome(**changes: Any) -> SiteOutcome:
    """Make a site that a veto failed."""
    values: dict[str, Any] = {
        "site_id": SiteId(1),
        "code": "4301000001",
        "name": "示例县人民政府",
        "url": "http://www.example.gov.cn/",
        "province": "湖南省",
        "city": "长沙市",
        "county": "示例县",
        "level": "县",
        "is_portal": True,
        "sponsor": "示例县人民政府办公室",
        "running": True,
        "result": SiteResult.UNQUALIFIED,
        "best": None,
        "worst": None,
        "failed": (FailedItem(item="V2", explanation="首页栏目均无更新，构成单项否决。"),),
    }
    return SiteOutcome(**{**values, **changes})


def make_rule(item: str, name: str, kind: str = "veto") -> RuleItem:
    """Make an item of an edition."""
    values: dict[str, Any] = {"kind": kind}
    return RuleItem(id=item, name=name, rule="", source="", check="", params={}, **values)


RULES = (
    make_rule("V2", "网站不更新"),
    make_rule("V3a", "栏目不更新（1）：规定时限内未更新"),
    make_rule("B1", "首页栏目", "deduct"),
)


def make_numbers(**changes: Any) -> SweepNumbers:
    """Make the numbers of ten sites in two cities: six passed, two failed, two are open.

    People failed one of them by a veto of two and passed two; four wait for them.
    """
    city = Tally(registered=5, running=5, qualified=3, unqualified=1, vetoed=1, undetermined=1)
    people = SitesByPeople(qualified=2, unqualified=1, vetoed=1, waiting=4, none=3)
    total = Tally(
        registered=11, running=10, qualified=6, unqualified=2, vetoed=2, undetermined=2,
        people=people,
    )  # fmt: skip
    failed = {Verdict.FAIL: 2, Verdict.PASS: 8}
    values: dict[str, Any] = {
        "whole": total,
        "divisions": (("长沙市", city), ("株洲市", city)),
        "strata": (("县级门户", city), ("县级以下", city)),
        "items": (
            (
                RULES[0],
                ItemTally(
                    item="V2", verdicts=failed, people=ItemByPeople(problem=1, cleared=0, waiting=1)
                ),
            ),
            (RULES[1], ItemTally(item="V3a", verdicts={Verdict.PASS: 10})),
            (
                RULES[2],
                ItemTally(item="B1", verdicts=failed, people=ItemByPeople(cleared=1, waiting=1)),
            ),
        ),
        "reviews": Reviews(sites=3, reopened=1),
        "concord": (ItemConcord(item="V2", agreed=3, rejected=1, settled=2),),
        "undetermined": (("V1", "首页监测不足一周", 10),),
        "trend": (),
    }
    return SweepNumbers(**{**values, **changes})
