"""`/healthz`, `/livez` and `/metrics` over HTTP: for machines that watch the bot, not for members."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import OperatorError
from bot.observer import Observer
from bot.operations.health import WELL, Health
from bot.operations.metrics import CONTENT_TYPE

_WELL, _ILL = 200, 503
_LOOK_SECONDS = 0.25
"""How often the event loop's lag is measured."""


@asynccontextmanager
async def serving(
    address: tuple[str, int], examine: Callable[[], Awaitable[Health]], figures: Callable[[], Awaitable[bytes]]
) -> AsyncIterator[int]:
    """Serve until the block ends, and give the port. Raises OperatorError when the address can't be listened on."""

    async def health(_: web.Request) -> web.Response:
        found = await examine()
        said = {"status": WELL if found.well else "failing", **found.parts}
        return web.json_response(said, status=_WELL if found.well else _ILL)

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text=WELL)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=await figures(), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.add_routes([web.get("/healthz", health), web.get("/livez", alive), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, address)
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, address: tuple[str, int]) -> None:
    try:
        await web.TCPSite(runner, *address).start()
    except OSError as error:
        raise OperatorError(
            f"METRICS_ADDRESS {address[0]}:{address[1]} can't be listened on ({error.strerror}). "
            "Choose another port, or leave it empty."
        ) from error


async def watch_loop(observer: Observer) -> None:
    """Tell the observer, for ever, how late the event loop comes to what is due."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _LOOK_SECONDS
        await asyncio.sleep(_LOOK_SECONDS)
        observer.lagged(max(loop.time() - due, 0.0))
