"""Requests of a client session are watched, and first answers to interactions found among them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.operations.requests import tracing
from tests.observing import Recorder


@asynccontextmanager
async def server(status: int) -> AsyncIterator[str]:
    """Serve nothing but a status, and give the address."""

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(status=status)

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    finally:
        await runner.cleanup()


async def told_of(path: str, status: int) -> list[tuple[object, ...]]:
    recorder = Recorder()
    async with (
        server(status) as address,
        aiohttp.ClientSession(trace_configs=[tracing(recorder)]) as session,
        session.post(address + path),
    ):
        return recorder.told


async def test_a_callback_that_discord_took_is_a_first_answer() -> None:
    told = await told_of("/interactions/77/a-token/callback", 200)
    assert told == [("requested", "POST", "200"), ("answered", 77)]


@pytest.mark.parametrize(
    ("path", "status"), [("/interactions/77/a-token/callback", 404), ("/channels/77/messages", 200), ("/callback", 200)]
)
async def test_other_requests_and_refused_ones_are_none(path: str, status: int) -> None:
    assert await told_of(path, status) == [("requested", "POST", str(status))]


async def test_a_request_without_an_answer_is_counted_too() -> None:
    recorder = Recorder()
    async with aiohttp.ClientSession(trace_configs=[tracing(recorder)]) as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get("http://127.0.0.1:9/api/v10")
    assert recorder.told == [("requested", "GET", "none")]
