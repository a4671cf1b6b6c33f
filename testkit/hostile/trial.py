"""Try a whole case: every variant on every stack, a few at once."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from testkit.hostile.case import Case, Variant, Visit
from testkit.hostile.run import Stage, complaints, play
from testkit.hostile.tls import TlsKit
from testkit.hostile.visits import visit, visit_complaints

T = TypeVar("T")
AT_ONCE = 8
"""Plays at once; more would measure this machine and not the fetcher."""


async def gathered(tries: Sequence[Awaitable[T]]) -> list[T]:
    """Await all, a few at once, and give what they gave in their order."""
    room = asyncio.Semaphore(AT_ONCE)

    async def within(one: Awaitable[T]) -> T:
        async with room:
            return await one

    return await asyncio.gather(*map(within, tries))


async def trial(case: Case, stage: Stage, kit: TlsKit | None = None) -> list[str]:
    """Give everything that is not as the case demands; nothing where all is well."""
    tries = [one for variant in case.variants for one in _tries(variant, stage, kit)]
    return [said for found in await gathered(tries) for said in found]


def _tries(
    variant: Variant | Visit, stage: Stage, kit: TlsKit | None
) -> list[Awaitable[list[str]]]:
    if isinstance(variant, Visit):
        return [_visited(variant, stage, kit)]
    return [_played(variant, stack, stage, kit) for stack in variant.stacks]


async def _played(variant: Variant, stack: str, stage: Stage, kit: TlsKit | None) -> list[str]:
    result = await play(stage, variant, stack, kit)
    found = complaints(variant, result, stage.settings)
    return _told(f"{variant.name} [{stack}]", found, variant.known)


async def _visited(variant: Visit, stage: Stage, kit: TlsKit | None) -> list[str]:
    try:
        result = await visit(stage, variant, kit)
    except Exception as err:
        if not variant.known:
            raise
        return _told(f"{variant.name} [survey]", [repr(err)], variant.known)
    return _told(f"{variant.name} [survey]", visit_complaints(variant, result), variant.known)


def _told(name: str, found: list[str], known: str) -> list[str]:
    if not known:
        return [f"{name}: {said}" for said in found]
    return [] if found else [f"{name}: ends as it must now; take its `known` out"]
