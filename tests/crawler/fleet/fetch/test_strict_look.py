"""The strict look at TLS: what dislikes it is read relaxed, and its time is no visitor's."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from schema.types.outcome import Defect, Outcome
from testkit.certificates import Authority
from testkit.fetching import STACKS
from testkit.homepage_visit import PAGE, Handler, fetched, served

pytestmark = pytest.mark.network


@asynccontextmanager
async def behind(context: ssl.SSLContext, meet: Handler) -> AsyncIterator[int]:
    """Serve TLS to who gets past `meet`, which sees each connection first."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        length = f"Content-Length: {len(PAGE)}\r\n".encode()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + length + b"\r\n" + PAGE)
        await writer.drain()

    async with served(answer, context) as inner:

        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await meet(reader, writer)
            if writer.is_closing():
                return
            away, back = await asyncio.open_connection("127.0.0.1", inner)
            try:
                await asyncio.gather(_pump(reader, back), _pump(away, writer))
            finally:
                back.close()

        async with served(pass_on) as port:
            yield port


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def first_only(do: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> Handler:
    seen: list[int] = []

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(1)
        if len(seen) == 1:
            await do(writer)

    return meet


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(1.8)
    writer.transport.abort()


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("meets", [reset, silence], ids=["resets", "is silent"])
async def test_a_server_that_dislikes_the_strict_hello_is_looked_at_relaxed(
    authority: Authority, stack: str, meets: Callable[[asyncio.StreamWriter], Awaitable[None]]
) -> None:
    context = authority.self_signed()

    async with behind(context, first_only(meets)) as port:
        page = await fetched(stack, port, scheme="https")

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert page.seconds < 1.0


async def test_the_strict_look_is_no_part_of_the_visit(authority: Authority) -> None:
    context = authority.self_signed()

    async def slowly(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1.1)

    async with behind(context, slowly) as port:
        page = await fetched("aiohttp", port, scheme="https")

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert {d.value[:4] for d in page.defects} == {Defect.TLS_UNTRUSTED.value[:4]}
    assert 1.0 < page.seconds < 1.9


@pytest.mark.parametrize("stack", STACKS)
async def test_what_came_before_the_strict_look_stays_in_the_visit(
    authority: Authority, stack: str
) -> None:
    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.6)
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: https://www.example.gov.cn/\r\n\r\n")
        await writer.drain()

    async def slowly(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    async with behind(authority.self_signed(), slowly) as tls, served(lead) as port:
        page = await fetched(stack, port, tls=tls)

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert 1.05 < page.seconds < 1.55  # the redirect and one handshake, not the strict one
