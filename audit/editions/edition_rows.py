"""The rows of an edition as its file writes them, each value of its kind (指标版本)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audit.editions.params import MOST, WindowRow
from schema.types.errors import RulePackError
from schema.types.settings import VISIT_LIMIT_SECONDS

Count = Annotated[int, Field(ge=1, le=MOST)]
Number = Annotated[int, Field(ge=0, le=MOST)]
LONGEST_VISIT = 120
"""Seconds after which nobody waits for a page."""
PersonClass = Literal[
    "hijacked",
    "closed",
    "challenge",
    "maintenance",
    "empty",
    "default_page",
    "soft_404",
    "not_html",
]
FailedOutcome = Literal[
    "dns_nxdomain", "connect_refused", "connect_timeout", "reset", "header_timeout",
    "body_timeout", "deadline", "redirect_limit",
]  # fmt: skip
TraitName = Literal["portal", "other", "services", "new_media", "state_council"]


class _Strict(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


class ClassWindowRow(_Strict):
    """Window of a column class (`[windows."分类"]`)."""

    window: WindowRow
    margin: WindowRow | None = None
    source: str = Field(min_length=1)


class PointsRow(_Strict):
    """分值: so many points for each, once, or for each percent."""

    n: int | Decimal
    per: Literal["each", "once", "percent"]


class GroupRow(_Strict):
    """一级指标 or 二级指标."""

    name: str = Field(min_length=1)
    full: int | Decimal | None = None
    open: dict[str, str] = Field(default_factory=dict)


class ScaleRow(_Strict):
    """How points become a score."""

    full: int | Decimal
    pass_mark: int | Decimal
    bonus_above: int | Decimal | None = None
    rescaled: list[str] = Field(default_factory=list)
    rescaled_for: list[TraitName] = Field(default_factory=list)
    scored_for: list[TraitName] = Field(default_factory=list)
    open: dict[str, str] = Field(default_factory=dict)


class ItemRow(_Strict):
    """One row of the sheet."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: Literal["veto", "deduct", "bonus"]
    rule: str = Field(min_length=1)
    source: str = Field(min_length=1)
    check: str
    group: str = ""
    indicator: str = ""
    points: PointsRow | None = None
    cap: int | Decimal | None = None
    applies: list[TraitName] = Field(default_factory=list)
    open: dict[str, str] = Field(default_factory=dict)
    params: dict[str, Any] = Field(default_factory=dict)


class StatesRow(_Strict):
    """The items that tell a site's state over time."""

    no_update: str
    stale: list[str]
    zombie_gap_days: Count = 14
    source: str = ""


class ColumnStatesRow(_Strict):
    """What tells the state of a column; what is not written is as in the vocabulary."""

    gap_hours: Count = 4
    zombie_windows: Count = 2
    zombie_least_days: Count = 365
    source: str = ""


class SignsRow(_Strict):
    """From where on something is a sign of a forged date."""

    grace_days: Number = 2
    bulk_items: Count = 20
    redated_days: Count = 30
    repeated_days: Count = 30
    source: str = ""


class DatesRow(_Strict):
    """Sources of dates that may prove a column old: some of those that the vocabulary names."""

    decide: list[Literal["visible", "meta", "publish_cell", "list_cell", "publish_field"]] = Field(
        min_length=1
    )
    source: str = ""


class VisitsRow(_Strict):
    """What a visit counts for: of what the vocabulary names, an edition may let less fail."""

    limit_seconds: Annotated[int, Field(ge=VISIT_LIMIT_SECONDS, le=LONGEST_VISIT)]
    name_servers: Annotated[int, Field(ge=2, le=MOST)]
    opened: list[Literal["page", "js_required", "moved"]] = Field(min_length=1)
    person: list[PersonClass]
    failed: list[FailedOutcome]
    failed_statuses: list[Literal["404", "410", "5xx"]]
    source: str = Field(min_length=1)


class EditionRows(_Strict):
    """A whole edition, its bases laid under it."""

    edition: str = Field(min_length=1)
    base: str | None = None
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    notes: list[str] = Field(default_factory=list)
    scale: ScaleRow | None = None
    states: StatesRow | None = None
    column_states: ColumnStatesRow = ColumnStatesRow()
    signs: SignsRow = SignsRow()
    visits: VisitsRow | None = None
    dates: DatesRow | None = None
    groups: list[GroupRow] = Field(default_factory=list)
    indicators: list[GroupRow] = Field(default_factory=list)
    windows: dict[str, ClassWindowRow] = Field(default_factory=dict)
    items: list[ItemRow] = Field(min_length=1)


def read_rows(values: Mapping[str, Any]) -> EditionRows:
    """Read the values of an edition; raise RulePackError that names the first fault."""
    try:
        return EditionRows.model_validate(values)
    except ValidationError as err:
        fault = err.errors()[0]
        raise RulePackError(
            f"the edition is malformed at {_place(fault['loc'], values)}: {fault['msg']}"
        ) from err


def _place(steps: Sequence[int | str], values: Mapping[str, Any]) -> str:
    """Name a place as a person finds it: a row by its id or name, not by its number."""
    if len(steps) > 1 and isinstance(steps[0], str) and isinstance(steps[1], int):
        row = values[steps[0]][steps[1]]
        named = row.get("id", row.get("name")) if isinstance(row, Mapping) else None
        if isinstance(named, str):
            rest = ".".join(str(step) for step in steps[2:])
            return f"`{steps[0]}`, {named}" + (f", `{rest}`" if rest else "")
    return "`" + (".".join(str(step) for step in steps) or "its top") + "`"
