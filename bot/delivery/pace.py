"""Discord's limits, kept to rather than bumped into: requests a second, and new direct messages a minute."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

REQUESTS_A_SECOND = 49
"""Of the 50 that Discord grants a bot in all, one is left for what else it may ask.

Answers to commands, buttons and forms are not counted by Discord, so a member's press waits for none of them.
"""
_SECOND = 1.0
_MAY_CATCH_UP = 0.1
"""Seconds of turns that are made up for when this process was held up."""
_MINUTE = timedelta(minutes=1)


class Pace:
    """Lets requests through one after the other, evenly; those who wait go in the order they came.

    However long a request was on its way, Discord counts it before it answers. So a place that is free again a second
    after the answer can't be one too many, whatever held up the network or this process.
    """

    def __init__(self, a_second: int = REQUESTS_A_SECOND) -> None:
        self._gap = _SECOND / a_second
        self._slot = 0.0
        self._places = asyncio.Semaphore(a_second)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and keep its place until a second after the request has been answered."""
        loop = asyncio.get_running_loop()
        await self._places.acquire()
        try:
            self._slot = max(self._slot + self._gap, loop.time() - _MAY_CATCH_UP)
            await asyncio.sleep(self._slot - loop.time())
            yield
        finally:
            loop.call_later(_SECOND, self._places.release)


class NewDoors:
    """Says when a member who has never been written to may be: at most so many a minute, the others in a row behind."""

    def __init__(self, a_minute: float) -> None:
        """Take how many; with 0.5, one in two minutes."""
        self._gap = _MINUTE / a_minute
        self._burst = max(_MINUTE - self._gap, timedelta(0))
        self._spent_until: datetime | None = None
        self._row_ends: datetime | None = None

    def ask(self, now: datetime) -> datetime | None:
        """Take a place and return None, or return when to ask again, each later than the one before."""
        spent = max(self._spent_until or now, now)
        if spent - now <= self._burst:
            self._spent_until = spent + self._gap
            return None
        free = spent - self._burst
        self._row_ends = free if self._row_ends is None else max(free, self._row_ends + self._gap)
        return self._row_ends

    def close(self, until: datetime) -> None:
        """Open no more of them until then: Discord said that it was too fast."""
        self._spent_until = max(self._spent_until or until, until + self._burst)
