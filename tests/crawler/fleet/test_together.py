import asyncio

import pytest

from crawler.fleet.together import together


class Lost(Exception):
    pass


async def test_all_that_was_begun_is_done() -> None:
    async def one(number: int) -> int:
        return number

    async with together() as group:
        tasks = [group.create_task(one(number)) for number in range(3)]

    assert [task.result() for task in tasks] == [0, 1, 2]


async def test_the_first_fault_ends_the_others_and_is_raised_as_it_is() -> None:
    ended: list[str] = []

    async def lose() -> None:
        raise Lost("first")

    async def go_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("the other")

    async def both() -> None:
        async with together() as group:
            group.create_task(go_on())
            group.create_task(lose())

    with pytest.raises(Lost, match="first"):
        await both()
    assert ended == ["the other"]


async def test_who_is_cancelled_ends_them_all() -> None:
    begun, ended = asyncio.Event(), list[str]()

    async def go_on() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("it")

    async def all_of_it() -> None:
        async with together() as group:
            group.create_task(go_on())

    task = asyncio.create_task(all_of_it())
    await begun.wait()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["it"]
