"""An answer that ends early: what came before stands."""

from typing import Any

from schema.types.outcome import Outcome
from testkit.hostile.case import ANY, Play, Variant
from testkit.hostile.talk import answering


def cut(name: str, answer: bytes, kept: bytes, **more: Any) -> Variant:
    """Play an answer of which only the beginning comes."""
    return Variant(
        name=name,
        play=Play(script=answering(answer)),
        outcomes=frozenset({Outcome.OK_TRUNCATED}),
        counts=ANY,
        body=kept,
        kept=kept,
        seconds=0.4,
        **more,
    )
