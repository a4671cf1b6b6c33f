"""Deducting items (扣分项): units between what is proved and what is at most, and their verdict."""

from collections.abc import Mapping

from audit.scoring.judgement import Judgement
from schema.types.finding import Bounds, Place
from schema.types.verdict import Verdict


def counted(  # noqa: PLR0913 (the parts of a judgement, all by name)
    units: Bounds,
    *,
    subject: str,
    places: tuple[Place, ...] = (),
    measure: Mapping[str, int | float | str | None] | None = None,
    evidence: tuple[str, ...] = (),
    open_reason: str = "not_all_known",
    note: str = "",
    unit: str = "个",
) -> Judgement:
    """Judge by bounds: one proved unit deducts, none at most passes, the rest is undetermined.

    `subject` names in Chinese what is counted in `unit`, `note` is a further sentence. An empty
    `unit` is a thing that is so or not: nothing is counted in its sentence.
    """
    verdict, reason = verdict_of(units, open_reason)
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=f"{subject}{_amount(units, unit) if unit else _answer(units)}。{note}",
        measure={"proved": units.proved, "upper": units.upper, **(measure or {})},
        evidence=evidence,
        units=units,
        places=places,
    )


def verdict_of(units: Bounds, open_reason: str) -> tuple[Verdict, str]:
    """Give the verdict of a deducting item with its reason."""
    if units.proved:
        return Verdict.FAIL, "problems_proved"
    if units.upper == 0:
        return Verdict.PASS, "no_problem"
    return Verdict.UNDETERMINED, open_reason


def for_person(
    *,
    reason: str,
    explanation: str,
    upper: int | None = None,
    places: tuple[Place, ...] = (),
    evidence: tuple[str, ...] = (),
) -> Judgement:
    """Leave an item to a person: nothing is proved, `upper` units at most."""
    return Judgement(
        verdict=Verdict.NEEDS_PERSON,
        reason=reason,
        explanation=explanation,
        measure={"proved": 0, "upper": upper},
        evidence=evidence,
        units=Bounds(proved=0, upper=upper),
        places=places,
    )


def not_applicable(*, reason: str, explanation: str) -> Judgement:
    """Say that an item does not apply to what the site has."""
    return Judgement(
        verdict=Verdict.NOT_APPLICABLE,
        reason=reason,
        explanation=explanation,
        measure={},
        evidence=(),
    )


def _amount(units: Bounds, unit: str) -> str:
    if units.upper == units.proved:
        return f"{units.proved}{unit}" if units.proved else "未发现"
    found = f"已证实{units.proved}{unit}"
    if units.upper is None:
        return f"{found}，可能还有" if units.proved else "尚未发现，但不能排除"
    return f"{found if units.proved else '尚未证实'}，至多{units.upper}{unit}"


def _answer(units: Bounds) -> str:
    if units.proved:
        return "：属实"
    return "：无此问题" if units.upper == 0 else "：无法判定"
