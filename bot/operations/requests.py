"""Requests to Discord, watched through aiohttp's own tracing: how long they take, and which is a first answer."""

from time import perf_counter
from types import SimpleNamespace

import aiohttp

from bot.observer import Observer

_INTERACTIONS, _CALLBACK = "interactions", "callback"


def tracing(observer: Observer) -> aiohttp.TraceConfig:
    """Return what discord.py takes as its `http_trace`: the observer is told of every request that ends."""

    async def started(_: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceRequestStartParams) -> None:
        context.since = perf_counter()

    async def ended(_: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestEndParams) -> None:
        status = request.response.status
        observer.requested(request.method, str(status), perf_counter() - context.since)
        if status < 300 and (answered := _answered(request.url.raw_parts)):
            observer.answered(answered)

    async def broke(
        _: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestExceptionParams
    ) -> None:
        observer.requested(request.method, "none", perf_counter() - context.since)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(started)
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(broke)
    return trace


def _answered(parts: tuple[str, ...]) -> int | None:
    """Return the interaction that a path `…/interactions/ID/TOKEN/callback` answers, or None."""
    if len(parts) > 3 and parts[-1] == _CALLBACK and parts[-4] == _INTERACTIONS:
        return int(parts[-3])
    return None
