"""Run a survey again from its stored pages: no network, the same evidence."""

from dataclasses import replace

from crawler.fleet.archiving.archive_reader import SegmentReader, StoredPage
from crawler.survey.walk import Arrival, SiteWalk
from schema.types.lexicon import Lexicon
from schema.types.survey import SurveyPlan, SurveyResult


def replay_survey(plan: SurveyPlan, segment: SegmentReader, lexicon: Lexicon) -> SurveyResult:
    """Survey from the archive alone.

    A wave that was never sent was where the time of the site had run out: the replay stops there
    as the survey did.
    """
    stored: dict[str, list[StoredPage]] = {}
    for one in segment.stored():
        stored.setdefault(_key(one.request.key, one.request.purpose), []).append(one)
    walk = SiteWalk(plan=plan, lexicon=lexicon)
    while wave := walk.wave():
        arrivals: list[Arrival] = []
        for request in wave:
            kept = stored.get(_key(request.key, request.purpose))
            if kept:
                found = kept.pop(0) if len(kept) > 1 else kept[0]
                page = replace(segment.load(found), url=request.url)
                arrivals.append((request, page, found.place))
        if len(arrivals) < len(wave):
            walk.stop("seconds", plan.settings.seconds)
            break
        walk.absorb(arrivals)
    return walk.result()


def _key(key: str, purpose: str) -> str:
    return f"{purpose} {key}"
