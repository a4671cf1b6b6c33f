"""What people decided, in words and values (人工复核): beside the machine's sheet, never in it."""

import json
from collections.abc import Iterator
from typing import Any

from schema.types.casework import Act, HeldDecision, Hold, HumanSheet
from schema.types.finding import ScoreRange

ACT_WORDS = {
    Act.CONFIRM: "属实",
    Act.REJECT: "不属实",
    Act.AMEND: "更正",
    Act.ACCEPT: "采纳申诉",
}
HOLD_WORDS = {Hold.IN_FORCE: "有效", Hold.REOPENED: "重新打开", Hold.GONE: "问题已不在"}


def review_lines(human: HumanSheet) -> Iterator[str]:
    """Give the section 人工复核 line by line; nothing where nobody decided anything."""
    if not human.decisions:
        return
    yield f"人工复核：{human.result.value} {range_words(human.score)}".rstrip()
    for item in human.items:
        if item.why:
            yield (
                f"  {item.id} {item.name}：机器 {item.machine.word(item.kind)} → "
                f"复核后 {item.verdict.word(item.kind)}（{item.why}）"
            )
    for one in human.decisions:
        key, names = one.decision.key, "、".join(one.decision.by)
        yield (
            f"  [{HOLD_WORDS[one.hold]}] {f'{key.item} {key.cause}'.rstrip()} "
            f"{ACT_WORDS[one.decision.act]} "
            f"{names}：{one.decision.reason}（{one.why}）"
        )


def range_words(score: ScoreRange | None) -> str:
    """Print a score: one number, or its two ends."""
    if score is None:
        return ""
    worst, best = (f"{one.normalize():f}" for one in (score.worst, score.best))
    return f"{best}分" if best == worst else f"{worst}–{best}分"


def human_values(human: HumanSheet) -> dict[str, Any]:
    """Give the human sheet as plain values."""
    return {
        "result": human.result,
        "score": None
        if human.score is None
        else {"best": str(human.score.best), "worst": str(human.score.worst)},
        "vetoed": human.vetoed,
        "open_vetoes": list(human.open_vetoes),
        "items": [
            {"id": one.id, "machine": one.machine, "verdict": one.verdict, "why": one.why}
            for one in human.items
            if one.why
        ],
        "decisions": [decision_values(one) for one in human.decisions],
    }


def human_document(human: HumanSheet) -> bytes:
    """Give the human sheet as one JSON document."""
    text = json.dumps(human_values(human), ensure_ascii=False, indent=2)
    return f"{text}\n".encode(errors="replace")


def decision_values(one: HeldDecision) -> dict[str, Any]:
    """Give one decision, and whether it stands, as plain values."""
    said = one.decision
    return {
        "item": said.key.item,
        "cause": said.key.cause,
        "edition": said.key.edition,
        "act": said.act,
        "verdict": said.verdict,
        "units": said.units,
        "reason": said.reason,
        "by": list(said.by),
        "at": said.at.isoformat(),
        "until": None if said.until is None else said.until.isoformat(),
        "state": one.hold,
        "why": one.why,
    }
