"""Facts of what stands beside the columns: guides, links, activities, the navigation."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from schema.types.activity import ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.guide import ElementState, GuideElement, GuideReading
from schema.types.guide_facts import (
    FileState,
    GuideFact,
    GuideFileFact,
    GuidesFact,
    GuideSystemFact,
)
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import FoundColumn, Leaves, Match, NavigationFact
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from testkit.facts import HOME

SHEETS = ("census-2015", "indicators-2019")
ELEMENTS = (
    "事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程",
)  # fmt: skip
"""The eight classes of the sheet of 2015."""
DAY = date(2026, 11, 20)


def make_guide(number: int = 1, *lacking: str, vague: tuple[str, ...] = ()) -> GuideFact:
    """Make a guide that has every element but those named."""
    elements = tuple(
        GuideElement(
            name=name,
            state=ElementState.ABSENT if name in lacking else ElementState.PRESENT,
            vague="相关材料" if name in vague else "",
            sheets=SHEETS,
        )
        for name in ELEMENTS
    )
    return GuideFact(
        column_url=f"{HOME}bszn/",
        title=f"事项{number}办事指南",
        url=f"{HOME}bszn/{number}.html",
        guide=GuideReading(elements=elements),
    )


def make_guide_file(number: int = 1, **changes: Any) -> GuideFileFact:
    """Make an attachment that can be downloaded."""
    values: dict[str, Any] = {
        "guide_url": f"{HOME}bszn/1.html",
        "name": f"申请表{number}",
        "url": f"{HOME}bszn/{number}.doc",
        "claimed": "doc",
        "found": None,
        "state": FileState.DOWNLOADABLE,
        "outcome": Outcome.OK,
        "status": 200,
        "page_class": None,
        "content_type": "application/msword",
    }
    return GuideFileFact(**{**values, **changes})


def make_guide_system(number: int = 1, **changes: Any) -> GuideSystemFact:
    """Make an online system that opens."""
    values: dict[str, Any] = {
        "guide_url": f"{HOME}bszn/1.html",
        "name": f"在线申报{number}",
        "url": f"{HOME}apply/{number}",
        "outcome": Outcome.OK,
        "status": 200,
        "page_class": PageClass.PAGE,
        "counts_as": CountsAs.OPENED,
    }
    return GuideSystemFact(**{**values, **changes})


def make_guides(**changes: Any) -> GuidesFact:
    """Make a survey that read every guide, and looked at all that they name."""
    values: dict[str, Any] = {
        "read": 1, "left": 0, "whole": True, "files_left": 0, "systems_left": 0,
    }  # fmt: skip
    return GuidesFact(**{**values, **changes})


def make_link(number: int = 1, **changes: Any) -> LinkFact:
    """Make a link of the homepage that answered 404 at one look."""
    values: dict[str, Any] = {
        "url": f"{HOME}gone/{number}.html",
        "found_on": HOME,
        "on_home": True,
        "outside": False,
        "outcome": Outcome.HTTP_4XX,
        "status": 404,
        "page_class": None,
        "counts_as": CountsAs.FAILED,
        "at": datetime(2026, 11, 23, 4, 0, tzinfo=UTC),
    }
    return LinkFact(**{**values, **changes})


def make_links(**changes: Any) -> LinksFact:
    """Make a sample that looked at every link."""
    values: dict[str, Any] = {"opened": (), "not_opened": 0, "left": 0, "left_on_home": 0}
    return LinksFact(**{**values, **changes})


def make_activity(
    number: int = 1, *, activity: ActivityKind = ActivityKind.CONSULTATION, **changes: Any
) -> ActivityFact:
    """Make a consultation that was shown a few days ago."""
    values: dict[str, Any] = {
        "activity": activity,
        "column_url": f"{HOME}{activity}/",
        "title": f"活动{number}",
        "url": f"{HOME}{activity}/{number}.html",
        "starts": None,
        "ends": None,
        "shown_on": DAY,
        "state": ActivityState.ENDED,
        "is_result": False,
        "fed_back": False,
        "recorded": False,
        "detail_read": True,
    }
    return ActivityFact(**{**values, **changes})


def make_activities(
    activity: ActivityKind = ActivityKind.CONSULTATION, **changes: Any
) -> ActivitiesFact:
    """Make a column of activities that was read to its end."""
    values: dict[str, Any] = {
        "name": "活动",
        "url": f"{HOME}{activity}/",
        "activity": activity,
        "list_state": ListState.READ,
        "reason": "",
        "since": date(2025, 11, 23),
        "until": date(2026, 11, 23),
        "held": 0,
        "fed_back": 0,
        "recorded": 0,
        "undated": 0,
        "read_back_to": date.min,
    }
    return ActivitiesFact(**{**values, **changes})


def make_navigation(**breadcrumbs: tuple[str, ...]) -> NavigationFact:
    """Make a navigation of columns: the folder of each, and the names above it."""
    return NavigationFact(
        registered=0,
        found=tuple(
            FoundColumn(
                name=folder,
                url=f"{HOME}{folder}/",
                column_class=ColumnClass.NOTICE,
                breadcrumb=above,
                leaves=Leaves.NO,
                match=Match.NONE,
                in_navigation=True,
            )
            for folder, above in breadcrumbs.items()
        ),
        unfound=(),
    )


def make_led_elsewhere(name: str, url: str, column_class: ColumnClass) -> NavigationFact:
    """Make a navigation whose one column stands on another host."""
    domain = url_domain(url)
    return NavigationFact(
        registered=0,
        found=(
            FoundColumn(
                name=name,
                url=url,
                column_class=column_class,
                breadcrumb=(),
                leaves=Leaves.SIBLING if domain == url_domain(HOME) else Leaves.FOREIGN,
                match=Match.NONE,
                in_navigation=True,
            ),
        ),
        unfound=(),
    )


def url_domain(url: str) -> str:
    """Give the last three names of an address's host: county.gov.cn."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-3:])
