"""A2 链接可用性: links of the homepage, or of other pages, that failed at two looks."""

from datetime import timedelta

from audit.case.casefile import CaseFile, Sighting
from audit.case.looks import all_ids, failed_twice, place_of
from audit.editions.params import OneOf, ParamKind
from audit.scoring.counting import counted
from audit.scoring.judgement import Check, Judgement, Params
from schema.types.finding import Bounds, Place
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs

HOME, INNER = "home", "inner"
_WHERE = {HOME: "首页", INNER: "其他页面"}
_SCOPE = {HOME: "", INNER: "所查为各栏目列表上的链接，正文中的链接和附件未查。"}
"""What a row says of the links that no sample reaches."""


def evaluate(case: CaseFile, params: Params) -> Judgement:
    """Count dead links, each address once a site.

    What failed once, what no look settles, and what was found and not looked at widens the upper
    bound. Files under service guides are booked by the row for attachments.
    """
    where = params["where"]
    booked_elsewhere = {looks[-1].fact.url for looks in case.guide_files}
    mine = [
        looks
        for looks in case.links
        if looks[-1].fact.on_home is (where == HOME) and looks[-1].fact.url not in booked_elsewhere
    ]
    gap = timedelta(hours=params["gap_hours"])
    dead = {looks[-1].fact.url: failed_twice(looks, _failed, gap) for looks in mine}
    proved = [looks for looks in mine if dead[looks[-1].fact.url]]
    left_open = len(mine) - len(proved)
    unseen = _unseen(case, where)
    upper = None if unseen is None else len(proved) + left_open + unseen
    return counted(
        Bounds(proved=len(proved), upper=upper),
        subject=f"{_WHERE[where]}打不开的链接",
        places=tuple(_place(looks[-1]) for looks in proved),
        measure={"open": left_open, "not_looked_at": unseen},
        evidence=all_ids(mine) + tuple(one.id for one in case.links_seen),
        note=f"{_note(left_open, unseen)}{_SCOPE[where]}",
    )


def _failed(fact: LinkFact) -> bool:
    return fact.counts_as is CountsAs.FAILED


def _unseen(case: CaseFile, where: str) -> int | None:
    """Count the links that nobody looked at, of the homepage or of other pages.

    None where no sample was taken, or the survey ended before it saw all pages.
    """
    if not case.links_seen or case.gap is not None:
        return None
    fact = case.links_seen[-1].fact
    if fact.left_on_home is None:  # evidence of an earlier version
        return fact.left if where == INNER else (None if fact.left else 0)
    return fact.left_on_home if where == HOME else fact.left - fact.left_on_home


def _place(look: Sighting[LinkFact]) -> Place:
    fact = look.fact
    seen = f"HTTP {fact.status}" if fact.status else fact.outcome.value
    side = "外站链接" if fact.outside else "站内链接"
    more = f"等{fact.pages}个页面" if fact.pages > 1 else ""
    return place_of(
        look,
        title=side,
        url=fact.url,
        cause="link",
        note=f"{seen}；入口 {fact.found_on}{more}",
        times=fact.pages,
    )


def _note(left_open: int, unseen: int | None) -> str:
    parts = [
        f"另有{left_open}个须再次核实或无法判定" if left_open else "",
        "链接未能查全" if unseen is None else (f"还有{unseen}个链接未检" if unseen else ""),
    ]
    said = "，".join(part for part in parts if part)
    return f"{said}。" if said else ""


CHECK = Check(
    id="dead_links",
    params={"where": OneOf((HOME, INNER)), "gap_hours": ParamKind.COUNT},
    evaluate=evaluate,
)
