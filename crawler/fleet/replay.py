"""Run a survey again from its stored pages: no network, the same evidence."""

from dataclasses import replace

from crawler.fleet.archive_reader import SegmentReader
from crawler.survey.walk import Arrival, SiteWalk
from schema.types.lexicon import Lexicon
from schema.types.survey import SurveyPlan, SurveyResult


def replay_survey(plan: SurveyPlan, segment: SegmentReader, lexicon: Lexicon) -> SurveyResult:
    """Survey from the archive alone.

    A wave that was never sent was where the time of the site had run out: the replay stops there
    as the survey did.
    """
    stored: dict[str, list[Arrival]] = {}
    for request, page, record in segment.pages():
        stored.setdefault(_key(request.key, request.purpose), []).append((request, page, record))
    walk = SiteWalk(plan=plan, lexicon=lexicon)
    while wave := walk.wave():
        arrivals: list[Arrival] = []
        for request in wave:
            kept = stored.get(_key(request.key, request.purpose))
            if kept:
                _, page, place = kept.pop(0) if len(kept) > 1 else kept[0]
                arrivals.append((request, replace(page, url=request.url), place))
        if len(arrivals) < len(wave):
            walk.stop("seconds", plan.settings.seconds)
            break
        walk.absorb(arrivals)
    return walk.result()


def _key(key: str, purpose: str) -> str:
    return f"{purpose} {key}"
