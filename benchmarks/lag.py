"""What the loop that answers feels of work done beside it."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

_TICK = 0.001

T = TypeVar("T")


async def felt(work: Awaitable[T]) -> list[float]:
    """Return how late a timer came, again and again, while something was done; in seconds."""
    late: list[float] = []
    await while_felt(work, late)
    return late


async def while_felt(work: Awaitable[T], late: list[float]) -> T:
    """Return what some work returns, and note how late a timer came meanwhile, in seconds."""
    doing = asyncio.ensure_future(work)
    while not doing.done():
        began = time.perf_counter()
        await asyncio.sleep(_TICK)
        late.append(time.perf_counter() - began - _TICK)
    return await doing
